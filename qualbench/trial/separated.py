"""CSV -> a grid of texts."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from qualbench.errors import ReadingError
from qualbench.trial.grid import Grid, fault, grid

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_separated(path: Path) -> Grid:
    """Read CSV as RFC 4180 has it: separated by comma, semicolon or tab, whichever the first
    row has most of; in UTF-8, UTF-16 with a BOM, or Windows-1252.

    Every cell is a text. With semicolons a comma may be the decimal mark.
    """
    text = _decoded(path.read_bytes(), path.name)
    head = (text.lstrip().splitlines() or [""])[0]
    separator = max(",;\t", key=head.count)
    return grid(path.name, _rows(text, separator, path.name), ".," if separator == ";" else ".")


def _rows(text: str, separator: str, file: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "Check the quotation marks of this row."
        raise fault(file, line, f"is not CSV ({error})", hint) from None


def _decoded(data: bytes, file: str) -> str:
    for encoding in ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ReadingError(f"{file}: is not text", "Save it again as CSV in UTF-8.")
