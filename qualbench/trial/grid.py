"""What every kind of file is first read into: columns of cells, and the lines they stand in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualbench.errors import ReadingError
from qualbench.model import Number

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its cells; a number that the file shows with leading zeros is a text.

    ``labels`` are those of its values; ``text`` says that the file declares it to be text.
    """

    name: str
    cells: tuple[Number, ...]
    label: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    text: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A file as columns of equal length; ``lines`` are where their cells stand in the file.

    ``marks`` are the decimal marks that its texts may write numbers with.
    """

    file: str
    columns: tuple[Column, ...]
    lines: Sequence[int]
    marks: str = "."


def fault(file: str, line: int, what: str, hint: str) -> ReadingError:
    return ReadingError(f"{file}:{line}: {what}", hint)


def cleaned(cell: Number) -> Number:
    """A text in NFC, spaces for control characters, None where it is spaces alone."""
    if not isinstance(cell, str):
        return cell
    text = unicodedata.normalize("NFC", _CONTROLS.sub(" ", cell))
    return None if text.isspace() or not text else text


def shown(cell: Number) -> str:
    """A cell as people write it: 7.0 is ``7``, nothing is empty."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return cell or ""


def grid(file: str, rows: Iterable[tuple[int, Sequence[Number]]], marks: str = ".") -> Grid:
    """The grid of a sheet whose first row names its columns; blank rows are passed over.

    Raises ReadingError, with the line, for columns of one name or of none, and for rows that
    are longer than the first.
    """
    tidy = ((line, [cleaned(cell) for cell in row]) for line, row in rows)
    filled = ((line, row) for line, row in tidy if any(cell is not None for cell in row))
    top, header = next(filled, (1, []))
    names = _names(file, top, [shown(cell).strip() for cell in header])
    lines, cells = [], []
    for line, row in filled:
        if any(cell is not None for cell in row[len(names) :]):
            hint = "Put text that holds the separator in quotation marks."
            raise fault(file, line, f"{len(row)} cells for {len(names)} columns", hint)
        lines.append(line)
        cells.append(row[: len(names)] + [None] * (len(names) - len(row)))
    columns = zip(*cells, strict=True) if cells else ((),) * len(names)
    return Grid(file, tuple(map(Column, names, columns)), lines, marks)


def _names(file: str, line: int, header: Sequence[str]) -> list[str]:
    names = list(header)
    while names and not names[-1]:  # spreadsheets leave empty columns at the end
        names.pop()
    if not names:
        raise fault(file, line, "is empty", "Write column names, and rows below them.")
    if "" in names:
        raise fault(file, line, f"column {names.index('') + 1} has no name", "Name it.")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise fault(file, line, f"two columns are named {', '.join(twice)}", "Rename one of them.")
    return names
