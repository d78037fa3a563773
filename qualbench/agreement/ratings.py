"""Agreement of ratings on an ordered scale, from pairs of raters to the intraclass correlation.

The scale is declared and never inferred. A rater may also say that a rating is mixed, missing
or not applicable; that is no place on the scale, so such pairs are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from statistics import fmean
from typing import Literal

from qualbench.agreement.alpha import NO_PAIR, ONE_VALUE, krippendorff_alpha
from qualbench.agreement.coefficients import Coefficient, Undefined, Weights, cohen_kappa
from qualbench.errors import RefusedError

OffScale = Literal["mixed", "missing", "not applicable"]
Rating = int | OffScale
Form = Literal["1,1", "A,1", "C,1", "1,k", "A,k", "C,k"]
Pair = tuple[Rating, Rating]

CFIR_SCALE = (-2, -1, 0, 1, 2)
OFF_SCALE: tuple[OffScale, ...] = ("mixed", "missing", "not applicable")

_WEIGHTS: tuple[Weights, Weights] = ("linear", "quadratic")

FEW_UNITS = Undefined("fewer than two units have a number from every rater")
FLAT = Undefined("the units' mean ratings differ too little for this form of the ICC")


@dataclass(frozen=True, slots=True)
class RatingAgreement:
    """How far raters agree on the ``units`` that two or more of them gave a number.

    Of all pairs of ratings of a unit, ``pairs`` are of two numbers: ``exact`` and ``within_one``
    are the shares of these that are equal, and that lie at most one step of the scale apart.
    Every other pair is counted once: as ``lost`` to what one rater said where the other gave a
    number, as ``shared`` where both said it, as ``crossed`` where they said two such things.
    Of more than two raters the kappas are means over the ``kappa_pairs`` of all ``rater_pairs``
    that have one. The ICCs, (A,1) and (A,k), rest on the ``complete`` units: with a number from
    every rater.
    """

    units: int
    pairs: int
    rater_pairs: int
    kappa_pairs: int
    exact: Coefficient
    within_one: Coefficient
    linear_kappa: Coefficient
    quadratic_kappa: Coefficient
    ordinal_alpha: Coefficient
    interval_alpha: Coefficient
    icc_single: Coefficient
    icc_mean: Coefficient
    complete: int
    lost: Mapping[OffScale, int]
    shared: Mapping[OffScale, int]
    crossed: int


def rating_agreement(
    ratings: Sequence[Sequence[Rating | None]], scale: Sequence[int] = CFIR_SCALE
) -> RatingAgreement:
    """The agreement of raters: a row per rater, a column per construct and case.

    None where a rater has not rated; a rater who rated nothing is left out. ``scale`` lists
    every number there is, lowest first. Each coefficient's source stands where it is defined.
    Raises RefusedError for a rating that the scale does not have, ValueError for rows of
    different lengths and for a scale that does not ascend.
    """
    _check(ratings, scale)
    raters = [row for row in ratings if any(rating is not None for rating in row)]
    pairs = [
        (a, b)
        for unit in zip(*raters, strict=True)
        for a, b in combinations(unit, 2)
        if a is not None and b is not None
    ]
    numbers = [[r if isinstance(r, int) else None for r in row] for row in raters]
    units = [[n for n in unit if n is not None] for unit in zip(*numbers, strict=True)]
    complete = [unit for unit in units if len(unit) == len(raters)]
    steps = _steps(pairs, scale)
    linear, quadratic = (_kappas(numbers, scale, weights) for weights in _WEIGHTS)
    return RatingAgreement(
        units=sum(len(unit) > 1 for unit in units),
        pairs=len(steps),
        rater_pairs=len(linear),
        kappa_pairs=sum(not isinstance(one, Undefined) for one in linear),
        exact=_share(steps, within=0),
        within_one=_share(steps, within=1),
        linear_kappa=_mean(linear),
        quadratic_kappa=_mean(quadratic),
        ordinal_alpha=krippendorff_alpha(numbers, "ordinal"),
        interval_alpha=krippendorff_alpha(numbers, "interval"),
        icc_single=icc(complete, "A,1"),
        icc_mean=icc(complete, "A,k"),
        complete=len(complete),
        lost={said: _lost_to(said, pairs, scale) for said in OFF_SCALE},
        shared={said: pairs.count((said, said)) for said in OFF_SCALE},
        crossed=sum(a != b and a not in scale and b not in scale for a, b in pairs),
    )


def icc(table: Sequence[Sequence[float]], form: Form = "A,1") -> Coefficient:
    """The intraclass correlation of ``table``: a row per unit, a column per rater, no holes.

    ``form`` names the model: 1 one-way, A absolute agreement, C consistency; and whether it is
    for a single rating (1) or for the mean of all k. McGraw & Wong 1996, Psychol Methods 1:30-46;
    (1,1), (A,1) and (C,1) are (1,1), (2,1) and (3,1) of Shrout & Fleiss 1979, Psychol Bull
    86:420-428. Undefined where the variance of which it is the share is estimated at nothing or
    less. Raises ValueError for rows of different lengths.
    """
    n, k = len(table), len(table[0]) if table else 0
    if n < 2:
        return FEW_UNITS
    if k < 2:
        return NO_PAIR
    if len({value for row in table for value in row}) == 1:
        return ONE_VALUE
    units, raters, rest = _mean_squares(table)
    within = ((n - 1) * rest + raters) / n  # the mean square within units
    error = within if form[0] == "1" else rest
    apart = (raters - rest) / n if form[0] == "A" else Fraction()  # raters' levels, as variance
    variance = units + apart if form[2] == "k" else units + (k - 1) * error + k * apart
    return float((units - error) / variance) if variance > 0 else FLAT


def _mean_squares(table: Sequence[Sequence[float]]) -> tuple[Fraction, Fraction, Fraction]:
    """Mean squares of a two-way layout: between units, between raters, and the rest."""
    rows = [[Fraction(value) for value in row] for row in table]
    n, k = len(rows), len(rows[0])
    grand = _sum_of(map(_sum_of, rows)) ** 2 / (n * k)
    units = _sum_of(_sum_of(row) ** 2 for row in rows) / k - grand
    raters = _sum_of(_sum_of(column) ** 2 for column in zip(*rows, strict=True)) / n - grand
    total = _sum_of(value**2 for row in rows for value in row) - grand
    return units / (n - 1), raters / (k - 1), (total - units - raters) / ((n - 1) * (k - 1))


def _kappas(
    numbers: Sequence[Sequence[int | None]], scale: Sequence[int], weights: Weights
) -> list[Coefficient]:
    """Cohen's weighted kappa of every two raters, on what both gave a number.

    On a single unit what is observed is all that chance can be, so that kappa could only be 0.
    """
    found: list[Coefficient] = []
    for pair in combinations(numbers, 2):
        units = [unit for unit in zip(*pair, strict=True) if None not in unit]
        table = [[units.count((i, j)) for j in scale] for i in scale]
        found.append(cohen_kappa(table, weights) if len(units) > 1 else FEW_UNITS)
    return found


def _mean(values: Sequence[Coefficient]) -> Coefficient:
    """The mean of those that are defined (Light 1971, Psychol Bull 76:365-377); else why not."""
    defined = [one for one in values if not isinstance(one, Undefined)]
    if defined:
        return fmean(defined)
    reasons = {one.reason for one in values if isinstance(one, Undefined)}
    return Undefined("; ".join(sorted(reasons))) if reasons else NO_PAIR


def _steps(pairs: Sequence[Pair], scale: Sequence[int]) -> list[int]:
    """How many steps of the scale lie between the two numbers of each pair that has two."""
    place = {number: step for step, number in enumerate(scale)}
    return [abs(place[a] - place[b]) for a, b in pairs if isinstance(a, int) and isinstance(b, int)]


def _share(steps: Sequence[int], within: int) -> Coefficient:
    return sum(step <= within for step in steps) / len(steps) if steps else NO_PAIR


def _lost_to(said: OffScale, pairs: Sequence[Pair], scale: Sequence[int]) -> int:
    return sum(said in pair and (pair[0] in scale or pair[1] in scale) for pair in pairs)


def _check(ratings: Sequence[Sequence[Rating | None]], scale: Sequence[int]) -> None:
    if any(low >= high for low, high in pairwise(scale)):
        raise ValueError("a scale lists its numbers from the lowest to the highest")
    known = {None, *OFF_SCALE, *scale}
    for rating in (rating for row in ratings for rating in row):
        if rating not in known or isinstance(rating, float):
            raise RefusedError(
                f"a rating of {rating!r} is not on the scale {', '.join(map(str, scale))}",
                hint=f"declare the scale that was used; off it, a rating is {', '.join(OFF_SCALE)}",
            )


def _sum_of(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction())
