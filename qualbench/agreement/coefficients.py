"""Coefficients of two coders' agreement on a square contingency table.

Rows are the first coder's categories, columns the second's, cells are units. In a table of
two categories the first is "used the code", the second "did not". Arithmetic is exact until
the last step. Where the data are degenerate a chance-corrected coefficient is Undefined with
its reason, even where a formula would print a number: coders who never used a code have not
shown that they agree on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Literal

Table = Sequence[Sequence[int]]
Weights = Literal["none", "linear", "quadratic"]


@dataclass(frozen=True, slots=True)
class Undefined:
    """There is no coefficient for these data; ``reason`` says why in plain words."""

    reason: str


Coefficient = float | Undefined

NO_UNIT = Undefined("no unit was finished by both coders")
NOBODY = Undefined("nobody used the code")
EVERYWHERE = Undefined("both coders used the code on every unit")
ONE_CATEGORY = Undefined("both coders put every unit in the same category")


def why_undefined(table: Table) -> Undefined | None:
    """Why ``table`` has no chance-corrected coefficient, None where it has one.

    There is none without units, nor where all units lie in one cell of the diagonal; nowhere
    else can a chance correction here divide by zero. Raises ValueError for what is no table.
    """
    n = _units(table)
    if n == 0:
        return NO_UNIT
    if n not in _diagonal(table):
        return None
    if len(table) != 2:
        return ONE_CATEGORY
    return EVERYWHERE if table[0][0] else NOBODY


def percent_agreement(table: Table) -> Coefficient:
    """The share of units, 0 to 1, that both coders put in the same category: p_o.

    It describes and corrects for nothing, so it is defined wherever there is a unit.
    """
    n = _units(table)
    return sum(_diagonal(table)) / n if n else NO_UNIT


def positive_agreement(table: Table) -> Coefficient:
    """2a / (2a + b + c): of the coders' uses of the code, the share that the other shares.

    For two categories; ValueError for more. Cicchetti & Feinstein 1990, J Clin Epidemiol
    43:551-558 (p_pos).
    """
    n = _units(table)
    (both, only_first), (only_second, _) = table
    uses = 2 * both + only_first + only_second
    if uses:
        return 2 * both / uses
    return NOBODY if n else NO_UNIT


def cohen_kappa(table: Table, weights: Weights = "none") -> Coefficient:
    """Kappa: chance is the product of the two coders' own shares, p_e = sum w_ij p_i. p_.j.

    Cohen 1960, Educ Psychol Meas 20:37-46; weighted, Cohen 1968, Psychol Bull 70:213-220.
    Of q ordered categories w_ij = 1 - d, linear (Cicchetti & Allison 1971), or 1 - d^2,
    quadratic (Fleiss & Cohen 1973), where d = |i - j| / (q - 1).
    """
    weight = _agreement_weight(weights, len(table))
    return _beyond_chance(
        table,
        lambda p: _sum(
            weight(i, j) * r * c for i, r in enumerate(p.first) for j, c in enumerate(p.second)
        ),
        weight,
    )


def cohen_kappa_se(table: Table, weights: Weights = "none") -> Coefficient:
    """Asymptotic standard error of kappa, for intervals; not the one that tests kappa = 0.

    Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323-327, with divisor n.
    """
    weight = _agreement_weight(weights, len(table))

    def slope(p: _Shares, i: int, j: int) -> Fraction:
        by_row = _sum(weight(i, k) * share for k, share in enumerate(p.second))
        return by_row + _sum(weight(k, j) * share for k, share in enumerate(p.first))

    return _standard_error(table, slope, weight)


def scott_pi(table: Table) -> Coefficient:
    """Pi: chance is the sum of the squared mean shares, p_e = sum pi_k^2.

    Scott 1955, Public Opin Q 19:321-325.
    """
    return _beyond_chance(table, lambda p: _sum(share**2 for share in p.mean))


def brennan_prediger(table: Table) -> Coefficient:
    """Chance is even over the q categories, p_e = 1 / q; with two categories this is PABAK.

    Brennan & Prediger 1981, Educ Psychol Meas 41:687-699; PABAK = 2 p_o - 1 of Byrt, Bishop &
    Carlin 1993, J Clin Epidemiol 46:423-429.
    """
    return _beyond_chance(table, lambda p: Fraction(1, len(p.cells)))


def gwet_ac1(table: Table) -> Coefficient:
    """AC1: p_e = sum pi_k (1 - pi_k) / (q - 1) over the mean shares pi_k.

    Gwet 2008, Br J Math Stat Psychol 61:29-48.
    """
    return _beyond_chance(
        table, lambda p: _sum(share * (1 - share) for share in p.mean) / (len(p.cells) - 1)
    )


def gwet_ac1_se(table: Table) -> Coefficient:
    """Standard error of AC1 for two fixed coders and units from an unlimited population.

    Gwet's linearised variance (2008, Br J Math Stat Psychol 61:29-48) in the form for a
    two-coder table (``gwet.ac1.table`` of his R package irrCAC): divisor n, no
    finite-population correction. The form for raw ratings (Handbook of Inter-Rater
    Reliability, 4th ed. 2014) divides by n - 1 and is slightly larger.
    """

    def slope(p: _Shares, i: int, j: int) -> Fraction:
        return (2 - p.mean[i] - p.mean[j]) / (len(p.cells) - 1)

    return _standard_error(table, slope)


@dataclass(frozen=True, slots=True)
class _Shares:
    """A table as shares of its ``n`` units: p_ij, and each category's share by each coder."""

    n: int
    cells: tuple[tuple[Fraction, ...], ...]
    first: tuple[Fraction, ...]
    second: tuple[Fraction, ...]

    @property
    def mean(self) -> tuple[Fraction, ...]:
        return tuple((r + c) / 2 for r, c in zip(self.first, self.second, strict=True))

    def average(self, value: Callable[[int, int], Fraction]) -> Fraction:
        """The mean over all units of what ``value`` says of their cell."""
        return _sum(p * value(i, j) for i, row in enumerate(self.cells) for j, p in enumerate(row))


