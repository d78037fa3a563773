"""What the templates show, laid out: tables of agreement, quotes, heat and the curve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualbench.export.agreement import AgreementRow, Level, Measure
from qualbench.export.rating_agreement import RatingAgreementRow
from qualbench.export.report.content import Place, Report
from qualbench.export.report.counts import Step
from qualbench.export.report.data import units

HEATS = 6
"""How many shades tell how alike two codes are used."""

_PARTS: tuple[tuple[str, tuple[Level, ...]], ...] = (
    ("All codes together", ("overall",)),
    ("By domain", ("domain", "labels")),
    ("By code", ("code",)),
    ("By pair of coders", ("pair",)),
    ("By transcript", ("transcript",)),
    ("By group", ("group",)),
)
_MEASURES = {
    "percent": "Agreement",
    "positive": "Positive agreement",
    "kappa": "Cohen’s kappa",
    "pabak": "PABAK",
    "ac1": "Gwet’s AC1",
    "alpha": "Krippendorff’s alpha",
    "fleiss": "Fleiss’ kappa",
}
RATED = {
    "exact": "Equal",
    "within_one": "Within one",
    "linear_kappa": "Linear kappa",
    "quadratic_kappa": "Quadratic kappa",
    "ordinal_alpha": "Ordinal alpha",
    "icc_single": "ICC(A,1)",
    "icc_mean": "ICC(A,k)",
}
"""What the page shows of the agreement of raters, by measure."""

_ACROSS = 6
"""As many cases as a page on its side holds beside one another so that they can be read."""

_BOTTOM, _TOP, _LEFT, _RIGHT = 200.0, 16.0, 40.0, 620.0
"""Where the curve is drawn, in its own units."""


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    transcript: str
    href: str


@dataclass(frozen=True, slots=True)
class AgreementPart:
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[AgreementRow, tuple[Measure, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """An interview on the curve: the bar of its new codes, and the dot of all so far."""

    step: Step
    x: float
    width: float
    bar: float
    dot: float


def agreement_parts(rows: Sequence[AgreementRow]) -> Iterator[AgreementPart]:
    """The parts that have rows, each with the coefficients that any of its rows has."""
    for title, levels in _PARTS:
        found = [row for row in rows if row.level in levels]
        used = [name for name in _MEASURES if any(name in row.measures for row in found)]
        if found:
            lines = tuple(
                (row, tuple(row.measures.get(name, Measure()) for name in used), _reasons(row))
                for row in found
            )
            yield AgreementPart(title, tuple(_MEASURES[name] for name in used), lines)


def _reasons(row: AgreementRow) -> tuple[str, ...]:
    return _once(
        (_MEASURES[name], f"{' undefined because' if of.value is None else ':'} {of.reason}")
        for name, of in row.measures.items()
        if of.reason
    )


def rating_reasons(row: RatingAgreementRow) -> tuple[str, ...]:
    """Why measures have no value."""
    return _once((RATED[name], f" undefined because {why}") for name, why in row.undefined.items())


def _once(reasons: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Each reason once, behind the names of all that have it."""
    found: dict[str, list[str]] = {}
    for name, reason in reasons:
        found.setdefault(reason, []).append(name)
    return tuple(f"{', '.join(names)}{reason}" for reason, names in found.items())


@dataclass(frozen=True)
class Quoting:
    """Finds words by place, and the link to them; None where the report lacks the transcript."""

    report: Report

    def __call__(self, place: Place) -> Quote | None:
        for number, one in enumerate(self.report.transcripts):
            if one.transcript.hash == place[0]:
                text = one.transcript.text
                start = units(text)(place[1].start)
                return Quote(place[1].of(text), one.transcript.name, f"#t-{number}-{start}")
        return None


def spread(cases: int) -> tuple[range, ...]:
    """The places of the cases, evenly in as many tables as they need beside one another."""
    parts = max(1, -(-cases // _ACROSS))
    cuts = [cases * part // parts for part in range(parts + 1)]
    return tuple(range(start, stop) for start, stop in pairwise(cuts))


def heat(likeness: float) -> int:
    """A shade from 1 to ``HEATS``; 0 for nothing."""
    return min(HEATS, 1 + int(likeness * HEATS)) if likeness else 0


def curve(steps: Sequence[Step]) -> tuple[Bar, ...]:
    """Bars and dots side by side, all by one scale from nought."""
    wide, high = (_RIGHT - _LEFT) / len(steps), (_BOTTOM - _TOP) / steps[-1].total
    return tuple(
        Bar(
            step,
            round(_LEFT + place * wide + wide / 2, 2),
            round(min(wide * 0.6, 28), 2),
            round(_BOTTOM - step.new * high, 2),
            round(_BOTTOM - step.total * high, 2),
        )
        for place, step in enumerate(steps)
    )
