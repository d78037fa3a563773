"""Rows of people -> a row a clinic: n, mean and standard deviation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean, stdev

from qualbench.errors import RefusedError
from qualbench.model import Measure, Number, TrialTable
from qualbench.trial.missing import is_missing

_PARTS = {
    "n": "number of values",
    "missing": "number of missing values",
    "mean": "mean",
    "sd": "standard deviation (n - 1)",
}


@dataclass(frozen=True, slots=True)
class Aggregated:
    """A table with a row a group; ``left_out`` are the measures that are text."""

    table: TrialTable
    left_out: tuple[str, ...]


def aggregate(table: TrialTable, by: Sequence[str]) -> Aggregated:
    """A row for each combination of the attributes ``by``, in the order of their ids.

    Of each measure X that is numbers: X_n and X_missing, which add up to the rows of the
    group, X_mean, None where there are no values, and X_sd, the standard deviation of a
    sample (divisor n - 1), None where there are fewer than two. Raises RefusedError where
    the table has no such key.
    """
    lost = [name for name in by if name not in table.keys]
    if lost or not by:
        what = f"no key {', '.join(lost)}" if lost else "no key to aggregate by"
        raise RefusedError(f"{table.name}: {what}", f"Its keys are {', '.join(table.keys)}.")
    places = {
        measure: place
        for place, measure in enumerate(table.measures, len(table.keys))
        if not any(isinstance(row[place], str) for row in table.rows)
    }
    measures = tuple(
        Measure(f"{measure.name}_{part}", f"{says} of {_called(measure)}")
        for measure in places
        for part, says in _PARTS.items()
    )
    rows = tuple(
        (*key, *(cell for at in places.values() for cell in _summary([row[at] for row in group])))
        for key, group in sorted(_groups(table, by).items())
    )
    left_out = tuple(measure.name for measure in table.measures if measure not in places)
    return Aggregated(replace(table, keys=tuple(by), measures=measures, rows=rows), left_out)


def _called(measure: Measure) -> str:
    """``anxiety (missing: -99, -98)``: means are only as good as what was left out of them."""
    codes = ", ".join(value for value, label in measure.values if is_missing(label))
    return (measure.label or measure.name) + f" (missing: {codes})" * bool(codes)


def _groups(
    table: TrialTable, by: Sequence[str]
) -> dict[tuple[str, ...], list[tuple[Number, ...]]]:
    places = [table.keys.index(name) for name in by]
    groups: dict[tuple[str, ...], list[tuple[Number, ...]]] = defaultdict(list)
    for row in table.rows:
        groups[tuple(str(row[place]) for place in places)].append(row)
    return groups


def _summary(cells: Sequence[Number]) -> tuple[Number, ...]:
    """n, missing, mean and sd, in the order of ``_PARTS``."""
    values = [cell for cell in cells if isinstance(cell, float)]
    return (
        float(len(values)),
        float(len(cells) - len(values)),
        mean(values) if values else None,
        stdev(values) if len(values) > 1 else None,
    )