def _same(i: int, j: int) -> Fraction:
    return Fraction(int(i == j))


def _agreement_weight(weights: Weights, categories: int) -> Callable[[int, int], Fraction]:
    if weights == "none":
        return _same
    power = {"linear": 1, "quadratic": 2}[weights]
    widest = max(categories - 1, 1)
    return lambda i, j: 1 - Fraction(abs(i - j), widest) ** power


def _beyond_chance(
    table: Table,
    chance: Callable[[_Shares], Fraction],
    weight: Callable[[int, int], Fraction] = _same,
) -> Coefficient:
    """(p_o - p_e) / (1 - p_e): the agreement beyond chance, of what there was to reach."""
    if undefined := why_undefined(table):
        return undefined
    shares = _shares(table)
    expected = chance(shares)
    return float((shares.average(weight) - expected) / (1 - expected))


def _standard_error(
    table: Table,
    slope: Callable[[_Shares, int, int], Fraction],
    weight: Callable[[int, int], Fraction] = _same,
) -> Coefficient:
    """The delta method for (p_o - p_e) / (1 - p_e) under multinomial sampling of units.

    ``slope`` is the derivative of p_e by cell i, j, plus the constant that makes its average
    2 p_e; a constant moves no variance, and the average then gives p_e itself.
    """
    if undefined := why_undefined(table):
        return undefined
    p = _shares(table)
    observed, expected = p.average(weight), p.average(lambda i, j: slope(p, i, j)) / 2
    missed = (1 - observed) / (1 - expected)  # 1 - the coefficient
    second_moment = p.average(lambda i, j: (weight(i, j) - missed * slope(p, i, j)) ** 2)
    variance = second_moment - (observed - 2 * missed * expected) ** 2
    return sqrt(variance / p.n) / float(1 - expected)


def _shares(table: Table) -> _Shares:
    n = _units(table)
    cells = tuple(tuple(Fraction(count, n) for count in row) for row in table)
    return _Shares(n, cells, tuple(map(_sum, cells)), tuple(map(_sum, zip(*cells, strict=True))))


def _sum(shares: Iterable[Fraction]) -> Fraction:
    return sum(shares, Fraction())


def _diagonal(table: Table) -> list[int]:
    return [row[k] for k, row in enumerate(table)]


def _units(table: Table) -> int:
    if any(len(row) != len(table) for row in table) or any(min(row) < 0 for row in table):
        raise ValueError("a contingency table is square and counts units")
    return sum(map(sum, table))
