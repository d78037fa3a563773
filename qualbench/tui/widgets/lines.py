"""A transcript laid out as lines of a width: pure functions from text and turns to lines."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from unicodedata import category

from qualbench.model import Span, Turn
from qualbench.tui.widgets.cells import graphemes, is_narrow, width_of

Kind = Literal["speaker", "words", "gap"]

_KINDS: tuple[Kind, ...] = ("speaker", "words", "gap")
_SPEAKER, _WORDS, _GAP = range(3)
_NOWHERE = -1

# White space that breaks a line; U+00A0, U+2007 and U+202F are there so as not to.
_TOKEN = re.compile("[^\t-\r\x1c- \x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+")
_NOT_BEFORE = {"Pe", "Pf", "Po", "Pd", "Lm"}  # what closes or follows stays with its word
_NOT_AFTER = {"Ps", "Pi"}


@dataclass(frozen=True, slots=True)
class Line:
    """``span`` of the text for words, else empty; ``turn`` is an index, or None outside turns."""

    kind: Kind
    span: Span
    turn: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines as arrays, 13 bytes each: 20,000 of them are no objects until they are looked at."""

    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    turns: array[int] = field(default_factory=lambda: array("i"))
    kinds: bytearray = field(default_factory=bytearray)

    def __len__(self) -> int:
        return len(self.kinds)

    def __getitem__(self, row: int) -> Line:
        turn = self.turns[row]
        span = Span(self.starts[row], self.ends[row])
        return Line(_KINDS[self.kinds[row]], span, None if turn == _NOWHERE else turn)

    def row_of(self, offset: int) -> int:
        """The line of words that holds a character; that after a label, that before a gap."""
        row = max(0, bisect_right(self.starts, offset) - 1)
        row = self.next_words(row, 1 if self.kinds[row] == _SPEAKER else -1)
        return self.next_words(row, 1)

    def next_words(self, row: int, step: int) -> int:
        """The first line from here on (1) or back (-1) that has words; else the same."""
        at = row
        while 0 <= at < len(self) and self.kinds[at] != _WORDS:
            at += step
        return at if 0 <= at < len(self) else row

    def rows_of(self, span: Span) -> range:
        """The lines that a span touches, with the speakers and gaps between them."""
        return range(self.row_of(span.start), self.row_of(max(span.start, span.end - 1)) + 1)

    def top_of(self, turn: int) -> int:
        """The line that names the speaker of a turn."""
        return max(0, bisect_right(self.turns, turn - 1))

    def add(self, kind: int, start: int, end: int, turn: int) -> None:
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)
        self.turns.append(turn)


def lay_out(text: str, turns: Sequence[Turn], width: int) -> Layout:
    """The lines of a transcript: per turn a line for the speaker, its words, and a gap.

    What stands before the first turn is shown as words that belong to no turn.
    """
    layout = Layout()
    head = turns[0].start if turns else len(text)
    if text[:head].strip():
        _add(layout, text, Span(0, head), _NOWHERE, width)
    for index, turn in enumerate(turns):
        layout.add(_SPEAKER, turn.start, turn.start, index)
        _add(layout, text, turn.words, index, width)
    return layout


def _add(layout: Layout, text: str, span: Span, turn: int, width: int) -> None:
    for start, end in wrap(text, span, width):
        layout.add(_WORDS, start, end, turn)
    layout.add(_GAP, span.end, span.end, turn)


def wrap(text: str, span: Span, width: int) -> Iterator[tuple[int, int]]:
    """Break a span into lines of at most ``width`` terminal cells, at white space if possible.

    Lines hold no line end, and neither begin nor end with white space that breaks lines.
    """
    at = span.start
    while at < span.end:
        end = text.find("\n", at, span.end)
        end = span.end if end < 0 else end
        if is_narrow(text[at:end]):
            yield from _wrap_narrow(text, at, end, width)
        else:
            yield from _wrap_wide(text, at, end, width)
        at = end + 1


def _wrap_narrow(text: str, at: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """One cell a character: the last space that fits is found without looking at words."""
    while end > at and text[end - 1] == " ":
        end -= 1
    while at < end:
        if text[at] == " ":
            at += 1
            continue
        if end - at <= width:
            yield at, end
            return
        stop = text.rfind(" ", at, at + width + 1)
        if stop < 0:
            stop = at + width
        yield at, stop if text[stop - 1] != " " else at + len(text[at:stop].rstrip(" "))
        at = stop


def _wrap_wide(text: str, at: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    start = stop = used = -1
    for first, last, cells in _atoms(text, at, end, width):
        gap = width_of(text[stop:first]) if start >= 0 else 0
        if start >= 0 and used + gap + cells <= width:
            stop, used = last, used + gap + cells
            continue
        if start >= 0:
            yield start, stop
        start, stop, used = first, last, cells
    if start >= 0:
        yield start, stop


def _atoms(text: str, at: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    """What no line end may part: words, wide characters, and pieces of what is too wide."""
    for match in _TOKEN.finditer(text, at, end):
        if is_narrow(match[0]) and len(match[0]) <= width:
            yield *match.span(), len(match[0])
        else:
            yield from _parts(text, Span(*match.span()), width)


def _parts(text: str, word: Span, width: int) -> Iterator[tuple[int, int, int]]:
    """A word parted beside wide characters, and wherever it is wider than a line."""
    start, stop, used, was_wide = word.start, word.start, 0, False
    for first, last, cells in graphemes(text, word):
        beside = (was_wide or cells > 1) and _may_part(text[first - 1], text[first])
        if used and (beside or used + cells > width):
            yield start, stop, used
            start, used = first, 0
        stop, used, was_wide = last, used + cells, cells > 1
    yield start, stop, used


def _may_part(before: str, after: str) -> bool:
    return category(before) not in _NOT_AFTER and category(after) not in _NOT_BEFORE
