"""Tables to files: CSV with its dictionary beside it, XLSX with it inside; provenance beside both.

Equal tables give equal bytes: nothing written here knows what time it is, and the digest of the
facts, which an undone coding changes for good, stands in the provenance file alone.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qualbench.errors import ProjectError, RefusedError
from qualbench.export.tables import Cell, Column, Table

Provenance = Mapping[str, str]

FACTS = "facts_sha256"
"""The provenance that may change while the table does not."""

SHOWN = "coders_shown_suggestions"
"""The provenance that names who may have been led by suggestions."""

_FORMULA = ("=", "+", "-", "@", "\t", "\n")
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""XLSX wants a date of creation; the oldest that a ZIP can hold says nothing."""


def write(
    table: Table, provenance: Provenance, path: Path, sheets: Sequence[Table] = ()
) -> tuple[Path, ...]:
    """Write a table to ``path``, .csv or .xlsx; gives the files written.

    Where there are ``sheets``, an .xlsx holds them instead of the table. Raises RefusedError
    for another suffix, ProjectError where the folder cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        dictionary = path.with_suffix(".dictionary.csv")
        said = path.with_suffix(".provenance.json")
        files = {path: _csv(table), dictionary: _csv(table.dictionary())}
    elif suffix == ".xlsx":
        said = path.with_suffix(".xlsx.provenance.json")
        files = {path: _xlsx(sheets or [table], provenance)}
    else:
        raise RefusedError(f"{path}: unknown kind of table", "Let the name end in .csv or .xlsx.")
    return _written(files | {said: _json(provenance)})


def write_document(content: bytes, provenance: Provenance, path: Path) -> tuple[Path, ...]:
    """Write a document and its provenance beside it; ProjectError as for ``write``."""
    said = path.with_name(f"{path.name}.provenance.json")
    return _written({path: content, said: _json(provenance)})


def write_text(text: str, path: Path) -> tuple[Path, ...]:
    """Write a text for people, in UTF-8; ProjectError where the folder cannot be written."""
    _replace(path, text.encode())
    return (path,)


def _written(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    for target, content in files.items():
        _replace(target, content)
    return tuple(files)


def _json(provenance: Provenance) -> bytes:
    return (json.dumps(dict(provenance), indent=2, ensure_ascii=False) + "\n").encode()


def _csv(table: Table) -> bytes:
    """UTF-8, RFC 4180 quoting, LF line ends, inside cells too: a CR alone would go unquoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_guarded, table.names))
    writer.writerows([_guarded(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode()


def _guarded(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers do not.

    A valence is one sign alone, which no spreadsheet takes for a formula.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if len(text) > 1 and text.startswith(_FORMULA) else text


def _xlsx(tables: Sequence[Table], provenance: Provenance) -> bytes:
    import xlsxwriter

    kept = tuple((what, value) for what, value in provenance.items() if what != FACTS)
    said = Table("provenance", (Column("what", ""), Column("value", "")), kept)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _NO_DATE})
        for sheet in (*tables, _dictionary(tables), said):
            _sheet(workbook, sheet)
    return out.getvalue()


def _dictionary(tables: Sequence[Table]) -> Table:
    """Of several sheets a column is told once: what has one name has one meaning."""
    first, *others = (table.dictionary() for table in tables)
    rows = [*first.rows, *(row for other in others for row in other.rows)]
    return Table(first.name, first.columns, tuple(dict.fromkeys(rows)))


def _sheet(workbook: Any, table: Table) -> None:
    sheet = workbook.add_worksheet(table.name)
    bold = workbook.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(table.names):
        sheet.write_string(0, place, name, bold)
    for line, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                if sheet.write_string(line, place, cell) < 0:
                    raise RefusedError(
                        f"row {line}, {table.names[place]}: too long for a cell of a spreadsheet",
                        "Export to .csv instead, which holds texts of any length.",
                    )
            elif cell is not None:
                sheet.write_number(line, place, cell)


def _replace(path: Path, content: bytes) -> None:
    """All of the file or none: written beside it, then moved over it."""
    beside = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise ProjectError(
            f"{path}: cannot be written ({error.strerror})",
            "Choose a folder that exists and that you can write to.",
        ) from error
