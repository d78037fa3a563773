"""Joint display of the second kind: each theme's numbers by outcome group, beside quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from qualbench.export.documents.blocks import Box, Grid, Line, Pages, Row, box, head
from qualbench.export.documents.cells import (
    FOLLOWS,
    construct,
    follows,
    measure,
    notes,
    said,
    under,
)
from qualbench.export.joint import (
    ConstructRow,
    JointDisplay,
    OutcomeRow,
    Statistic,
    respondents,
    rounded,
    statistic,
)
from qualbench.model import Judgement

_Printed = Callable[[float], str]

_COUNTED = (
    "Mean (sd) and lowest to highest are of the cases with a number, n of all in the group; the "
    "others are counted by their sign and never as 0. Of two numbers the range says what an sd "
    "(n - 1) would. Mean and sd have one decimal more than the data, halves rounded away from 0. "
    "A respondent is counted once."
)


def theme_by_statistic(of: JointDisplay, quotes: int = 1) -> Pages:
    """A row a construct: its numbers in each group, beside at most ``quotes`` of each group."""
    groups = of.members()
    columns = ("Measure or construct", *_named(groups), "In their words", *FOLLOWS)
    outcomes = [
        Row((measure(row), *(_spread(row, at) for at in groups.values()), Box(), Box(), Box()))
        for row in of.outcomes
    ]
    themes = [
        Row(
            (
                construct(row, domain=True),
                *(_rated(row, at) for at in groups.values()),
                Box(tuple(_voices(of, row, groups, quotes))),
                *follows(row),
            )
        )
        for row in of.constructs
    ]
    rows = (*under("Outcomes", outcomes), *under("Constructs", themes))
    grid = Grid(head(columns), rows, (5, *(4 for _ in groups), 8, 4, 5))
    return Pages(of.title, (grid, *notes(of, _COUNTED)))


def _named(groups: Mapping[str, Sequence[int]]) -> Iterator[str]:
    for name in groups:
        yield name or ("In no group" if len(groups) > 1 else "All cases")


def _spread(row: OutcomeRow, places: Sequence[int]) -> Box:
    """Mean, sd and range of numbers; how often each word where the values are words."""
    values = [row.values[at] for at in places]
    apart = (value or "without a value" for value in values if isinstance(value, str | None))
    return _numbers(statistic(values), row.printed, row.averaged, Counter(apart))


def _rated(row: ConstructRow, places: Sequence[int]) -> Box:
    cells = [row.cells[at] for at in places]
    apart = (_unnumbered(cell.judged) for cell in cells if cell.value is None)
    values = statistic([cell.value for cell in cells])
    found = _numbers(values, _signed, _averaged, Counter(apart))
    who = respondents(row, places)
    return Box((*found.lines, Line(f"{who} respondent{'' if who == 1 else 's'}", "small")))


def _unnumbered(judged: Judgement | None) -> str:
    """What is said instead of a number."""
    return judged.sign.rstrip("*") if judged and judged.status != "draft" else "unrated"


def _numbers(
    of: Statistic, printed: _Printed, averaged: _Printed, others: Mapping[str, int]
) -> Box:
    n = ", ".join((f"n = {of.cases}", *(f"{count} {other}" for other, count in others.items())))
    if of.mean is None or of.low is None or of.high is None:
        return box(n, kind="small")
    if of.n == 1:
        return Box((Line(printed(of.mean), "strong"), Line(n, "small")))
    spread = f"{printed(of.low)} to {printed(of.high)}"
    sd = f" (sd {averaged(of.sd).lstrip('+')})" if of.sd is not None and of.n > 2 else ""
    mean = Line(f"mean {averaged(of.mean)}{sd}", "strong")
    return Box((mean, Line(spread, "small"), Line(n, "small")))


def _signed(value: float) -> str:
    return f"{value:+g}" if value else "0"


def _averaged(value: float) -> str:
    """A mean of ratings, which are whole numbers."""
    mean = rounded(value, 1)
    return f"{mean:+f}" if mean else f"{mean:f}"


def _voices(
    of: JointDisplay, row: ConstructRow, groups: Mapping[str, Sequence[int]], quotes: int
) -> Iterator[Line]:
    """Of each group the first quotes, taken from one case after the other."""
    for places in groups.values():
        lines = [
            (turn, at, line)
            for at in places
            for turn, line in enumerate(said(row.cells[at].quotes, of.cases[at].name))
        ]
        yield from (line for _, _, line in sorted(lines, key=lambda one: one[:2])[:quotes])
