"""Characters and terminal cells: what is shown of a text, and which cell shows what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from rich.cells import cell_len, split_graphemes

from qualbench.model import Span

Grapheme = tuple[int, int, int]
"""Start and end in the text, and its width in cells."""

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))  # they reorder what follows
_SHOWN = dict.fromkeys((*_CONTROLS, *_TURNING), "\N{REPLACEMENT CHARACTER}") | {ord("\t"): " "}

_JOINER = "\N{ZERO WIDTH JOINER}"

# One cell each, no line break but at U+0020, and nothing that joins with its neighbour.
_NOT_NARROW = re.compile("[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e]")


def shown(text: str) -> str:
    """Text as a line shows it, in which no character moves, reorders or commands a terminal."""
    if text.isascii() and text.isprintable():
        return text
    if text.startswith(_JOINER):  # a joiner that has nothing before it
        text = "\N{REPLACEMENT CHARACTER}" + text[1:]
    return text.translate(_SHOWN)


def is_narrow(text: str) -> bool:
    """Whether each character takes one cell, and only spaces break lines."""
    return (text.isascii() and text.isprintable()) or not _NOT_NARROW.search(text)


def graphemes(text: str, span: Span) -> list[Grapheme]:
    """What people take for one character each, flags and skin tones held together."""
    found: list[Grapheme] = []
    said = shown(span.of(text))
    lone_flag = False
    for start, end, cells in split_graphemes(said)[0]:
        flag = "\U0001f1e6" <= said[start] <= "\U0001f1ff"
        joins = (flag and lone_flag) or "\U0001f3fb" <= said[start] <= "\U0001f3ff"
        lone_flag = flag and not joins
        if found and (joins or not found[-1][2]):
            first, _, wide = found.pop()
            found.append((first, span.start + end, wide + cells))
        else:
            found.append((span.start + start, span.start + end, cells))
    return found


def width_of(text: str) -> int:
    """How many cells a text takes when shown."""
    return len(text) if is_narrow(text) else cell_len(shown(text))


def offset_at(text: str, span: Span, cell: int) -> int:
    """The first character of what covers a cell of a line; the last for a cell beyond."""
    return grapheme_at(text, span, cell).start


def grapheme_at(text: str, span: Span, cell: int) -> Span:
    """What covers a cell of a line; the first or the last for a cell beyond."""
    if not span:
        return span
    if is_narrow(span.of(text)):
        start = min(span.start + max(0, cell), span.end - 1)
        return Span(start, start + 1)
    used, found = 0, Span(span.start, span.end)
    for start, end, cells in graphemes(text, span):
        found, used = Span(start, end), used + cells
        if used > cell:
            break
    return found


def cell_at(text: str, span: Span, offset: int) -> int:
    """The cell of a line at which the character at an offset begins."""
    if is_narrow(span.of(text)):
        return min(max(offset, span.start), span.end) - span.start
    return sum(cells for _, end, cells in graphemes(text, span) if end <= offset)


def cut(text: str, span: Span, edges: set[int]) -> Iterator[Span]:
    """A line cut at edges; one within a grapheme moves to its beginning."""
    inside = {edge for edge in edges if span.start < edge < span.end}
    if inside and not is_narrow(span.of(text)):
        starts = [start for start, _, _ in graphemes(text, span)]
        inside = {starts[bisect_right(starts, edge) - 1] for edge in inside}
    return (Span(*ends) for ends in pairwise(sorted({span.start, *inside, span.end})))
