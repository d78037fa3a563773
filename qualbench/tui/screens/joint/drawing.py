"""How a joint display looks: outcomes above, a sign in each square, what follows beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qualbench.tui.chequered import Chequered, Note, Square
from qualbench.tui.screens.joint.seen import Seen
from qualbench.tui.tones import REVERSE, short, tone
from qualbench.workbench import ConstructRow, OutcomeRow, RatedCell

UNRATED = "·"


def chequered(seen: Seen, outcomes: Sequence[OutcomeRow]) -> Chequered:
    """Columns are titled by what makes a case and by these outcomes."""
    of, by = seen.display, seen.made.matrix.cases.by
    titles = [
        [*(dict(case)[name] for name in by), *(row.printed(row.values[at]) for row in outcomes)]
        for at, case in enumerate(seen.cases)
    ]
    rows = of.constructs
    domains = groupby(rows, key=lambda row: row.domain)
    return Chequered(
        [*by, *(row.title for row in outcomes)],
        titles,
        [(domain, sum(1 for _ in group)) for domain, group in domains],
        [row.name for row in rows],
        [REVERSE if row.reverse else "" for row in rows],
        [[_square(cell) for cell in row.cells] for row in rows],
        [
            Note("apart", list(map(apart, rows))),
            Note("fit ", [f"{row.fit or ''} " for row in rows]),
        ],
        list(_bands(seen)),
    )


def _square(cell: RatedCell) -> Square:
    return Square(cell.sign, tone(cell.judged)) if cell.judged else Square(UNRATED, "faint")


def apart(row: ConstructRow) -> str:
    """The team's call; what the rule suggests stands in brackets."""
    if row.call:
        return short(row.call)
    return f"({short(row.suggested)})" if row.suggested else ""


def _bands(seen: Seen) -> Iterator[tuple[str, int]]:
    """Groups as the cases come; those without a value are in none."""
    for name, cases in groupby(seen.display.cases, key=lambda case: case.group):
        yield name or "in no group", sum(1 for _ in cases)


def legend(of: Sequence[ConstructRow]) -> Iterator[str]:
    """What the marks that occur stand for."""
    cells = [cell for row in of for cell in row.cells]
    if any(row.suggested and not row.call for row in of):
        yield "apart: what distinguishes, in brackets as the rule suggests"
    if any(cell.judged is None for cell in cells):
        yield f"{UNRATED} not agreed on"
    if any(cell.judged and cell.judged.varies for cell in cells):
        yield "* respondents differ"
    if any(row.reverse for row in of):
        yield f"{REVERSE} more of it hinders"
