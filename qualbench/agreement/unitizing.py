"""Krippendorff's alpha for unitizing: agreement on where units begin and end, and on what they are.

Krippendorff, Mathet, Bouvry & Widlöcher 2016, Qual Quant 50:2347-2364, with its erratum;
Content Analysis, 4th ed. 2019, section 12.6. A continuum is a text of so many characters; what
a coder left unmarked in it is a gap. Arithmetic is exact until the last step.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from qualbench.agreement.coefficients import Coefficient, Undefined
from qualbench.errors import RefusedError

Unit = tuple[int, int, Hashable]  # start, end (half-open, in characters), value
Continuum = tuple[int, Sequence[Sequence[Unit] | None]]  # length, each coder's units

NO_CONTINUUM = Undefined("no text was finished by two coders")
NOTHING_MARKED = Undefined("nobody marked anything")
ALL_MARKED = Undefined("the coders marked the whole text")
ALL_THE_SAME = Undefined("the coders gave the whole text the same value")
APART = Undefined("no two coders' units overlap")
ONE_VALUE = Undefined("the units that overlap all have the same value")
NEVER_MET = Undefined("no unit of this value overlaps another coder's unit")


@dataclass(frozen=True, slots=True)
class Unitizing:
    """The family of coefficients.

    ``u`` judges units and their values together, ``relevance`` (|u) what is marked against
    what is gap, ``coding`` (cu) the values where units overlap, ``by_value`` ((k)u) each value
    there.
    """

    u: Coefficient
    relevance: Coefficient
    coding: Coefficient
    by_value: Mapping[Hashable, Coefficient]


def unitizing(continua: Sequence[Continuum]) -> Unitizing:
    """The family for one continuum or several, each with its length and its coders' units.

    None stands for a coder who did not finish the continuum; one that fewer than two finished
    does not count. Several continua are read as one, laid end to end: lengths add, no unit
    crosses a seam, and each continuum pairs the coders it has. Two adjacent units of a coder
    are two, also where they have the same value.

    Raises RefusedError where a coder's units overlap, ValueError for a unit that is empty or
    leaves its continuum.
    """
    tallies: defaultdict[Hashable, _Tally] = defaultdict(_Tally)
    total = 0
    for number, (length, coders) in enumerate(continua, start=1):
        finished = [_checked(units, length, number) for units in coders if units is not None]
        if len(finished) > 1:
            total += length * len(finished)
            for value, tally in _tallies(finished):
                tallies[value] += tally
    return Unitizing(
        *_with_gaps(tallies.values(), total),
        _coding(tallies.values()),
        {value: _of_value(tally, tallies.values()) for value, tally in tallies.items()},
    )


@dataclass(frozen=True, slots=True)
class _Tally:
    """Sums over the units of one value.

    Of lengths and of their squares; of the parts ``met`` by other coders' units, whatever their
    value, and of their squares; of the parts met by units of the ``same`` value. A part counts
    once for each of the m - 1 others who marked it, divided by m - 1.
    """

    length: int = 0
    squares: int = 0
    met: Fraction = Fraction()
    met_squares: Fraction = Fraction()
    same: Fraction = Fraction()

    def __add__(self, other: _Tally) -> _Tally:
        return _Tally(
            self.length + other.length,
            self.squares + other.squares,
            self.met + other.met,
            self.met_squares + other.met_squares,
            self.same + other.same,
        )


def _tallies(coders: Sequence[Sequence[Unit]]) -> Iterable[tuple[Hashable, _Tally]]:
    others = len(coders) - 1
    by_value: defaultdict[Hashable, list[Unit]] = defaultdict(list)
    for units in coders:
        for unit in units:
            by_value[unit[2]].append(unit)
    marked = _marked_before(unit for units in coders for unit in units)
    for value, units in by_value.items():
        alike = _marked_before(units)
        lengths = [end - start for start, end, _ in units]
        met = [marked[end] - marked[start] - (end - start) for start, end, _ in units]
        same = sum(alike[end] - alike[start] for start, end, _ in units) - sum(lengths)
        yield (
            value,
            _Tally(
                sum(lengths),
                sum(length**2 for length in lengths),
                Fraction(sum(met), others),
                Fraction(sum(part**2 for part in met), others**2),
                Fraction(same, others),
            ),
        )


def _marked_before(units: Iterable[Unit]) -> Mapping[int, int]:
    """For each edge of ``units``, how many characters before it they mark, each coder's apart."""
    steps: Counter[int] = Counter()
    for start, end, _ in units:
        steps[start] += 1
        steps[end] -= 1
    marked = depth = last = 0
    before = {}
    for edge in sorted(steps):
        before[edge] = marked = marked + depth * (edge - last)
        depth, last = depth + steps[edge], edge
    return before


