"""How a rating or a measure becomes a set's membership, recorded so that it can be defended.

Ragin 2008, Redesigning Social Inquiry, chapter 5: anchors are set and reported by the analyst.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qualbench.errors import RefusedError
from qualbench.export.cases import in_order
from qualbench.export.presence import KnownOf, present
from qualbench.export.ratings import consensus, rating_cell
from qualbench.export.tables import Missing
from qualbench.model import PAIR_MARK, CaseKey, Codebook, Rating

Kind = Literal["crisp", "fuzzy", "multi"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """``crisp``: 1 from ``at_least`` on, else 0. ``multi``: how many of the ascending ``cuts`` a
    number reaches; by default a rating + 2. ``fuzzy``: the membership of the ``anchors`` (a number
    and its membership, ascending), straight between them and level beyond.

    RefusedError where cuts or anchors do not ascend, or a membership is not in 0 to 1.
    """

    kind: Kind
    at_least: float = 1
    cuts: tuple[float, ...] = (-1, 0, 1, 2)
    anchors: tuple[tuple[float, float], ...] = ((-2, 0), (-1, 0.25), (0, 0.5), (1, 0.75), (2, 1))

    def __post_init__(self) -> None:
        points = [point for point, _ in self.anchors]
        ascending = all(low < high for of in (self.cuts, points) for low, high in pairwise(of))
        if not (ascending and self.cuts and len(points) > 1):
            raise RefusedError("cuts or anchors do not ascend", "Give them from low to high.")
        if not all(0 <= membership <= 1 for _, membership in self.anchors):
            raise RefusedError("a membership is not in 0 to 1", "Give each anchor as VALUE=0..1.")

    def of(self, value: float) -> int | float:
        if self.kind == "crisp":
            return int(value >= self.at_least)
        if self.kind == "multi":
            return bisect_right(self.cuts, value)
        points = [point for point, _ in self.anchors]
        above = min(max(bisect_right(points, value), 1), len(points) - 1)
        (low, least), (high, most) = self.anchors[above - 1 : above + 1]
        return least + (most - least) * min(max((value - low) / (high - low), 0.0), 1.0)

    @property
    def said(self) -> str:
        """The rule in words, for the names table and the provenance."""
        if self.kind == "crisp":
            return f"crisp: 1 from {self.at_least:g} on, else 0"
        if self.kind == "multi":
            return f"multi-value: one more from each of {', '.join(f'{c:g}' for c in self.cuts)} on"
        anchors = ", ".join(f"{value:g} is {of:g}" for value, of in self.anchors)
        return f"fuzzy: {anchors}; straight between, level beyond"


@dataclass(frozen=True, slots=True)
class Factor:
    """A condition or an outcome before it is calibrated.

    ``id`` is a coding key or the name of a measure, ``title`` what people call it. ``values``
    has a number a case, or in words why there is none.
    """

    id: str
    title: str
    calibration: Calibration
    values: Mapping[CaseKey, float | str]

    def gap(self, case: CaseKey) -> str:
        """Why the case has no number; empty if it has one."""
        value = self.values.get(case, "no value")
        return value if isinstance(value, str) else ""

    def member(self, case: CaseKey) -> int | float:
        """Only for a case without a gap."""
        return self.calibration.of(float(self.values[case]))


def rated_factors(
    ratings: Sequence[Rating], codebook: Codebook, by: tuple[str, ...], how: Calibration
) -> tuple[Factor, ...]:
    """The consensus ratings of cases that ``by`` makes, a factor a coding key."""
    values: dict[str, dict[CaseKey, float | str]] = {}
    for (case, key), judged in consensus(ratings, by).items():
        value = rating_cell(judged)
        values.setdefault(key, {})[case] = judged.status if isinstance(value, Missing) else value
    return _factors(values, codebook, how)


def presence_factors(
    known: KnownOf, codebook: Codebook, silent_is_absent: bool = False
) -> tuple[Factor, ...]:
    """Presence, a factor a coding key: crisp, 1 where it is present."""
    values: dict[str, dict[CaseKey, float | str]] = {}
    for (case, key), told in known.items():
        value = present(told.presence, silent_is_absent)
        values.setdefault(key, {})[case] = told.presence if isinstance(value, Missing) else value
    return _factors(values, codebook, Calibration("crisp"))


def _factors(
    values: Mapping[str, Mapping[CaseKey, float | str]], codebook: Codebook, how: Calibration
) -> tuple[Factor, ...]:
    return tuple(
        Factor(key, _title(codebook, key), how, values[key]) for key in in_order(codebook, values)
    )


def _title(codebook: Codebook, key: str) -> str:
    """Name of the code, and of the role where it is said of one."""
    code, _, role = key.partition(PAIR_MARK)
    name = codebook.by_id[code].name
    known = codebook.by_id.get(f"{codebook.roles}.{role}")
    return f"{name} ({known.name if known else role})" if role else name
