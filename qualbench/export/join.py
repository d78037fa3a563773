"""What became of every case and every row when a trial's numbers were joined to the study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qualbench.export.tables import Column, Table
from qualbench.model import CaseKey

Side = Literal["study", "trial", "both"]
JoinStatus = Literal["matched", "only in the study", "only in the trial", "duplicate", "near miss"]

_COLUMNS = (
    Column("side", "Where it is: study (a case), trial (a row) or both"),
    Column(
        "status",
        "matched; only in the study: no row has these ids; only in the trial: no case has them;"
        " duplicate: several rows have them, and none is taken; near miss: ids of the study that"
        " may be meant by those of the trial in meant, for they differ in case, spaces or leading"
        " zeros alone, and are not joined by that",
    ),
    Column("rows", "Rows of the trial's table, counted from 1 below its head, separated by |"),
    Column("meant", "Of a near miss the ids on the trial's side, separated by |; else empty"),
)


@dataclass(frozen=True, slots=True)
class JoinRow:
    """A case, or a key of the trial's table, and what became of it.

    ``key`` has the ids as they are spelled there, ``rows`` the trial's rows, from 1; ``meant``
    is the key on the trial's side of a near miss.
    """

    side: Side
    status: JoinStatus
    key: CaseKey
    rows: Sequence[int] = ()
    meant: CaseKey = ()


def join_table(found: Sequence[JoinRow]) -> Table:
    """One row each, in the order given, with a column for every attribute that any has."""
    names = tuple(dict.fromkeys(name for one in found for name, _ in one.key))
    ids = (Column(f"id_{name}", f"{name}, as it is spelled on that side") for name in names)
    rows = (
        (
            one.side,
            one.status,
            " | ".join(map(str, one.rows)) or None,
            " | ".join(value for _, value in one.meant) or None,
            *(dict(one.key).get(name) for name in names),
        )
        for one in found
    )
    return Table("join", (*_COLUMNS, *ids), tuple(rows))
