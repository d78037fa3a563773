"""Joint display of the first kind: constructs down, cases across, beside the outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qualbench.export.documents.blocks import Box, Grid, Pages, Row, band, box, head
from qualbench.export.documents.cells import (
    FOLLOWS,
    case,
    construct,
    follows,
    measure,
    notes,
    ordered,
    rating,
    under,
)
from qualbench.export.joint import JointDisplay

_ACROSS = 6
"""As many cases as a page on its side holds beside one another so that they can be read."""


def constructs_by_cases(of: JointDisplay, quotes: int = 2) -> Pages:
    """Outcomes on top, constructs below, a column a case; at most ``quotes`` in a cell.

    Many cases are spread evenly over several grids; what follows from them stands in the last.
    """
    parts = max(1, -(-len(of.cases) // _ACROSS))
    cuts = [len(of.cases) * part // parts for part in range(parts + 1)]
    grids = [
        _grid(of, range(start, stop), quotes, last=stop == cuts[-1])
        for start, stop in pairwise(cuts)
    ]
    return Pages(of.title, (*ordered(of), *grids, *notes(of)))


def _grid(of: JointDisplay, places: range, quotes: int, *, last: bool) -> Grid:
    after = FOLLOWS if last else ()
    rows = (
        *under("Outcomes", list(_outcomes(of, places, len(after)))),
        *_constructs(of, places, quotes, last=last),
    )
    first = head(("Measure or construct",))
    cases = (case(of.cases[at]) for at in places)
    widths = (5, *(6 for _ in places), *(5 for _ in after))
    return Grid((*first, *cases, *head(after)), rows, widths)


def _outcomes(of: JointDisplay, places: range, after: int) -> Iterator[Row]:
    for row in of.outcomes:
        values = (box(row.printed(row.values[at]), kind="strong") for at in places)
        yield Row((measure(row), *values, *(Box() for _ in range(after))))


def _constructs(of: JointDisplay, places: range, quotes: int, *, last: bool) -> Iterator[Row]:
    domain = ""
    for row in of.constructs:
        if row.domain != domain:
            domain = row.domain
            yield band(domain)
        cells = (rating(row.cells[at], quotes) for at in places)
        yield Row((construct(row, domain=False), *cells, *(follows(row) if last else ())))
