"""XLSX -> a grid: what the cells of a sheet show."""

from __future__ import annotations

import re
import warnings
import zlib
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import BadZipFile

from qualbench.errors import ReadingError
from qualbench.model import Number
from qualbench.trial.grid import Grid, fault, grid

if TYPE_CHECKING:
    from openpyxl import Workbook

_DAMAGED = (
    *(BadZipFile, ArithmeticError, LookupError, OSError, SyntaxError, TypeError, ValueError),
    zlib.error,
)
"""What openpyxl raises on damaged files, as many of them have shown."""

_Rows: TypeAlias = list[tuple[Any, ...]]


def read_workbook(path: Path, sheet: str = "") -> Grid:
    """Read the first sheet of a workbook, or the one that is named.

    Formulas are never computed: what the spreadsheet program stored as their value is read,
    and ReadingError raised where it stored none. Links to other files are not followed.
    """
    with warnings.catch_warnings():  # on styles and drop-down lists, which are not read
        warnings.simplefilter("ignore")
        try:
            rows = [[*map(_shown, row)] for row in _valued(path, sheet)]
        except _DAMAGED:
            hint = "Save it again as .xlsx, without a password."
            raise ReadingError(f"{path.name}: is not a workbook", hint) from None
    return grid(path.name, enumerate(rows, 1))


def _valued(path: Path, sheet: str) -> _Rows:
    written = _rows(path, sheet)
    if not any(cell.data_type == "f" for row in written for cell in row):
        return written
    valued = _rows(path, sheet, data_only=True)
    for line, (row, values) in enumerate(zip(written, valued, strict=True), 1):
        for cell, value in zip(row, values, strict=True):
            if cell.data_type == "f" and value.value is None:
                hint = "Open it in a spreadsheet program, save it, and read it again."
                raise fault(path.name, line, "a formula without its value", hint)
    return valued


def _rows(path: Path, sheet: str, data_only: bool = False) -> _Rows:
    from openpyxl import load_workbook

    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
        return list(_sheet(book, sheet, path.name).iter_rows())


def _sheet(book: Workbook, name: str, file: str) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if name not in sheets and (name or not sheets):
        raise ReadingError(f"{file}: has no sheet {name}", f"It has: {', '.join(sheets)}.")
    sheet: Any = sheets[name] if name else book.worksheets[0]
    sheet.reset_dimensions()  # some programs write them wrong, and rows would be lost
    return sheet


def _shown(cell: Any) -> Number:
    value = cell.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        padded = float(value).is_integer() and re.fullmatch("00+", cell.number_format)
        return f"{int(value):0{len(cell.number_format)}}" if padded else float(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return None if value is None else str(value)
