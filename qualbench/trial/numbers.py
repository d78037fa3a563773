"""Which texts are numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualbench.model import Number, TrialTable

_EMPTY = {".", "na", "n/a", "#n/a", "nan", "null"}
_PATTERNS = {
    mark: re.compile(rf"[+-]?((0|[1-9]\d*)([{mark}]\d*)?|[{mark}]\d+)(e[+-]?\d+)?", re.ASCII | re.I)
    for mark in ".,"
}
"""By decimal mark. What has leading zeros, 007, is an id or a code and no number."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A measure that was kept as text though ``numbers`` of its cells are numbers.

    ``others`` are the texts that kept it from being one, each with its row, from 1: words, and
    numbers with the other decimal mark. None where the file itself declares it to be text.
    """

    measure: str
    numbers: int
    others: tuple[tuple[int, str], ...]

    @property
    def why(self) -> str:
        """``row 2 says '<5' (and 3 more)``, or that the file declares it so."""
        if not self.others:
            return "the file declares it so"
        (row, text), *more = self.others
        return f"row {row} says {text!r}" + f" (and {len(more)} more)" * bool(more)


def as_numbers(cells: Sequence[Number], marks: str = ".") -> tuple[float | None, ...] | None:
    """The cells as numbers, all with one of the decimal ``marks``; None if one cell is a word.

    ``NA``, ``N/A``, ``#N/A``, ``NaN``, ``NULL`` and a dot, in any case, are missing.
    """
    for mark in marks:
        try:
            return tuple(_number(cell, mark) for cell in cells)
        except ValueError:
            continue
    return None


def doubts(table: TrialTable) -> tuple[Doubt, ...]:
    """The measures that look as if a few cells, such as ``<5``, keep them from being numbers."""
    return tuple(
        doubt
        for place, measure in enumerate(table.measures, len(table.keys))
        if (doubt := _doubt(measure.name, [row[place] for row in table.rows]))
    )


def _doubt(name: str, cells: Sequence[Number]) -> Doubt | None:
    words = [(row, cell) for row, cell in enumerate(cells, 1) if isinstance(cell, str)]
    numbers = sum(as_numbers([word], ".,") not in (None, (None,)) for _, word in words)
    # the mark that most are written with is the one that is meant
    unread = [tuple(one for one in words if as_numbers(one[1:], mark) is None) for mark in ".,"]
    others = min(filter(None, unread), key=len, default=())
    return Doubt(name, numbers, others) if numbers else None


def _number(cell: Number, mark: str) -> float | None:
    if not isinstance(cell, str):
        return cell
    if cell.lower() in _EMPTY:
        return None
    if not _PATTERNS[mark].fullmatch(cell) or math.isinf(number := float(cell.replace(",", "."))):
        raise ValueError
    return number