def _with_gaps(tallies: Iterable[_Tally], total: int) -> tuple[Coefficient, Coefficient]:
    """The coefficients u and |u.

    The observed mismatch of a value c, or of the gap, is l_c. - l_cc; the expected one is
    eps_c. - eps_cc = l.. l_c. (l.. - l_c.) / (l..^2 - sum S), in which its own S_c cancels.
    """
    tallies = list(tallies)
    gap = total - sum(tally.length for tally in tallies)
    if not total:
        return NO_CONTINUUM, NO_CONTINUUM
    if gap == total:
        return NOTHING_MARKED, NOTHING_MARKED
    paired = Fraction(total**2 - gap - sum(tally.squares for tally in tallies), total)

    def alpha(mismatch: Fraction, lengths: Iterable[int]) -> float:
        return float(1 - mismatch * paired / sum(n * (total - n) for n in lengths))

    missed = _sum(tally.length - tally.met for tally in tallies)  # marked by one, gap to another
    values = _sum(tally.length - tally.same for tally in tallies)
    lengths = [gap, *(tally.length for tally in tallies)]
    return (
        ALL_THE_SAME if total in lengths else alpha(missed + values, lengths),
        alpha(missed, [gap]) if gap else ALL_MARKED,
    )


def _coding(tallies: Iterable[_Tally]) -> Coefficient:
    """The coefficient cu: the same over what is marked on both sides, l*_c. being what c met."""
    tallies = [tally for tally in tallies if tally.met]
    met = _sum(tally.met for tally in tallies)
    if len(tallies) < 2:
        return ONE_VALUE if tallies else APART
    mismatch = _sum(tally.met - tally.same for tally in tallies)
    paired = (met**2 - _sum(tally.met_squares for tally in tallies)) / met
    return float(1 - mismatch * paired / _sum(t.met * (met - t.met) for t in tallies))


def _of_value(value: _Tally, tallies: Iterable[_Tally]) -> Coefficient:
    """The coefficient (k)u: 1 - (1 - l*_kk / l*_k.) / (1 - eps*_kk / eps*_k.)."""
    met = _sum(tally.met for tally in tallies)
    if not value.met:
        return NEVER_MET
    if value.met == met:
        return ONE_VALUE
    observed = (value.met - value.same) / value.met
    expected = value.met * (met - value.met) / (value.met * met - value.met_squares)
    return float(1 - observed / expected)


def _checked(units: Sequence[Unit], length: int, number: int) -> Sequence[Unit]:
    if any(not 0 <= start < end <= length for start, end, _ in units):
        raise ValueError("a unit has a length and lies within its continuum")
    edges = sorted((start, end) for start, end, _ in units)
    for (_, end), (start, _) in pairwise(edges):
        if start < end:
            raise RefusedError(
                f"text {number}: a coder's units overlap at character {start},"
                " and unitizing alpha needs units that do not",
                hint="compare one code at a time, or a set of codes that exclude each other",
            )
    return units


def _sum(parts: Iterable[Fraction]) -> Fraction:
    return sum(parts, Fraction())
