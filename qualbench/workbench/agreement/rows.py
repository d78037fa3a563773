"""A comparison as rows: what tables of agreement are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace

from qualbench import agreement
from qualbench.agreement import (
    Coefficient,
    Estimate,
    Interval,
    PairCounts,
    RowAgreement,
    Undefined,
    band,
)
from qualbench.export import AgreementRow, Level, Measure
from qualbench.model import PAIR_MARK, Codebook
from qualbench.workbench.agreement.comparing import Agreement
from qualbench.workbench.agreement.methods import met
from qualbench.workbench.pages import name_of

Table = Sequence[Sequence[int]]

_LEVELS: Mapping[str, Level] = {"transcript": "transcript", "coder": "pair"}
_OF_TABLES: Mapping[str, Callable[[Table], Coefficient]] = {
    "percent": agreement.percent_agreement,
    "positive": agreement.positive_agreement,
    "kappa": agreement.cohen_kappa,
    "pabak": agreement.brennan_prediger,
    "ac1": agreement.gwet_ac1,
    "alpha": agreement.alpha_of_table,
}


def agreement_rows(found: Agreement, bands: str = "none") -> Iterator[AgreementRow]:
    """Each domain followed by its codes, then all codes together, pairs of coders and groups."""
    book = found.codebook
    below: dict[str, list[RowAgreement]] = defaultdict(list)
    for row in found.codes:
        below[_domain(book, row.code)].append(row)
    for domain in found.domains:
        yield _row(found, bands, "domain", name_of(book, domain.code), domain, domain.code)
        for code in below[domain.code]:
            yield _row(found, bands, "code", name_of(book, code.code), code, code.code)
    yield from _overall(found, bands)
    yield from _labels(found, bands)
    if found.by != "coder" and len(found.coders) > 2:
        yield from (_pair(found, bands, pair) for pair in found.whole.pooled.pairs)
    level = _LEVELS.get(found.by, "group")
    for name, of in found.groups:
        yield _row(found, bands, level, name, of.pooled, found.by if level == "group" else "")


def measure(of: Estimate) -> Measure:
    """A coefficient as plain numbers."""
    if isinstance(of.value, Undefined):
        return Measure(reason=of.value.reason)
    if isinstance(of.interval, Undefined):
        return Measure(of.value, reason=f"no interval, as {of.interval.reason}")
    dropped = of.interval.dropped if isinstance(of.interval, Interval) else 0
    return Measure(of.value, of.low, of.high, dropped=dropped)


def _domain(book: Codebook, key: str) -> str:
    code = key.partition(PAIR_MARK)[0]
    return [code, *(above.id for above in book.ancestors(code))][-1]


def _row(
    found: Agreement, bands: str, level: Level, name: str, of: RowAgreement, known_as: str = ""
) -> AgreementRow:
    return replace(
        _measured(found, bands, level, name, of.each()),
        id=known_as,
        n=of.n,
        prevalence=None if isinstance(of.prevalence, Undefined) else of.prevalence,
        counts=astuple(of.counts) if len(of.use) == 2 else (),
    )


def _measured(
    found: Agreement, bands: str, level: Level, name: str, estimates: Mapping[str, Estimate]
) -> AgreementRow:
    return AgreementRow(
        level=level,
        name=name,
        measures={name: measure(of) for name, of in estimates.items()},
        meets=met(estimates, found.target),
        band=band(estimates["alpha"].value, bands),
    )


def _overall(found: Agreement, bands: str) -> Iterator[AgreementRow]:
    """All codes together, in ways that are not the same."""
    whole, of = found.whole, dict(found.whole.mean.defined)
    yield _row(found, bands, "overall", "All codes, counts pooled", whole.pooled)
    mean = _measured(
        found, bands, "overall", f"All codes, mean of {whole.mean.codes}", whole.mean.each()
    )
    few = {
        name: replace(one, reason=one.reason or f"mean of {of[name]} of {whole.mean.codes} codes")
        for name, one in mean.measures.items()
        if of[name] < whole.mean.codes
    }
    yield replace(mean, measures={**mean.measures, **few})
    for name in ("equality", "Jaccard", "MASI"):
        sets: Estimate = getattr(whole.sets, name.lower())
        row = _measured(found, bands, "overall", f"Sets of codes ({name})", {"alpha": sets})
        yield replace(row, n=whole.n)


def _labels(found: Agreement, bands: str) -> Iterator[AgreementRow]:
    for one in found.whole.labels:
        name = f"{name_of(found.codebook, one.domain)}: which of its codes"
        estimates = {"alpha": one.alpha, "fleiss": one.fleiss}
        row = _measured(found, bands, "labels", name, estimates)
        yield replace(row, id=one.domain, n=found.whole.n)


def _pair(found: Agreement, bands: str, pair: PairCounts) -> AgreementRow:
    table = pair.counts.table()
    estimates = {name: Estimate(of(table)) for name, of in _OF_TABLES.items()}
    name = f"{pair.first} and {pair.second}"
    row = _measured(found, bands, "pair", name, estimates)
    return replace(row, n=pair.counts.n, counts=astuple(pair.counts))
