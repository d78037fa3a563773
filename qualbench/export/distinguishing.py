"""Which constructs tell groups of cases apart: what the rule suggests, and what the team says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualbench.export.cases import KEY_COLUMNS, key_cells
from qualbench.export.tables import Cell, Column, Table
from qualbench.model import Call, Codebook, Distinction, Grouping, Judgement

_CALLS = (
    Column("suggested", "What the rule suggests now: strong, weak, none or insufficient"),
    Column("why_suggested", "From what, in words"),
    Column("rule", "The rule with its thresholds; a suggestion, for the field has none fixed"),
    Column("team_call", "What the team says: strong, weak, none or insufficient; empty if nothing"),
    Column("reason", "Why the team says so; empty if not given"),
    Column("called_by", "Name of the lead who wrote it down; empty without a call"),
    Column("call_groups", "How the same cases were parted then: names of groups, and any cuts"),
    Column("suggested_then", "What the rule suggested when the team made its call"),
    Column("rule_then", "The rule of that time, with its thresholds"),
)


@dataclass(frozen=True, slots=True)
class DistinguishingRow:
    """A construct: ``groups`` are its ratings by group, None for a case without one.

    ``why`` says in words what ``suggested`` rests on; ``called_by`` names who made the call.
    """

    key: str
    groups: Sequence[Sequence[Judgement | None]]
    suggested: Distinction
    why: str
    call: Call | None = None
    called_by: str = ""


def distinguishing_table(
    rows: Sequence[DistinguishingRow], codebook: Codebook, grouping: Grouping, rule: str
) -> Table:
    """One row a construct, in the order given; one column a group, from the lowest up.

    Ratings of a group are printed one beside the other (``+2 -1* X``), in the order of its
    cases; a case without one is a dash. So many of them are numbers, which a column says, too.
    ``rule`` is the one of now, with its thresholds.
    """
    of = f"Ratings of the cases in which {grouping.outcome} is"
    groups = (
        Column(f"group:{name}", f"{of} {name}; * respondents differ; X mixed; M missing; – none")
        for name in grouping.groups
    )
    counts = (Column(f"n:{name}", f"Ratings with a number: {name}") for name in grouping.groups)
    cells = (
        (
            *key_cells(codebook, row.key),
            *(" ".join(one.sign if one else "–" for one in group) or None for group in row.groups),
            *map(_counted, row.groups),
            *(row.suggested, row.why or None, rule),
            *_call(row),
        )
        for row in rows
    )
    return Table("distinguishing", (*KEY_COLUMNS, *groups, *counts, *_CALLS), tuple(cells))


def _counted(group: Sequence[Judgement | None]) -> int:
    """Those that the rule counts: mixed is 0."""
    return sum(one is not None and one.status in ("rated", "mixed") for one in group)


def _call(row: DistinguishingRow) -> tuple[Cell, ...]:
    if row.call is None:
        return (None,) * 6
    call, of = row.call, row.call.grouping
    cuts = f" (cut at {', '.join(f'{cut:g}' for cut in of.cuts)})" if of.cuts else ""
    made = call.call, call.reason or None, row.called_by or None, ", ".join(of.groups) + cuts
    return *made, call.suggested, call.rule
