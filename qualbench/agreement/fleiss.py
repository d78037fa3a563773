"""Fleiss' kappa: the same number of coders on every unit, not necessarily the same people."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from qualbench.agreement.alpha import NO_PAIR, ONE_VALUE
from qualbench.agreement.coefficients import Coefficient
from qualbench.errors import RefusedError


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> Coefficient:
    """(P - P_e) / (1 - P_e) of counts: a row per unit, a column per category, cells coders.

    P is the mean share of agreeing pairs of coders in a unit, P_e = sum p_j^2 over the shares
    p_j of the categories. Fleiss 1971, Psychol Bull 76:378-382. A row of noughts is a unit that
    nobody finished and does not count. Raises RefusedError where units have different numbers
    of coders, ValueError for what are no counts.
    """
    units = [unit for unit in _checked(counts) if any(unit)]
    coders = {sum(unit) for unit in units}
    if len(coders) > 1:
        raise RefusedError(
            f"Fleiss' kappa needs as many coders on every unit; here there are {min(coders)}"
            f" on some and {max(coders)} on others",
            hint="use Krippendorff's alpha, which takes units that some coders did not finish",
        )
    m = max(coders, default=0)
    if m < 2:
        return NO_PAIR
    used = [sum(category) for category in zip(*units, strict=True)]
    given = m * len(units)
    if given in used:
        return ONE_VALUE
    agreeing = sum(count * (count - 1) for unit in units for count in unit)
    observed = Fraction(agreeing, given * (m - 1))
    expected = Fraction(sum(count**2 for count in used), given**2)
    return float((observed - expected) / (1 - expected))


def _checked(counts: Sequence[Sequence[int]]) -> Sequence[Sequence[int]]:
    if len({len(unit) for unit in counts}) > 1 or any(min(unit, default=0) < 0 for unit in counts):
        raise ValueError("every unit counts the coders of every category")
    return counts
