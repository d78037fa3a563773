"""XLSX: a sheet for each table, then the dictionary and the provenance."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from qualbench.errors import RefusedError
from qualbench.export.files.disk import Provenance, within
from qualbench.export.tables import Cell, Column, Table, dictionary

_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""XLSX wants a date of creation; the oldest that a ZIP can hold says nothing."""

_ROWS, _COLUMNS = 1_048_576, 16_384
_WIDEST, _HEAD = 60, 24
"""Characters that stand in a line of a cell, and of the head of a column of shorter cells."""

_HINT = "Export to .csv instead, which holds tables and texts of any length."


def as_xlsx(tables: Sequence[Table], provenance: Provenance) -> bytes:
    import xlsxwriter

    columns = [column for table in tables for column in table.columns]
    facts = tuple(within(provenance).items())
    said = Table("provenance", (Column("what", ""), Column("value", "")), facts)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _NO_DATE})
        for sheet in (*tables, dictionary(columns), said):
            _sheet(workbook, sheet)
    return out.getvalue()


def _widths(table: Table) -> Iterator[int]:
    """As wide as the longest line of a column's cells, within bounds; a head is broken sooner."""
    cells = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    for name, of in zip(table.names, cells, strict=True):
        longest = max((_length(cell) for cell in of if cell is not None), default=0)
        yield min(max(longest, min(len(name), _HEAD)), _WIDEST) + 2


def _length(cell: Cell) -> int:
    text = str(cell)
    return max(map(len, text.split("\n"))) if "\n" in text else len(text)


def _sheet(workbook: Any, table: Table) -> None:
    if len(table.rows) >= _ROWS or len(table.columns) > _COLUMNS:
        raise RefusedError(f"{table.name}: more than a sheet of a spreadsheet holds", _HINT)
    sheet = workbook.add_worksheet(table.name)
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    body = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for place, (name, width) in enumerate(zip(table.names, _widths(table), strict=True)):
        sheet.set_column(place, place, width, body)
        sheet.write_string(0, place, name, head)
    for line, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                if sheet.write_string(line, place, cell) < 0:
                    where = f"row {line}, {table.names[place]}"
                    raise RefusedError(f"{where}: too long for a cell of a spreadsheet", _HINT)
            elif isinstance(cell, int | float):
                sheet.write_number(line, place, cell)
