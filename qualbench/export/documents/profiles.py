"""Joint display of the third kind: one case after the other, what it reached and why."""

from __future__ import annotations

from collections.abc import Iterator

from qualbench.export.documents.blocks import Block, Grid, Heading, Pages, Row, Text, box, head
from qualbench.export.documents.cells import construct, measure, notes, ordered, rating, under
from qualbench.export.joint import JointDisplay, strongest

_SIDES = (("Barriers", -1), ("Facilitators", 1))
_APART = {"mixed": "Mixed", "missing": "Missing", "not applicable": "Not applicable"}


def case_profiles(of: JointDisplay, top: int = 5, quotes: int = 2) -> Pages:
    """Each case's outcomes and its ``top`` barriers and facilitators, the strongest first."""
    blocks = (block for at in range(len(of.cases)) for block in _profile(of, at, top, quotes))
    return Pages(of.title, (*ordered(of), *blocks, *notes(of)))


def _profile(of: JointDisplay, at: int, top: int, quotes: int) -> Iterator[Block]:
    case = of.cases[at]
    yield Heading(f"{case.name}: {case.group}" if case.group else case.name)
    outcomes = [
        Row((measure(row), box(row.printed(row.values[at]), kind="strong"))) for row in of.outcomes
    ]
    sides = [
        row
        for title, sign in _SIDES
        for row in under(title, list(_rows(of, at, sign, top, quotes)))
    ]
    columns = head(("Measure or construct", "In this case"))
    yield Grid(columns, (*under("Outcomes", outcomes), *sides), (3, 9))
    yield from (Text(said, small=True) for said in _apart(of, at))


def _rows(of: JointDisplay, at: int, sign: int, top: int, quotes: int) -> Iterator[Row]:
    for row in strongest(of, at, sign, top):
        yield Row((construct(row, domain=True), rating(row.cells[at], quotes)))


def _apart(of: JointDisplay, at: int) -> Iterator[str]:
    """What has no number here, so that nobody takes it for nothing."""
    for status, said in _APART.items():
        judged = ((row.path, row.cells[at].judged) for row in of.constructs)
        paths = [path for path, one in judged if one is not None and one.status == status]
        if paths:
            yield f"{said}: {'; '.join(paths)}."
