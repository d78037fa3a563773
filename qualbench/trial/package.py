"""SPSS and Stata files -> a grid, with their labels and without their missing codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeAlias

from qualbench.errors import ReadingError
from qualbench.model import Number
from qualbench.trial.grid import Column, Grid, cleaned, shown
from qualbench.trial.missing import MISSING, as_missing

_ZEROS = re.compile(r"N(\d+)|%0(\d+)\.0f")
"""Formats that show leading zeros: N3 in SPSS, %03.0f in Stata."""

_DAMAGED = (ArithmeticError, MemoryError, ValueError)
"""What else damaged dates, sizes and texts raise."""

_Range: TypeAlias = tuple[Any, Any]


def read_package(path: Path) -> Grid:
    """Read .sav, .zsav or .dta through ReadStat; a line is the number of a row, from 1.

    Cells that are missing, by the system or by the user (a declared value or range in SPSS,
    .a to .z in Stata), are None; the column's labels name the codes, as ``MISSING`` has it.
    """
    import pyreadstat

    read = pyreadstat.read_dta if path.suffix.lower() == ".dta" else pyreadstat.read_sav
    try:
        cells, about = read(path, user_missing=True, output_format="dict")
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, *_DAMAGED):
        hint = "Save it again as .sav or .dta from the program it came from."
        raise ReadingError(f"{path.name}: cannot be read as {path.suffix}", hint) from None
    columns = tuple(_column(name, found, about) for name, found in cells.items())
    rows = max(map(len, cells.values()), default=0)
    return Grid(path.name, columns, range(1, rows + 1))


def _column(name: str, cells: Sequence[Any], about: Any) -> Column:
    text = about.readstat_variable_types[name] == "string"
    single = about.readstat_variable_types[name] == "float"
    zeros = _ZEROS.fullmatch(about.original_variable_types[name] or "")
    width = int(zeros[1] or zeros[2]) if zeros else 0
    codes = _codes(name, about)
    kept = tuple(None if _is_missing(cell, codes) else _cell(cell, width, single) for cell in cells)
    labels = _labels(about.variable_value_labels.get(name, {}), codes, text)
    return Column(name, kept, about.column_names_to_labels[name] or "", labels, text)


def _codes(name: str, about: Any) -> tuple[_Range, ...]:
    """The ranges of values, from and to, that mean missing."""
    ranges = about.missing_ranges.get(name, ())
    letters = about.missing_user_values.get(name, ())
    return (*((each["lo"], each["hi"]) for each in ranges), *((each, each) for each in letters))


def _is_missing(cell: Any, codes: Sequence[_Range]) -> bool:
    alike = (code for code in codes if isinstance(code[0], str) == isinstance(cell, str))
    return cell is not None and any(low <= cell <= high for low, high in alike)


def _cell(cell: Any, width: int, single: bool) -> Number:
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if not isinstance(cell, int | float):
        return cleaned(cell)
    if width and cell == int(cell):
        return f"{int(cell):0{width}}"
    return _shortest(cell) if single else float(cell)


def _shortest(cell: float) -> float:
    """What Stata shows of its float, 4.2, is not the double 4.199999809265137 it comes as."""
    import numpy

    return float(str(numpy.float32(cell)))


def _labels(
    labels: Mapping[Any, str], codes: Sequence[_Range], text: bool
) -> tuple[tuple[str, str], ...]:
    """The labels of the values, then the missing codes that have none."""
    named = [
        (_value(value, text), as_missing(label) if _is_missing(value, codes) else label)
        for value, label in labels.items()
    ]
    nameless = [code for code in codes if code[0] != code[1] or code[0] not in labels]
    bounds = [dict.fromkeys(_value(bound, text) for bound in code) for code in nameless]
    return (*named, *((" to ".join(bound), MISSING) for bound in bounds))


def _value(value: Any, text: bool) -> str:
    """A value as its program writes it: the letters that a number of Stata can be are .a to .z."""
    if isinstance(value, str):
        return value if text else f".{value}"
    return shown(float(value))
