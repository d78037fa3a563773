"""The codebook's history: every published version, and each thing that it changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualbench.export.tables import Cell, Column, Table

_COLUMNS = (
    Column("number", "Number of the version, counted from 1, for people"),
    Column("version", "The version: SHA-256 of its content"),
    Column("parents", "Versions that it was made from, separated by |; empty for the first"),
    Column("author", "Name of who published it"),
    Column("published_utc", "When, UTC in ISO 8601"),
    Column("note", "What the author says about it; empty if nothing"),
    Column("in_force", "1 if it is the version in force, else 0"),
    Column("change", "One thing that it changed, in words; empty if it is the first, or the same"),
)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A published version; ``changes`` against the one before, in words."""

    number: int
    version: str
    parents: Sequence[str]
    author: str
    at: str
    note: str
    in_force: bool
    changes: Sequence[str]


def versions_table(versions: Iterable[VersionRow]) -> Table:
    """One row a change, in the order given; a version without changes has one row too."""
    rows = tuple((*_version(one), change) for one in versions for change in one.changes or (None,))
    return Table("versions", _COLUMNS, rows)


def _version(one: VersionRow) -> tuple[Cell, ...]:
    return (
        one.number,
        one.version,
        " | ".join(one.parents) or None,
        one.author,
        one.at or None,
        one.note or None,
        int(one.in_force),
    )
