"""Columns with one type each, for formats that ask for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from qualbench.export.tables import Cell, Column, Table

Kind = Literal["text", "integer", "number"]

_LONGEST = 2_147_483_620
"""The greatest integer of Stata; what is beyond is a missing value or a double."""

_EXACT = 2**53
"""Integers above are not all doubles, so they are kept digit by digit, as text."""


@dataclass(frozen=True, slots=True)
class Typed:
    """``cells`` of a text are strings or None; of an integer or number also :class:`Missing`."""

    column: Column
    kind: Kind
    cells: Sequence[Cell]


def typed(table: Table) -> Iterator[Typed]:
    """The table column by column; one that holds words is text, whatever else it holds."""
    cells = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    for column, of in zip(table.columns, cells, strict=True):
        types = set(map(type, of))
        kind = _kind(column, of, types)
        if kind == "text" and not types <= {str, type(None)}:
            of = tuple(None if cell is None else str(cell) or None for cell in of)
        elif kind == "number" and int in types:
            of = tuple(float(cell) if isinstance(cell, int) else cell for cell in of)
        yield Typed(column, kind, of)


def _kind(column: Column, cells: Sequence[Cell], types: set[type]) -> Kind:
    if str in types:
        return "text"
    if not types & {int, float}:
        counted = all(isinstance(value, int) for value, _ in column.values)
        return "integer" if column.missing or (column.values and counted) else "text"
    whole: Sequence[Any] = (
        cells if types == {int} else [cell for cell in cells if isinstance(cell, int)]
    )
    greatest = max(max(whole), -min(whole)) if int in types else 0
    if greatest > _EXACT:
        return "text"
    return "number" if float in types or greatest > _LONGEST else "integer"
