"""Groups of cases by an outcome: how they are named, and that each of them has a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isnan

from qualbench import ratings as rooms
from qualbench.errors import RefusedError
from qualbench.model import CaseKey, Grouping, Number, case_name
from qualbench.ratings.distinguish import value_of

_LISTED = 6
"""So many values of an outcome a message names."""


def named_by_cuts(cuts: Sequence[float]) -> tuple[str, ...]:
    """``below 3.5``, ``3.5 and more``; of several ``2 to 4`` between."""
    between = (f"{low:g} to {high:g}" for low, high in pairwise(cuts))
    return (f"below {cuts[0]:g}", *between, f"{cuts[-1]:g} and more")


def median(values: Sequence[float]) -> float:
    """Between the middle two of an even number, so that the groups are as even as they can be.

    Where that is the lowest value, and nothing would be below, what parts that from the others.
    """
    ordered = sorted(values)
    lowest, middle = ordered[0], len(ordered) // 2
    found = (ordered[(len(ordered) - 1) // 2] + ordered[middle]) / 2
    above = next((one for one in ordered if one > lowest), lowest)
    return found if found > lowest else (lowest + above) / 2


def named_by_values(name: str, there: Mapping[CaseKey, Number]) -> tuple[str, ...]:
    """Values as groups: numbers in their order, two words; more words have to be put in one."""
    words = sorted({str(one) for one in there.values()})
    numbers = [word for word in words if not isnan(value_of(word))]
    if len(numbers) == len(words):
        return tuple(sorted(words, key=value_of))
    if numbers:
        case, odd = next((case, one) for case, one in there.items() if isnan(value_of(one)))
        raise RefusedError(
            f"{name} is text, as {case_name(case)} has {odd!r}: numbers alone have an order",
            "Mend the file and join it again, or say --group for each value from low to high.",
        )
    if len(words) > 2:
        raise RefusedError(
            f"{name} is text of {len(words)} values without an order: {_listed(words)}",
            "Say --group for each from low to high, or for the two to be compared.",
        )
    return tuple(words)


def require_filled(grouping: Grouping, there: Mapping[CaseKey, Number]) -> None:
    """Every group has a case; what has none says nothing, and was most likely a slip."""
    found = rooms.grouped(there, grouping).groups
    empty = [name for name, cases in zip(grouping.groups, found, strict=True) if not cases]
    if not empty:
        return
    name = grouping.outcome
    if not grouping.cuts:
        values = _listed(sorted({str(one) for one in there.values()}))
        raise RefusedError(
            f"no case has {' or '.join(empty)} for {name}",
            f"There is {values}; numbers take --cut, one fewer than groups.",
        )
    numbers = sorted({one for one in map(value_of, there.values()) if not isnan(one)})
    if not numbers:
        raise RefusedError(f"{name} is text: numbers alone can be cut", "Say --group for values.")
    low, high = numbers[0], numbers[-1]
    outside = [f"{cut:g}" for cut in grouping.cuts if not low <= cut <= high]
    if outside:
        raise RefusedError(
            f"cut {' and '.join(outside)} lies outside {low:g} to {high:g} of {name}",
            "Cut between two of its values.",
        )
    raise RefusedError(
        f"no case of {name} is in the group {' or '.join(empty)}",
        f"Its values are {_listed([f'{one:g}' for one in numbers])}.",
    )


def _listed(values: Sequence[str]) -> str:
    more = len(values) - _LISTED
    return ", ".join(values[:_LISTED]) + (f" and {more} more" if more > 0 else "")
