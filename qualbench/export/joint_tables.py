"""A joint display as sheets of a workbook: ratings are numbers, what is missing is empty."""

from __future__ import annotations

from collections.abc import Iterator

from qualbench.export.joint import (
    ConstructRow,
    JointDisplay,
    OutcomeRow,
    RatedCell,
    Statistic,
    respondents,
    statistic,
    strongest,
)
from qualbench.export.tables import Cell, Column, Table

_LEADING = (
    Column("row", "outcome: a measure; construct: a construct's rating"),
    Column("name", "Name of the measure or construct"),
    Column("path", "Names from the domain down to the construct; empty for a measure"),
    Column("unit", "Unit of the measure; empty if none"),
    Column("polarity", "reverse where more of the thing hinders implementation, else normal"),
)
_TRAILING = (
    Column("call", "The team's call whether it tells groups apart: strong, weak, none, ..."),
    Column("suggested", "What the rule suggests; never the team's call"),
    Column("reason", "Why the team calls it so"),
    Column("fit", "How finding and outcome fit: confirms, expands, discords; empty if not said"),
    Column("meta_inference", "What follows from both kinds of data"),
)
_CASE = (
    Column("case", "Name of the case"),
    Column("group", "Outcome group of the case; empty if none"),
)
_OF_CONSTRUCT = (
    Column("construct", "Name of the construct"),
    Column("path", "Names from the domain down to the construct"),
)
_RATED = (
    Column("rating", "-2 to 2: influence on implementation; empty where there is no number"),
    Column("sign", "The rating as printed: * respondents differ, X mixed, M missing, NA; … draft"),
    Column("status", "rated, mixed, missing, not applicable or draft; empty if nobody rated"),
    Column("varies", "1 if respondents differ, else 0; empty if nobody rated"),
    Column("respondents", "How many people spoke of it in the case"),
    Column("summary", "What was said, in short"),
    Column("rationale", "Why it is rated so"),
    Column("quotes", "Quotes, each with who said it, one a line"),
)
_STATISTICS = (
    Column("row", "outcome: a measure; construct: a construct's rating"),
    Column("name", "Name of the measure or construct"),
    Column("path", "Names from the domain down to the construct; empty for a measure"),
    Column("group", "Outcome group of the case; empty if none"),
    Column("cases", "Number of cases in the group"),
    Column("n", "Number of them with a number"),
    Column("mean", "Mean of the numbers; empty where there is none"),
    Column("sd", "Standard deviation (n - 1) of the numbers; empty for fewer than two"),
    Column("low", "Lowest of the numbers; empty where there is none"),
    Column("high", "Highest of the numbers; empty where there is none"),
    Column("respondents", "How many people spoke of it, each counted once; empty for a measure"),
)
_PROFILE = (
    Column("side", "barrier (rated below 0) or facilitator (rated above 0)"),
    Column("rank", "1 is the strongest of the case on this side"),
)


def joint_sheets(of: JointDisplay, top: int = 5) -> tuple[Table, ...]:
    """The display itself, its cells one a row, its statistics by group, its cases' profiles."""
    return (_display(of), _cells(of), _statistics(of), _profiles(of, top))


def _display(of: JointDisplay) -> Table:
    cases = tuple(
        column
        for case in of.cases
        for column in (
            Column(case.name, "A case: the measure's value, or the construct's rating as a number"),
            Column(f"{case.name} sign", "The rating as printed; empty for a measure"),
        )
    )
    rows = (*map(_measured, of.outcomes), *map(_joined, of.constructs))
    return Table("joint", (*_LEADING, *cases, *_TRAILING), rows)


def _measured(of: OutcomeRow) -> tuple[Cell, ...]:
    values = (cell for value in of.values for cell in (value, None))
    return ("outcome", of.label, None, of.unit or None, None, *values, *(None for _ in _TRAILING))


def _joined(of: ConstructRow) -> tuple[Cell, ...]:
    polarity = "reverse" if of.reverse else "normal"
    ratings = (part for cell in of.cells for part in (cell.value, cell.sign or None))
    follows = (of.call, of.suggested, of.reason or None, of.fit, of.inference or None)
    return ("construct", of.name, of.path, None, polarity, *ratings, *follows)


def _cells(of: JointDisplay) -> Table:
    rows = tuple(
        (case.name, case.group or None, row.name, row.path, *_rated(cell))
        for row in of.constructs
        for case, cell in zip(of.cases, row.cells, strict=True)
    )
    return Table("cells", (*_CASE, *_OF_CONSTRUCT, *_RATED), rows)


def _rated(of: RatedCell) -> tuple[Cell, ...]:
    judged, said = of.judged, len(set(of.respondents))
    quotes = "\n".join(
        f"“{one.text}” ({', '.join(filter(None, (one.who, one.role)))})" for one in of.quotes
    )
    if judged is None:
        return None, None, None, None, said, None, None, quotes or None
    written = judged.summary or None, judged.rationale or None, quotes or None
    return of.value, of.sign or None, judged.status, int(judged.varies), said, *written


def _statistics(of: JointDisplay) -> Table:
    return Table("statistics", _STATISTICS, tuple(_by_group(of)))


def _by_group(of: JointDisplay) -> Iterator[tuple[Cell, ...]]:
    for group, places in of.members().items():
        for row in of.outcomes:
            found = statistic([row.values[at] for at in places])
            yield "outcome", row.label, None, group or None, *_numbers(found), None
        for rated in of.constructs:
            found = statistic([rated.cells[at].value for at in places])
            named = ("construct", rated.name, rated.path, group or None)
            yield *named, *_numbers(found), respondents(rated, places)


def _numbers(of: Statistic) -> tuple[Cell, ...]:
    return of.cases, of.n, of.mean, of.sd, of.low, of.high


def _profiles(of: JointDisplay, top: int) -> Table:
    columns = (*_CASE, *_PROFILE, *_OF_CONSTRUCT, *_RATED)
    return Table("profiles", columns, tuple(_ranked(of, top)))


def _ranked(of: JointDisplay, top: int) -> Iterator[tuple[Cell, ...]]:
    for at, case in enumerate(of.cases):
        for side, sign in (("barrier", -1), ("facilitator", 1)):
            for rank, row in enumerate(strongest(of, at, sign, top), start=1):
                named = (case.name, case.group or None, side, rank, row.name, row.path)
                yield (*named, *_rated(row.cells[at]))
