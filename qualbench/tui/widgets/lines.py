"""A transcript laid out as lines of a width: pure functions from text and turns to lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from qualbench.model import Span, Turn

_WORD = re.compile(r"\S+")
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_SHOWN = dict.fromkeys(_CONTROLS, "\N{REPLACEMENT CHARACTER}") | {ord("\t"): " "}


@dataclass(frozen=True, slots=True)
class Line:
    """``span`` of the text for words, else empty; ``turn`` is an index, or None outside turns."""

    kind: Literal["speaker", "words", "gap"]
    span: Span
    turn: int | None


def lay_out(text: str, turns: Sequence[Turn], width: int) -> tuple[Line, ...]:
    """The lines of a transcript: per turn a line for the speaker, its words, and a gap.

    What stands before the first turn is shown as words that belong to no turn.
    """
    lines: list[Line] = []
    head = turns[0].start if turns else len(text)
    if text[:head].strip():
        lines += [Line("words", span, None) for span in wrap(text, Span(0, head), width)]
        lines.append(Line("gap", Span(head, head), None))
    for index, turn in enumerate(turns):
        lines.append(Line("speaker", Span(turn.start, turn.start), index))
        lines += [Line("words", span, index) for span in wrap(text, turn.words, width)]
        lines.append(Line("gap", Span(turn.end, turn.end), index))
    return tuple(lines)


def wrap(text: str, span: Span, width: int) -> Iterator[Span]:
    """Break a span into lines of at most ``width`` terminal cells, at white space if possible."""
    start = end = -1
    for word in _pieces(text, span, width):
        fits = start >= 0 and cell_len(shown(text[start : word.end])) <= width
        if fits and "\n" not in text[end : word.start]:
            end = word.end
            continue
        if start >= 0:
            yield Span(start, end)
        start, end = word.start, word.end
    if start >= 0:
        yield Span(start, end)


def _pieces(text: str, span: Span, width: int) -> Iterator[Span]:
    """The words of a span; one that is wider than a line is cut."""
    for match in _WORD.finditer(text, span.start, span.end):
        start = match.start()
        while cell_len(shown(text[start : match.end()])) > width:
            cut = _fitting(text, Span(start, match.end()), width)
            yield Span(start, cut)
            start = cut
        yield Span(start, match.end())


def _fitting(text: str, span: Span, width: int) -> int:
    """Where the longest beginning of a span that is no wider than a line ends."""
    ends = range(span.start + 1, span.end)
    beyond = (end for end in ends if cell_len(shown(text[span.start : end])) > width)
    return max(span.start + 1, next(beyond, span.end) - 1)


def shown(text: str) -> str:
    """Text as a line shows it, in which no character moves or commands a terminal."""
    return text.translate(_SHOWN)


def offset_at(text: str, span: Span, cell: int) -> int:
    """The character of a line that covers a terminal cell; the last one for a cell beyond."""
    for end in range(span.start + 1, span.end):
        if cell_len(shown(text[span.start : end])) > cell:
            return end - 1
    return max(span.start, span.end - 1)


def line_at(lines: Sequence[Line], offset: int) -> int:
    """The index of the line of words that holds ``offset``, or the nearest before it."""
    found = 0
    for index, line in enumerate(lines):
        if line.kind == "words" and line.span.start <= offset:
            found = index
    return found
