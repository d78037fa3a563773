"""Two or more coders compared, code by code, over the transcripts that two or more finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from qualbench.agreement.coded_sets import SetSums
from qualbench.agreement.coefficients import EVERYWHERE, NO_UNIT, NOBODY, Undefined
from qualbench.agreement.comparison import (
    Comparison,
    Estimate,
    LabelAgreement,
    MeanAgreement,
    PairCounts,
    RowAgreement,
    SetAgreement,
)
from qualbench.agreement.counts import RowCounts, Tally, TwoByTwo, tally
from qualbench.agreement.resample import TOO_FEW, draws, interval
from qualbench.agreement.units import Document, Unit
from qualbench.agreement.weighted import (
    COEFFICIENTS,
    coefficients,
    mean_defined,
    pair_counts,
    sums_alpha,
    sums_fleiss,
)
from qualbench.model import PAIR_MARK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NO_COMMON_UNIT = Undefined("no unit was finished by two coders")
EVERYBODY = Undefined("everybody used the code on every unit")
NO_PAIR = Undefined("each two coders agree to use the code everywhere, or nowhere")
NO_CODE = Undefined("no code has this coefficient")
ONE_SET = Undefined("the coders gave every unit the same codes")
UNEVEN = Undefined("some units have more coders than others; alpha allows that")


def compare(
    documents: Sequence[Document],
    codes: Mapping[str, Sequence[str]],
    domains: Mapping[str, Sequence[str]],
    unit: Unit,
    coders: Sequence[str],
    *,
    families: Mapping[str, str] | None = None,
    resamples: int = 0,
    seed: int = 1,
) -> Comparison:
    """Compare ``coders``; rows, ``families`` and what counts are as in ``tally``."""
    return compared(tally(documents, codes, domains, unit, coders, families), resamples, seed)


def compared(counted: Tally, resamples: int = 0, seed: int = 1) -> Comparison:
    """The same of documents that have been counted."""
    import numpy as np

    size = len(counted.documents)
    weights = np.ones((1, size))
    if resamples and size > 1:
        weights = np.concatenate([weights, draws(size, resamples, seed)])
    asked = bool(resamples)
    names = (*counted.codes, *counted.domains)
    rows = [counted.row(place) for place in range(len(names))]
    values = [coefficients(row, weights) for row in rows]
    agreed = [
        _row(name, counted.coders, row, found, asked)
        for name, row, found in zip(names, rows, values, strict=True)
    ]
    alone = [place for place, name in enumerate(counted.codes) if PAIR_MARK not in name]
    pooled = counted.pooled(alone)
    return Comparison(
        unit=counted.unit,
        coders=counted.coders,
        documents=counted.documents,
        n=int(counted.units.sum()),
        given=counted.given,
        codes=tuple(agreed[: len(counted.codes)]),
        domains=tuple(agreed[len(counted.codes) :]),
        pooled=_row("pooled", counted.coders, pooled, coefficients(pooled, weights), asked),
        mean=_mean([values[place] for place in alone], len(weights), asked),
        sets=SetAgreement(
            **{
                name: _estimate(sums_alpha(sums, weights), _why_sets(sums), asked)
                for name, sums in counted.sets.items()
            }
        ),
        labels=tuple(
            _labels(name, sums, weights, counted.finished, asked)
            for name, sums in counted.labels.items()
        ),
        resamples=resamples,
        seed=seed,
    )


def _row(
    name: str, coders: Sequence[str], row: RowCounts, values: Mapping[str, Floats], asked: bool
) -> RowAgreement:
    use = row.shared.diagonal(axis1=1, axis2=2).sum(axis=0)
    marked = float((row.finished.sum(axis=1) * row.units).sum())
    return RowAgreement(
        code=name,
        n=int(row.units.sum()),
        prevalence=float(use.sum()) / marked if marked else NO_COMMON_UNIT,
        use=tuple(zip(coders, map(int, use), strict=True)),
        pairs=_pairs(coders, row),
        **{k: _estimate(of, _why(k, row), asked) for k, of in values.items()},
    )


def _pairs(coders: Sequence[str], row: RowCounts) -> tuple[PairCounts, ...]:
    import numpy as np

    counts = np.stack(pair_counts(row, np.ones((1, len(row.units)))))[:, 0].T.astype(int)
    return tuple(
        PairCounts(*pair, TwoByTwo(both, first - both, second - both, n - first - second + both))
        for pair, (both, first, second, n) in zip(
            combinations(coders, 2), counts.tolist(), strict=True
        )
        if n
    )


def _mean(values: Sequence[Mapping[str, Floats]], draws: int, asked: bool) -> MeanAgreement:
    """The mean of the codes in which a coefficient is defined, in each draw by itself."""
    import numpy as np

    of = {k: np.array([one[k] for one in values]).reshape(-1, draws).T for k in COEFFICIENTS}
    return MeanAgreement(
        codes=len(values),
        defined=tuple((k, int(np.isfinite(found[0]).sum())) for k, found in of.items()),
        **{k: _estimate(mean_defined(found), NO_CODE, asked) for k, found in of.items()},
    )


def _labels(
    domain: str, sums: SetSums, weights: Floats, finished: object, asked: bool
) -> LabelAgreement:
    import numpy as np

    why = _why_sets(sums)
    even = len(set(np.asarray(finished).sum(axis=1).tolist())) < 2
    fleiss = _estimate(sums_fleiss(sums, weights), why, asked) if even else Estimate(UNEVEN)
    return LabelAgreement(domain, _estimate(sums_alpha(sums, weights), why, asked), fleiss)


def _estimate(values: Floats, why: Undefined, asked: bool) -> Estimate:
    """The first value is the coefficient, the others its resamples."""
    import numpy as np

    if not np.isfinite(values[0]):
        return Estimate(why)
    if not asked:
        return Estimate(float(values[0]))
    return Estimate(float(values[0]), interval(values[1:]) if len(values) > 1 else TOO_FEW)


def _why(name: str, row: RowCounts) -> Undefined:
    """Why a coefficient of these counts is undefined, if it is."""
    two = row.finished.shape[1] == 2
    used = row.shared.diagonal(axis1=1, axis2=2).sum()
    many = row.finished.sum(axis=1)
    if not row.units.sum():
        return NO_UNIT if two else NO_COMMON_UNIT
    if not used:
        return NOBODY
    if used == (many * row.units).sum():
        return EVERYWHERE if two else EVERYBODY
    return UNEVEN if name == "fleiss" else NO_PAIR


def _why_sets(sums: SetSums) -> Undefined:
    return ONE_SET if sums.values.sum() else NO_COMMON_UNIT
