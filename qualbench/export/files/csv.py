"""CSV: UTF-8, RFC 4180 quoting, LF line ends, inside cells too: a CR alone would go unquoted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace

from qualbench.export.tables import Cell, Column, Table, dictionary

_FORMULA = re.compile(r"'*[=+\-@\t\n].", re.DOTALL)
"""What a spreadsheet would run, and what looks like it guarded, so that a guard can be undone.

A valence is one sign alone, which no spreadsheet takes for a formula.
"""

_GUARD = "an apostrophe stands before what a spreadsheet would run, such as +2 or -1*"


def as_csv(table: Table) -> bytes:
    """A row of names, then the table; text that a spreadsheet would run gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_guarded, table.names))
    writer.writerows(map(_guarded, row) for row in table.rows)
    return out.getvalue().encode()


def csv_dictionary(table: Table) -> Table:
    """The data dictionary of a table as CSV: it tells which columns have apostrophes in front."""
    cells = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    return dictionary(map(_told, table.columns, cells))


def _told(column: Column, cells: Iterable[Cell]) -> Column:
    if any(isinstance(cell, str) and _FORMULA.match(cell) for cell in cells):
        return replace(column, meaning=f"{column.meaning}; {_GUARD}")
    return column


def _guarded(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
    return f"'{text}" if _FORMULA.match(text) else text
