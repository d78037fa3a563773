"""Alpha of units that carry several codes each: how far two sets of codes are apart.

A distance is 0 for equal sets, so also for two empty ones, and 1 for disjoint ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from qualbench.agreement.alpha import alpha_by
from qualbench.agreement.coefficients import Coefficient

Codes = frozenset[Any]
Distance = Callable[[Codes, Codes], Fraction]


def equal(a: Codes, b: Codes) -> Fraction:
    """0 where the coders gave exactly the same codes, else 1: the nominal metric of sets."""
    return Fraction(int(a != b))


def jaccard(a: Codes, b: Codes) -> Fraction:
    """1 - J with J = |a and b| / |a or b|. Jaccard 1912, New Phytol 11:37-50."""
    return 1 - _overlap(a, b)


def masi(a: Codes, b: Codes) -> Fraction:
    """1 - J M, with M = 1 for equal sets, 2/3 where one holds the other, 1/3 where they cross.

    Measuring Agreement on Set-valued Items: Passonneau 2006, LREC, 831-836.
    """
    thirds = 3 if a == b else 2 if a <= b or b <= a else 1  # disjoint sets have J = 0
    return 1 - _overlap(a, b) * Fraction(thirds, 3)


def set_alpha(units: Sequence[Sequence[Codes | None]], distance: Distance) -> Coefficient:
    """Krippendorff's alpha of sets of codes: a row per coder, a column per unit.

    None where a coder did not finish a unit; the empty set where one did and gave it no code.
    ``distance`` stands where the squared difference stands in alpha (Passonneau 2006). The
    coefficient depends on it: name it wherever the number is shown. Raises ValueError for rows
    of different lengths.
    """
    return alpha_by(units, lambda a, b, _: distance(a, b))


def _overlap(a: Codes, b: Codes) -> Fraction:
    return Fraction(len(a & b), len(a | b)) if a | b else Fraction(1)
