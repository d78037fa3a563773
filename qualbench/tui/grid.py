"""Rows of figures as text: a name, columns of numbers, a plot, in what room there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from qualbench.model import PAIR_MARK
from qualbench.tui import plots
from qualbench.tui.quoted import one_line

INSTEAD = " instead of "
_SHORT, _LONG, _LEAST = 28, 44, 12
"""Cells of a name: before less important columns are shown, at most, and with a plot."""
_OF_A_PAIR = 11
"""Cells of the characteristic, where a role stands behind it and both are too long."""

Plot = Callable[[int, int], str]
"""The plot of an item, by its number and the width in cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers under a title; of ``spare`` columns the last give way first where room is short."""

    title: str
    cells: Sequence[str]
    spare: bool = False
    left: bool = False

    @property
    def width(self) -> int:
        return 1 + max(map(cell_len, (self.title, *self.cells)))

    def piece(self, value: str, width: int) -> str:
        room = " " * (width - 1 - cell_len(value))
        return f" {value}{room}" if self.left else f" {room}{value}"


class _Laid(NamedTuple):
    """Cells of the name, of each column that is shown, and of the plot."""

    name: int
    columns: tuple[tuple[Column, int], ...]
    plot: int


@dataclass(frozen=True, slots=True)
class Grid:
    """``title`` stands above the names; the plot, if any, has an axis above it.

    Names take ``most`` cells at most.
    """

    title: str
    names: Sequence[str]
    columns: Sequence[Column]
    plot: Plot | None = None
    most: int = _LONG
    _kept: dict[int, _Laid] = field(default_factory=dict, compare=False)

    def head(self, width: int) -> Text:
        laid = self._laid(width)
        said = _padded(_cut(self.title, laid.name), laid.name)
        said += "".join(column.piece(column.title, wide) for column, wide in laid.columns)
        return Text(said + (f" {plots.axis(laid.plot)}" if laid.plot else ""))

    def row(self, item: int, width: int) -> Text:
        laid = self._laid(width)
        said = _padded(shortened(one_line(self.names[item]), laid.name), laid.name)
        said += "".join(column.piece(column.cells[item], wide) for column, wide in laid.columns)
        return Text(said + (f" {self.plot(item, laid.plot)}" if self.plot and laid.plot else ""))

    def _laid(self, width: int) -> _Laid:
        if width not in self._kept:
            self._kept[width] = self._lay(width)
        return self._kept[width]

    def _lay(self, width: int) -> _Laid:
        """What has room: spare columns only beside names and a plot that can be read."""
        wanted = min(self.most, max(map(cell_len, (self.title, *self.names))))
        columns, short = list(self.columns), min(_SHORT, wanted)
        plot, good = (plots.LEAST + 1, plots.GOOD + 1) if self.plot else (0, 0)
        spare = [column for column in columns if column.spare]
        while spare and _wide(columns) + good + short > width:
            columns.remove(spare.pop())
        rest = width - _wide(columns)
        if rest - good >= short:
            plot = good
        elif rest - plot < min(_LEAST, wanted):
            plot = 0
        name = max(1, min(wanted, rest - plot))
        shown = tuple((column, column.width) for column in columns)
        return _Laid(name, shown, plots.widest(rest - name - 1) if plot else 0)


def _wide(columns: Sequence[Column]) -> int:
    return sum(column.width for column in columns)


def shortened(name: str, width: int) -> str:
    """A name in so many cells. Of two names each keeps its part; of roles the ends are kept:
    their beginnings are often the same.
    """
    if cell_len(name) <= width:
        return name
    first, instead, second = name.partition(INSTEAD)
    if instead:
        room = width - len(instead)
        half = max(room - cell_len(second), room // 2)
        first = shortened(first, max(1, half))
        return f"{first}{instead}{shortened(second, max(1, room - cell_len(first)))}"
    code, mark, role = name.partition(f" {PAIR_MARK} ")
    if mark:
        code = _cut(code, min(_OF_A_PAIR, width // 2))
        room = width - cell_len(code) - len(mark)
        name = f"{code}{mark}{role if cell_len(role) <= room else f'…{role[1 - room :]}'}"
    return _cut(name, width)


def _cut(name: str, width: int) -> str:
    said = Text(name)
    said.truncate(width, overflow="ellipsis")
    return said.plain


def _padded(name: str, width: int) -> str:
    return name + " " * (width - cell_len(name))
