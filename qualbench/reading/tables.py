"""CSV -> rows that know their line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualbench.errors import ReadingError
from qualbench.reading.text import decode, load, unify


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``line`` is where it begins in the file, ``cells`` column -> content."""

    file: str
    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The trimmed content; empty where the file has no such column."""
        return self.cells.get(column, "").strip()

    def require(self, column: str) -> str:
        if not self.get(column):
            raise self.fault(f"the {column} is empty", f"Fill in the {column} or drop the row.")
        return self.get(column)

    def fault(self, what: str, hint: str = "") -> ReadingError:
        return fault(self.file, self.line, what, hint)


def fault(file: str, line: int, what: str, hint: str = "") -> ReadingError:
    return ReadingError(f"{file}:{line}: {what}", hint)


def read_rows(path: Path, required: Sequence[str]) -> list[Row]:
    """The rows of a CSV file: UTF-8 or Windows-1252, comma or semicolon, as RFC 4180 says.

    Column names are lower-cased and trimmed, cells in NFC with LF, blank rows passed over.
    Raises ReadingError for a file without rows, required columns missing, columns of the
    same name or none, and rows longer than the header.
    """
    lines = _lines(path)
    at, header = next(lines, (1, []))
    columns = _columns(path.name, at, header, required)
    rows = [Row(path.name, line, _cells(path.name, line, columns, cells)) for line, cells in lines]
    if not rows:
        raise ReadingError(f"{path.name}: has no rows", "Add rows below the column names.")
    return rows


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = decode(load(path), path.name)
    head = (text.lstrip().splitlines() or [""])[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [unify(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "Check the quotation marks of this row."
        raise fault(path.name, line, f"is not CSV ({error})", hint) from None


def _columns(file: str, line: int, header: list[str], required: Sequence[str]) -> list[str]:
    columns = [name.strip().lower() for name in header]
    while columns and not columns[-1]:  # spreadsheets leave empty columns at the end
        columns.pop()
    if missing := [name for name in required if name not in columns]:
        hint = f"Found: {', '.join(columns) or 'nothing'}."
        raise fault(file, line, f"no column {', '.join(missing)}", hint)
    if "" in columns:
        raise fault(file, line, f"column {columns.index('') + 1} has no name", "Name it.")
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        raise fault(file, line, f"two columns are named {', '.join(twice)}", "Rename one of them.")
    return columns


def _cells(file: str, line: int, columns: list[str], cells: list[str]) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        hint = "Put text that holds the separator in quotation marks."
        raise fault(file, line, f"{len(cells)} cells for {len(columns)} columns", hint)
    filled = cells + [""] * (len(columns) - len(cells))
    return dict(zip(columns, filled, strict=False))
