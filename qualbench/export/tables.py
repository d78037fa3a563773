"""A table as it leaves the house: rows of plain values, and what each column means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Missing:
    """Why there is no number: ``kind`` is one of those of the column. In print it is nothing."""

    kind: str

    def __str__(self) -> str:
        return ""


Cell = str | int | float | Missing | None


@dataclass(frozen=True, slots=True)
class Column:
    """``meaning`` goes to the data dictionary: what it holds, its unit, its values.

    ``label`` is what statistics programs show beside the name, ``values`` are values with their
    labels, ``missing`` the kinds of :class:`Missing` that a cell may be, with what they mean.
    """

    name: str
    meaning: str
    label: str = ""
    values: tuple[tuple[int | str, str], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` are as long as ``columns``; None is an empty cell, a number is finite."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def dictionary(self) -> Table:
        """The data dictionary: one row a column."""
        return dictionary(self.columns)


_TOLD = (
    Column("column", "Name of the column"),
    Column("meaning", "What it holds"),
    Column("label", "What a statistics program shows beside the name"),
    Column("values", "Values with their labels, separated by |"),
    Column("missing", "Why a number may be missing, separated by |"),
)


def dictionary(columns: Iterable[Column]) -> Table:
    """The data dictionary of several tables; what no column has is left out."""
    rows = [
        (one.name, one.meaning, one.label or None, _listed(one.values), _listed(one.missing))
        for one in dict.fromkeys(columns)
    ]
    told = [at for at in range(len(_TOLD)) if at < 2 or any(row[at] for row in rows)]
    picked = (tuple(row[at] for at in told) for row in rows)
    return Table("dictionary", tuple(_TOLD[at] for at in told), tuple(picked))


def _listed(pairs: Iterable[tuple[int | str, str]]) -> str | None:
    return " | ".join(f"{what} = {means}" for what, means in pairs) or None
