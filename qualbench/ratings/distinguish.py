"""Which constructs tell groups of cases from one another: a suggestion that the team decides on.

Damschroder & Lowery 2013 (Implement Sci 8:51) call constructs strongly or weakly
distinguishing, by patterns across facilities, and give no numeric rule; nor does anybody since.
The rule here was fitted: with two groups it gives every readable call of Varsi 2015, where four
units stand against one, and it differs from other teams' calls. One rating against one is no
pattern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import inf, isnan, nan
from typing import Literal

from qualbench.errors import RefusedError
from qualbench.model import CaseKey, Distinction, Grouping, Judgement, Number
from qualbench.ratings.scale import number

Direction = Literal["with", "against", ""]

FEW_IN_GROUP = 3
FEW_IN_ALL = 10
"""Below these many cases a difference between groups is called exploratory: a convention."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a construct distinguishes. The gap is what lies between the ratings of two groups.

    ``strong_gap`` and ``weak_gap`` are the least steps of the scale from one group's highest
    rating to the other's lowest; ``weak_mean`` the least difference of means that distinguishes
    weakly where the groups only touch.
    """

    strong_gap: int = 2
    weak_gap: int = 1
    weak_mean: float = 1.0

    def __post_init__(self) -> None:
        if not (0 < self.weak_gap <= self.strong_gap and self.weak_mean > 0):
            raise RefusedError(
                f"no rule: strong from a gap of {self.strong_gap}, weak from {self.weak_gap}, "
                f"means {self.weak_mean:g} apart",
                hint="thresholds lie above 0, and that for strong is not below that for weak",
            )

    @property
    def said(self) -> str:
        """The rule as a sentence, with its thresholds."""
        return (
            "gap = lowest rating of the group that is rated higher - highest rating of the other, "
            f"of the first and the last group; strong from {self.strong_gap}, weak from "
            f"{self.weak_gap}, or from 0 where means differ by {self.weak_mean:g} or more; "
            "means of groups between may not turn back; mixed counts as 0; missing, not "
            "applicable and drafts are left out; insufficient if the first or the last group has "
            "no rating, or both have only one"
        )

    @property
    def short(self) -> str:
        """The thresholds alone."""
        means = f"or means {self.weak_mean:g} apart"
        return f"strong from a gap of {self.strong_gap}, weak from {self.weak_gap} {means}"

    def call(self, gap: int, apart: Fraction) -> Distinction:
        """What two groups come to, ``gap`` steps and means ``apart`` from one another."""
        if gap >= self.strong_gap:
            return "strong"
        return "weak" if gap >= self.weak_gap or (gap >= 0 and apart >= self.weak_mean) else "none"


RULE = Rule()
"""The thresholds that fit Varsi 2015."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the rule says of a construct, and from what.

    ``direction`` is with the outcome where the construct is rated higher in the higher groups,
    against it where it is rated lower there, empty unless it distinguishes groups that have an
    order. ``gap`` and ``apart``, the difference of means, are those of the last group against the
    first (in the direction in which they differ), None where it is insufficient; ``steady`` if no
    group between turns back. ``numbers`` are those compared, group by group, and ``left_out`` how
    many ratings had none. ``said`` is why, as a short sentence.
    """

    call: Distinction
    direction: Direction
    gap: int | None
    apart: float | None
    steady: bool
    numbers: tuple[tuple[int, ...], ...]
    left_out: int
    said: str


@dataclass(frozen=True, slots=True)
class Grouped:
    """Cases by group, the lowest first, and those that the outcome puts into none."""

    groups: tuple[tuple[CaseKey, ...], ...]
    ungrouped: tuple[CaseKey, ...]

    @property
    def together(self) -> frozenset[frozenset[CaseKey]]:
        """Which cases are in one group, however groups are named and wherever they are cut."""
        return frozenset(frozenset(group) for group in self.groups if group)


def distinguishes(
    groups: Sequence[Sequence[Judgement]], rule: Rule = RULE, unordered: Sequence[str] = ()
) -> Suggested:
    """Whether a construct tells groups of cases apart; groups from the lowest outcome up.

    ``insufficient`` where the first or the last group has no rating, or each has a single one:
    what cannot be compared is not called distinguishing. With three groups or more the first and
    the last decide, and it distinguishes only if the means of neighbours never turn back on the
    way from one to the other; an empty group between says nothing. ``unordered`` are the names of
    groups that have no order: it is said which is rated higher. Raises RefusedError for fewer
    than two groups.
    """
    if len(groups) < 2:
        raise RefusedError("one group distinguishes nothing", hint="make two groups or more")
    numbers = tuple(
        tuple(sorted(n for n in map(number, group) if n is not None)) for group in groups
    )
    left_out = sum(map(len, groups)) - sum(map(len, numbers))
    ends = (unordered[0], unordered[-1]) if unordered else ("the lowest", "the highest group")
    if why := _too_few(len(numbers[0]), len(numbers[-1]), ends):
        return Suggested("insufficient", "", None, None, True, numbers, left_out, why)
    means = [Fraction(sum(group), len(group)) for group in numbers if group]
    rises = means[-1] >= means[0]
    upward = numbers if rises else numbers[::-1]
    gap, apart = upward[-1][0] - upward[0][-1], abs(means[-1] - means[0])
    steady = all(a <= b for a, b in pairwise(means if rises else means[::-1]))
    call = rule.call(gap, apart) if steady else "none"
    direction: Direction = "" if call == "none" or unordered else "with" if rises else "against"
    way = f", {direction} the outcome" if direction else ""
    if unordered and apart:
        way = f", higher in {ends[rises]} than in {ends[not rises]}"
    back = "" if steady else ", but a group between turns back"
    said = f"gap {gap}, means {float(apart):.2f} apart{way}{back}"
    return Suggested(call, direction, gap, float(apart), steady, numbers, left_out, said)


def _too_few(first: int, last: int, ends: tuple[str, str]) -> str:
    """Why so many ratings in the groups at the ends are no pattern; empty where they may be."""
    if not (first and last):
        return f"no rating in {ends[0]} or in {ends[1]}"
    alone = first == last == 1
    return f"one rating in {ends[0]} and one in {ends[1]}: no pattern" if alone else ""


def few(groups: Sequence[Sized]) -> str:
    """A warning where cases are few: under 3 in a group or 10 in all; else empty."""
    sizes = [len(group) for group in groups]
    if min(sizes, default=0) >= FEW_IN_GROUP and sum(sizes) >= FEW_IN_ALL:
        return ""
    *others, last = map(str, sizes or [0])
    listed = f"{', '.join(others)} and {last}" if others else last
    cases = f"{sum(sizes)} case{'s' if sum(sizes) != 1 else ''}"
    return f"{cases} in {len(sizes)} groups ({listed}): what distinguishes them is exploratory"


def grouped(outcomes: Mapping[CaseKey, Number], grouping: Grouping) -> Grouped:
    """Cases by their outcome, in the order given; those that fit no group are ``ungrouped``.

    With cuts numbers fit, be they text; without, what is spelled like a group (3.0 as 3).
    Raises RefusedError for cuts that do not ascend or do not make as many groups as are named.
    """
    _check(grouping)
    groups: list[list[CaseKey]] = [[] for _ in grouping.groups]
    ungrouped: list[CaseKey] = []
    for case, outcome in outcomes.items():
        place = _place(outcome, grouping)
        (ungrouped if place is None else groups[place]).append(case)
    return Grouped(tuple(map(tuple, groups)), tuple(ungrouped))


def _place(outcome: Number, grouping: Grouping) -> int | None:
    if not grouping.cuts:
        spelled = _spelled(outcome)
        return grouping.groups.index(spelled) if spelled in grouping.groups else None
    value = value_of(outcome)
    return None if isnan(value) else sum(value >= cut for cut in grouping.cuts)


def _spelled(outcome: Number) -> str:
    """A whole number without its point; nothing is spelled as nothing."""
    if isinstance(outcome, float) and outcome.is_integer():
        return str(int(outcome))
    return "" if outcome is None else str(outcome)


def value_of(outcome: Number) -> float:
    """An outcome as a number, which an attribute may hold as text; NaN where it is none."""
    try:
        return nan if outcome is None else float(outcome)
    except ValueError:
        return nan


def _check(grouping: Grouping) -> None:
    cuts, groups = grouping.cuts, grouping.groups
    if len(set(groups)) < len(groups):
        raise RefusedError(
            "two groups have one name", hint="name each group of the outcome otherwise"
        )
    if cuts and (
        len(groups) != len(cuts) + 1 or not all(a < b for a, b in pairwise((-inf, *cuts)))
    ):
        raise RefusedError(
            f"{len(cuts)} cuts do not make the {len(groups)} groups that are named",
            hint="give ascending cuts, one fewer than groups",
        )
