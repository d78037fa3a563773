"""A file -> a trial's table, by its suffix."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from qualbench.errors import ReadingError
from qualbench.model import Measure, Number, TrialTable
from qualbench.trial.grid import Column, Grid, fault, shown
from qualbench.trial.missing import declared
from qualbench.trial.numbers import as_numbers
from qualbench.trial.package import read_package
from qualbench.trial.separated import read_separated
from qualbench.trial.workbook import read_workbook

_READERS: dict[str, Callable[[Path], Grid]] = {
    ".csv": read_separated,
    ".xlsx": read_workbook,
    ".sav": read_package,
    ".zsav": read_package,
    ".dta": read_package,
}
SUFFIXES = frozenset(_READERS)
_KEYS = {
    "participant": "participant",
    "participant_id": "participant",
    "clinic": "clinic",
    "clinic_id": "clinic",
    "role": "role",
    "wave": "wave",
}


def read_trial(
    path: Path,
    keys: Sequence[tuple[str, str]] = (),
    sheet: str = "",
    missing: Sequence[tuple[str, str]] = (),
) -> TrialTable:
    """Read a trial's numbers from .csv, .xlsx (the first sheet, or ``sheet``), .sav or .dta.

    ``keys`` are pairs of a column and the attribute that it holds; without any, the columns
    participant, clinic (both also with _id), role and wave are keys, in any case. All other
    columns are measures, in the file's order.

    ``missing`` are pairs of a measure, or nothing for all of them, and a value that means that
    there is none: its cells are None, and the measure's labels name it, see ``declared``.

    Keys are texts as the file shows them: spaces, case and leading zeros stay, the number 7
    is ``7``; a key whose values all have labels of their own in SPSS or Stata is its labels.
    A measure is numbers if all its cells are, and text otherwise (see ``doubts``); an empty
    cell is None, and so are ``NA`` and its like among numbers. The texts of a column that
    the file itself declares as text stay texts. The table is named after the file, with _ for
    dots, and gives the file's name as its source.

    Raises ReadingError, with file and line, for what is unreadable, columns of one name, no
    key, a key's cell that is empty, no measures, no rows, and ``missing`` of what is no measure.
    """
    grid = _grid(path, sheet)
    named = _keys(grid, keys)
    held = {column.name: column for column in grid.columns}
    measured = [_trimmed(column) for column in grid.columns if column.name not in named]
    if not measured:
        raise fault(grid.file, 1, "has no columns beside its keys", "Add the numbers.")
    measured = _declared(measured, missing, grid)
    columns = [
        *(_ids(held[name], grid) for name in named),
        *(_measured(column, grid.marks) for column in measured),
    ]
    return TrialTable(
        name=path.stem.replace(".", "_"),
        source=path.name,
        keys=tuple(named.values()),
        measures=tuple(Measure(each.name, each.label, each.labels) for each in measured),
        rows=tuple(zip(*columns, strict=True)),
    )


def _grid(path: Path, sheet: str) -> Grid:
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        hint = f"Save it as one of {', '.join(_READERS)}."
        raise ReadingError(f"{path.name}: cannot read files of this kind", hint)
    if sheet and suffix != ".xlsx":
        raise ReadingError(f"{path.name}: has no sheets", "Leave the sheet away.")
    try:
        path.open("rb").close()
        grid = read_workbook(path, sheet) if sheet else _READERS[suffix](path)
    except OSError as error:
        why = (error.strerror or "input error").lower()
        raise ReadingError(f"{path.name}: cannot be read ({why})", "Check the path.") from None
    if not grid.lines:
        raise ReadingError(f"{path.name}: has no rows", "Add rows below the column names.")
    return grid


def _keys(grid: Grid, given: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Attributes by column, in the order of the columns."""
    names = [column.name for column in grid.columns]
    found = f"Found: {', '.join(names)}."
    wanted = dict(given) or {name: _KEYS[name.lower()] for name in names if name.lower() in _KEYS}
    if lost := [name for name in wanted if name not in names]:
        raise fault(grid.file, 1, f"no column {', '.join(lost)}", found)
    if not wanted:
        what = "no column is a key (participant, clinic, role or wave)"
        raise fault(grid.file, 1, what, f"Name one. {found}")
    keys = {name: wanted[name] for name in names if name in wanted}
    if twice := sorted({key for key in keys.values() if [*keys.values()].count(key) > 1}):
        both = ", ".join(name for name in keys if keys[name] in twice)
        what = f"two columns hold {', '.join(twice)}"
        raise fault(grid.file, 1, what, f"Name the one that counts of {both}.")
    return keys


def _ids(column: Column, grid: Grid) -> tuple[str, ...]:
    for line, cell in zip(grid.lines, column.cells, strict=True):
        if cell is None:
            hint = f"Fill in the {column.name} or drop the row."
            raise fault(grid.file, line, f"the {column.name} is empty", hint)
    ids = tuple(shown(cell) for cell in column.cells)
    labels = dict(column.labels)
    of_these = [labels.get(each, "") for each in dict.fromkeys(ids)]
    own = all(map(str.strip, of_these)) and len(set(of_these)) == len(of_these)
    return tuple(labels[each] for each in ids) if own else ids


def _trimmed(column: Column) -> Column:
    cells = (cell.strip() if isinstance(cell, str) else cell for cell in column.cells)
    return replace(column, cells=tuple(cells))


def _declared(
    measured: Sequence[Column], missing: Sequence[tuple[str, str]], grid: Grid
) -> list[Column]:
    names = [column.name for column in measured]
    if lost := [name for name, _ in missing if name and name not in names]:
        hint = f"Measures are {', '.join(names)}."
        raise fault(grid.file, 1, f"no measure {', '.join(lost)}", hint)
    return [
        declared(column, [code for name, code in missing if name in ("", column.name)], grid.marks)
        for column in measured
    ]


def _measured(column: Column, marks: str) -> tuple[Number, ...]:
    numbers = None if column.text else as_numbers(column.cells, marks)
    if numbers is not None:
        return numbers
    return tuple(None if cell is None else shown(cell) for cell in column.cells)
