"""Topics against codes or cases: a table with as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from qualbench import workbench
from qualbench.tui.grid import shortened
from qualbench.tui.plots import shade
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.topics.saying import MISSED, in_brackets, numbered
from qualbench.tui.screens.topics.seen import CODES, Seen
from qualbench.workbench import Count, ShownTopic

_HEADS = 3
"""Lines of the titles."""
_LEAST, _WIDEST = 8, 14
_NAME, _LONG = 22, 44
_PLAIN = Console(width=80)


@dataclass(frozen=True, slots=True)
class Column:
    """A value that topics are held against; ``cells`` are those of the topics, in their order."""

    title: Sequence[str]
    cells: Sequence[str]

    @property
    def width(self) -> int:
        return 1 + max(map(cell_len, (*self.title, *self.cells)))

    def piece(self, said: str) -> str:
        return said.rjust(self.width - (cell_len(said) - len(said)))


@dataclass(frozen=True, slots=True)
class Cross:
    """Topics down; ``fixed`` columns, and after them ``columns`` from any of them on."""

    names: Sequence[str]
    fixed: Sequence[Column]
    columns: Sequence[Column]

    @property
    def titles(self) -> Sequence[Sequence[str]]:
        return [column.title for column in self.columns]

    def shown(self, first: int, width: int) -> Sequence[Column]:
        """The columns that have room, from the first one on."""
        room = width - _name(width) - sum(column.width for column in self.fixed)
        found: list[Column] = []
        for column in self.columns[first:]:
            room -= column.width
            if found and room < 0:
                break
            found.append(column)
        return found

    def last(self, width: int) -> int:
        """The first column with which all that follow have room."""
        places = range(len(self.columns))
        return next((p for p in places if p + len(self.shown(p, width)) == len(places)), 0)

    def head(self, first: int, width: int) -> list[Text]:
        columns = [*self.fixed, *self.shown(first, width)]
        return [
            Text(" " * _name(width) + "".join(column.piece(column.title[at]) for column in columns))
            for at in range(_HEADS)
        ]

    def row(self, item: int, first: int, width: int) -> Text:
        columns = [*self.fixed, *self.shown(first, width)]
        name = set_cell_size(shortened(self.names[item], _name(width)), _name(width))
        return Text(name + "".join(column.piece(column.cells[item]) for column in columns))


def _name(width: int) -> int:
    return max(_NAME, min(_LONG, width // 4))


def cross(seen: Seen, by: str) -> Cross:
    """Of codes those that are said most come first."""
    table = seen.tables[by]
    rows = [table.row(topic.number) for topic in seen.listed]
    columns = [
        Column(
            _title(workbench.name_of(seen.book, value) if by == CODES else value),
            [_cell(row.cells[at], topic) for row, topic in zip(rows, seen.listed, strict=True)],
        )
        for at, value in enumerate(table.columns)
    ]
    if by == CODES:
        sizes = [-sum(row.cells[at].words for row in rows) for at in range(len(columns))]
        columns = [columns[at] for at in sorted(range(len(columns)), key=sizes.__getitem__)]
    fixed = [Column(_title("all"), [in_brackets(row.of) for row in rows])]
    if by == CODES:
        coded = ["–" if row.covered is None else f"{row.covered:.0%}" for row in rows]
        signs = [f"{MISSED * row.missed} {said}" for row, said in zip(rows, coded, strict=True)]
        fixed.append(Column(_title("coded"), signs))
    names = [f"{numbered(seen, topic)} {one_line(topic.name)}" for topic in seen.listed]
    return Cross(names, fixed, columns)


def _cell(count: Count, topic: ShownTopic) -> str:
    """The darker its sign, the larger a part of the topic it is."""
    sign = shade(count.words, topic.size)
    return f"{sign} {in_brackets(count)}" if count.words else sign


def _title(name: str) -> Sequence[str]:
    """A name on three lines, the last ones first where it needs fewer, no wider than it must be."""
    said = Text(one_line(name))
    longest = max(map(cell_len, said.plain.split()), default=0)
    for width in range(max(_LEAST, min(longest, _WIDEST)), _WIDEST + 1):
        lines = [line.plain.rstrip() for line in said.wrap(_PLAIN, width)]
        if len(lines) <= _HEADS:
            break
    kept = [*lines[: _HEADS - 1], shortened(" ".join(lines[_HEADS - 1 :]), _WIDEST)]
    return [""] * (_HEADS - len(lines)) + kept[: len(lines)]
