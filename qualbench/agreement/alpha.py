"""Krippendorff's alpha: any number of coders, holes allowed, from coincidences of values.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability (Annenberg School for
Communication); Content Analysis, 4th ed. 2019, ch. 12.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any, Literal

from qualbench.agreement.coefficients import Coefficient, Table, Undefined, why_undefined
from qualbench.errors import RefusedError

Value = float | str
Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Totals = Mapping[Value, Fraction]
Difference = Callable[[Any, Any, Mapping[Any, Fraction]], Fraction]

NO_PAIR = Undefined("no unit was finished by two coders")
ONE_VALUE = Undefined("the coders gave every unit the same value")


def krippendorff_alpha(
    units: Sequence[Sequence[Value | None]], metric: Metric = "nominal"
) -> Coefficient:
    """Alpha of reliability data: one row per coder, one column per unit, None where missing.

    None means that the coder did not finish the unit, never "no code". A unit with a single
    value cannot be paired and does not count. All metrics but the nominal one want numbers.
    Raises ValueError for rows of different lengths, RefusedError for ratio alpha on a scale
    with negative values.
    """
    return alpha_by(units, _DIFFERENCES[metric])


def alpha_by(units: Sequence[Sequence[Hashable]], difference: Difference) -> Coefficient:
    """Alpha of reliability data, as above, by any ``difference`` of two unequal values.

    ``difference`` is positive, is squared already where it has to be, and may look at how
    often each value was paired.
    """
    coincidences: defaultdict[tuple[Hashable, Hashable], Fraction] = defaultdict(Fraction)
    for unit in zip(*units, strict=True):
        values = [value for value in unit if value is not None]
        for pair in permutations(values, 2):
            coincidences[pair] += Fraction(1, len(values) - 1)
    return _alpha(coincidences, difference)


def alpha_of_table(table: Table, metric: Metric = "nominal") -> Coefficient:
    """Alpha of two coders without holes, whose categories are 0, 1, 2, ... in table order."""
    if undefined := why_undefined(table):
        return undefined
    places = range(len(table))
    coincidences = {(i, j): Fraction(table[i][j] + table[j][i]) for i in places for j in places}
    return _alpha(coincidences, _DIFFERENCES[metric])


def _alpha(coincidences: Mapping[tuple[Any, Any], Fraction], difference: Difference) -> Coefficient:
    """1 - D_o / D_e = 1 - (n - 1) sum o_ck d_ck / sum n_c n_k d_ck, d a squared difference."""
    totals: defaultdict[Hashable, Fraction] = defaultdict(Fraction)
    for (value, _), count in coincidences.items():
        totals[value] += count
    used = [value for value, count in totals.items() if count]
    if not used:
        return NO_PAIR
    if len(used) == 1:
        return ONE_VALUE
    pairs = {(c, k): difference(c, k, totals) for c, k in permutations(used, 2)}
    observed = sum(d * coincidences.get(pair, 0) for pair, d in pairs.items())
    expected = sum(d * totals[c] * totals[k] for (c, k), d in pairs.items())
    return float(1 - (sum(totals.values()) - 1) * observed / expected)


def _nominal(c: Value, k: Value, totals: Totals) -> Fraction:
    return Fraction(int(c != k))


def _ordinal(c: Value, k: Value, totals: Totals) -> Fraction:
    low, high = sorted((Fraction(c), Fraction(k)))
    passed = sum(count for value, count in totals.items() if low <= Fraction(value) <= high)
    return (passed - (totals[c] + totals[k]) / 2) ** 2


def _interval(c: Value, k: Value, totals: Totals) -> Fraction:
    return (Fraction(c) - Fraction(k)) ** 2


def _ratio(c: Value, k: Value, totals: Totals) -> Fraction:
    low, high = sorted((Fraction(c), Fraction(k)))
    if low < 0:
        raise RefusedError(
            "ratio alpha needs a scale that starts at zero; these values go below it",
            hint="use the ordinal or the interval metric for signed ratings",
        )
    return ((high - low) / (high + low)) ** 2


_DIFFERENCES: dict[Metric, Difference] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
