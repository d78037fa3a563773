"""Agreement of coders as tables: all of it in one long table, or part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from qualbench.export.tables import Cell, Column, Table

Level = Literal["overall", "domain", "labels", "code", "pair", "transcript", "group"]

_COEFFICIENTS = {
    "percent": "Share of units on which coders agree, 0 to 1",
    "positive": "Positive agreement: of the uses of the code, the share that is shared",
    "kappa": "Cohen's kappa",
    "pabak": "Prevalence-adjusted bias-adjusted kappa (Brennan and Prediger)",
    "ac1": "Gwet's AC1",
    "alpha": "Krippendorff's alpha, nominal; of rows named sets, by the distance named",
    "fleiss": "Fleiss' kappa",
}
_OF_PAIRS = ("percent", "positive", "kappa", "pabak", "ac1")
_COUNTS = ("both", "only_first", "only_second", "neither")
_COLUMNS = (
    Column(
        "level",
        "overall: all codes; domain: whether any of its codes is used; labels: which of its codes"
        " are; code: one code, or code@role; pair: two coders, transcript and group (attribute in"
        " id), with counts pooled over codes",
    ),
    Column("name", "Name of the construct, the coders, the transcript or the group"),
    Column("id", "Stable id of the code or domain; of a group its attribute"),
    Column("n", "Units that two or more coders finished; pooled over codes, units times codes"),
    Column("prevalence", "Share of the coders' marks on these units that use it, 0 to 1"),
    Column("both", "Units that both coders marked; of more than two coders only in level pair"),
    Column("only_first", "Units that only the first of the two marked"),
    Column("only_second", "Units that only the second marked"),
    Column("neither", "Units that neither marked"),
)
_LAST = (
    Column("dropped_resamples", "Most resamples left out of an interval, as they have no value"),
    Column("meets_target", "yes, no or undefined; empty where the project has no such target"),
    Column("band", "What a scheme calls the alpha, where the project names one; no verdict"),
    Column("reason", "Which coefficient is undefined and why; of how many codes a mean is"),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A coefficient and its interval; without ``value`` there is a ``reason`` for having none.

    ``reason`` beside a value says why it has no interval, or of how many codes it is the mean.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """One line: ``counts`` (both, only first, only second, neither) are those of two coders,
    ``measures`` coefficients by name, ``meets`` and ``band`` as in the table's columns.
    """

    level: Level
    name: str
    id: str = ""
    n: int | None = None
    prevalence: float | None = None
    counts: tuple[int, ...] = ()
    measures: Mapping[str, Measure] = field(default_factory=dict)
    meets: str = ""
    band: str = ""


def agreement_table(rows: Sequence[AgreementRow], name: str = "agreement") -> Table:
    """One row for everything that has coefficients, whatever its level."""
    measures = tuple(column for name in _COEFFICIENTS for column in _of(name))
    return Table(name, (*_COLUMNS, *measures, *_LAST), tuple(tuple(_cells(row)) for row in rows))


def agreement_sheets(rows: Sequence[AgreementRow]) -> tuple[Table, ...]:
    """The same part by part; a part without rows is left out."""
    parts: dict[str, tuple[Level, ...]] = {
        "overall": ("overall",),
        "domains": ("domain", "labels"),
        "codes": ("code",),
        "groups": ("pair", "transcript", "group"),
    }
    found = ((name, [row for row in rows if row.level in of]) for name, of in parts.items())
    return tuple(agreement_table(part, name) for name, part in found if part)


def confusions_table(rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Which codes met which: two codes by id and name, units, and two shares."""
    columns = (
        Column("first_id", "Code that one coder used where another used the second instead"),
        Column("first_name", "Its name"),
        Column("second_id", "The second code"),
        Column("second_name", "Its name"),
        Column("units", "Units on which that was so, over all pairs of coders"),
        Column("share_of_first", "Of all uses of the first by one of a pair alone, 0 to 1"),
        Column("share_of_second", "Of all such uses of the second, 0 to 1"),
    )
    return Table("confusions", columns, tuple(rows))


def coders_table(rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Each coder beside the others: in all, by code and by transcript."""
    columns = (
        Column("coder", "Name of the coder"),
        Column("of", "all, code or transcript"),
        Column("place", "Id of the code, name of the transcript; empty for all"),
        Column("alone", "Units that only this coder marked"),
        Column("lacking", "Units that all who finished them marked but this coder"),
        Column("mean_kappa", "Of all: the mean of Cohen's kappa with each other coder"),
        Column("alpha_all", "Of all: Krippendorff's alpha of all coders"),
        Column("alpha_without", "Of all: the same without this coder"),
    )
    return Table("coders", columns, tuple(rows))


def _of(name: str) -> Iterator[Column]:
    meaning = _COEFFICIENTS[name]
    many = "; of more than two coders the mean over their pairs" if name in _OF_PAIRS else ""
    yield Column(name, f"{meaning}{many}; empty where undefined or not computed")
    yield Column(f"{name}_low", f"Lower end of the 95% interval of {name}; empty if not computed")
    yield Column(f"{name}_high", "Its upper end")


def _cells(row: AgreementRow) -> Iterator[Cell]:
    yield from (row.level, row.name, row.id or None, row.n, row.prevalence)
    yield from row.counts or (None,) * len(_COUNTS)
    for name in _COEFFICIENTS:
        of = row.measures.get(name, Measure())
        yield from (of.value, of.low, of.high)
    yield max((of.dropped for of in row.measures.values() if of.low is not None), default=None)
    yield from (row.meets or None, row.band or None, _reasons(row) or None)


def _reasons(row: AgreementRow) -> str:
    """Each reason once, behind the names of the coefficients that have it."""
    by_reason: dict[str, list[str]] = {}
    for name, of in row.measures.items():
        if of.reason:
            by_reason.setdefault(of.reason, []).append(name)
    return "; ".join(f"{', '.join(names)}: {reason}" for reason, names in by_reason.items())
