"""CSV: UTF-8, RFC 4180 quoting, LF line ends, inside cells too: a CR alone would go unquoted."""

from __future__ import annotations

import csv
import io
import re

from qualbench.export.tables import Cell, Table

_FORMULA = re.compile(r"'*[=+\-@\t\n].", re.DOTALL)
"""What a spreadsheet would run, and what looks like it guarded, so that a guard can be undone.

A valence is one sign alone, which no spreadsheet takes for a formula.
"""


def as_csv(table: Table) -> bytes:
    """A row of names, then the table; text that a spreadsheet would run gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_guarded, table.names))
    writer.writerows(map(_guarded, row) for row in table.rows)
    return out.getvalue().encode()


def _guarded(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
    return f"'{text}" if _FORMULA.match(text) else text
