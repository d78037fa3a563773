"""Values that mean that there is none: those that are declared, and those that look like it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualbench.model import Number, TrialTable
from qualbench.trial.grid import Column, shown
from qualbench.trial.numbers import as_numbers

MISSING = "missing"
"""What the label of a missing code ends in, ``not asked (missing)``, or is."""

_CODES = re.compile(r"-[789]|-?(9{1,4}[789]|8{2,5}|7{2,5})")
"""By convention; 7, 8 and 9 are too common as numbers."""

_FAR = 2
_NAMED = 5


@dataclass(frozen=True, slots=True)
class MissingCode:
    """A number of a measure that looks like a code for missing, and the rows it is in, from 1."""

    measure: str
    code: str
    rows: tuple[int, ...]

    @property
    def says(self) -> str:
        """``-99 in score, row 1, looks like a code for missing``."""
        named = ", ".join(map(str, self.rows[:_NAMED]))
        more = f" and {len(self.rows) - _NAMED} more" * (len(self.rows) > _NAMED)
        rows = f"row{'s' * (len(self.rows) > 1)} {named}{more}"
        return f"{self.code} in {self.measure}, {rows}, looks like a code for missing"


def as_missing(label: str) -> str:
    """The label of a value that is a missing code."""
    return f"{label} ({MISSING})" if label else MISSING


def is_missing(label: str) -> bool:
    return label == MISSING or label.endswith(f"({MISSING})")


def declared(column: Column, codes: Sequence[str], marks: str) -> Column:
    """The column with None where one of the codes stands: a word, or a number however written.

    Those that were there are among its labels, as ``MISSING`` has it.
    """
    if not codes:
        return column
    values = [_value(cell, marks) for cell in column.cells]
    wanted = dict.fromkeys(_value(code.strip(), marks) for code in codes)
    found = [value for value in wanted if value in values]
    labels = dict(column.labels)
    for code in map(shown, found):
        if not is_missing(labels.get(code, "")):
            labels[code] = as_missing(labels.get(code, ""))
    pairs = zip(column.cells, values, strict=True)
    cells = tuple(None if value in found else cell for cell, value in pairs)
    return replace(column, cells=cells, labels=tuple(labels.items()))


def missing_codes(table: TrialTable) -> tuple[MissingCode, ...]:
    """Conventional codes, such as -99 and 888, that lie far from a measure's other numbers.

    Far is below zero where no other is, or beyond twice the greatest of the others.
    """
    return tuple(
        MissingCode(measure.name, shown(code), rows)
        for place, measure in enumerate(table.measures, len(table.keys))
        for code, rows in _far_codes([row[place] for row in table.rows])
    )


def _far_codes(cells: Sequence[Number]) -> list[tuple[float, tuple[int, ...]]]:
    rows: dict[float, list[int]] = defaultdict(list)
    for row, cell in enumerate(cells, 1):
        if isinstance(cell, float):
            rows[cell].append(row)
    codes = [value for value in rows if _CODES.fullmatch(shown(value))]
    others = [value for value in rows if value not in codes]
    return [(code, tuple(rows[code])) for code in codes if _is_far(code, others)]


def _is_far(code: float, others: Sequence[float]) -> bool:
    if not others:
        return False
    return code < 0 <= min(others) or abs(code) > _FAR * max(map(abs, others))


def _value(cell: Number, marks: str) -> Number:
    """A cell as it is compared: the number it is, however written, else its text."""
    numbers = as_numbers([cell], marks)
    return numbers[0] if numbers and numbers[0] is not None else cell
