"""Names down, columns across, in what room there is: pure layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from rich.cells import cell_len

Tone = Literal["plain", "helps", "helps-much", "hinders", "hinders-much", "mixed", "faint"]

_LEAST, _LONG = 22, 44
"""Cells of a name."""
_TITLE, _SHORT, _FEW = 14, 9, 6
"""Cells of a column's title at most, where columns are few and where they are more."""
_NARROW = 3
"""Cells of a column at least."""


@dataclass(frozen=True, slots=True)
class Square:
    """What stands in it, and in which tone."""

    said: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Note:
    """A column of words between names and squares, which stays where columns move."""

    title: str
    cells: Sequence[str]

    @property
    def width(self) -> int:
        return max(map(cell_len, (self.title, *self.cells)))


@dataclass(frozen=True)
class Chequered:
    """``heads`` say what the lines of ``titles`` are, of which every column has as many.

    ``groups`` are headings, each with the number of its rows; ``marks`` stand behind names.
    ``bands`` are names over neighbouring columns, each with how many these are.
    """

    heads: Sequence[str]
    titles: Sequence[Sequence[str]]
    groups: Sequence[tuple[str, int]]
    names: Sequence[str]
    marks: Sequence[str]
    squares: Sequence[Sequence[Square]]
    notes: Sequence[Note] = ()
    bands: Sequence[tuple[str, int]] = ()

    @cached_property
    def _banded(self) -> Sequence[str]:
        """The name over each column; empty where there is none."""
        names = [name for name, size in self.bands for _ in range(size)]
        return [*names, *[""] * (len(self.titles) - len(names))]

    @cached_property
    def _shares(self) -> Sequence[int]:
        """The cells that each column has of the name over it."""
        shares = [-(-cell_len(name) // size) for name, size in self.bands for _ in range(size)]
        return [*shares, *[0] * (len(self.titles) - len(shares))]

    def over(self, columns: range) -> Iterator[tuple[str, int]]:
        """The names over columns, each with the cells that these take together."""
        for name, places in groupby(columns, key=self._banded.__getitem__):
            yield name, sum(self.widths[place] + 2 for place in places)

    @cached_property
    def widths(self) -> Sequence[int]:
        """The cells of each column, without the pointer before it and the space behind it."""
        title_most = _TITLE if len(self.titles) <= _FEW else _SHORT
        return [
            max(
                _NARROW,
                self._shares[column] - 1,
                *(min(cell_len(said), title_most) for said in title),
                *(cell_len(row[column].said) for row in self.squares),
            )
            for column, title in enumerate(self.titles)
        ]

    @cached_property
    def _longest(self) -> int:
        named = zip(self.names, self.marks, strict=True)
        return max((cell_len(name) + cell_len(mark) + 1 for name, mark in named), default=0)

    @cached_property
    def fixed(self) -> int:
        """The cells of what stays where columns move, names aside."""
        return sum(note.width + 1 for note in self.notes)

    def name_width(self, width: int) -> int:
        """Names give way to squares, but not below what tells them apart."""
        left = width - self.fixed - sum(self.widths) - 2 * len(self.widths)
        return min(max(self._longest, _LEAST), max(_LEAST, min(_LONG, width // 3), left))

    def shown(self, first: int, width: int) -> range:
        """The columns that have room from the first one on; one at least."""
        room, last = width - self.name_width(width) - self.fixed, first
        while last < len(self.titles) and (room := room - self.widths[last] - 2) >= 0:
            last += 1
        return range(first, max(last, min(first + 1, len(self.titles))))

    def first_for(self, column: int, first: int, width: int) -> int:
        """From which column on they show, so that one of them is among them and no room is left."""
        first = min(first, column)
        while first < column and column not in self.shown(first, width):
            first += 1
        while first > 0 and self.shown(first - 1, width).stop == len(self.titles):
            first -= 1
        return first
