"""A table as it leaves the house: rows of plain values, and what each column means."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """``meaning`` goes to the data dictionary: what it holds, its unit, its values."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` are as long as ``columns``; None is an empty cell, which means missing."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def dictionary(self) -> Table:
        """The data dictionary: one row a column."""
        columns = (Column("column", "Name of the column"), Column("meaning", "What it holds"))
        rows = tuple((column.name, column.meaning) for column in self.columns)
        return Table("dictionary", columns, rows)
