"""Stata .dta (118, of Stata 14 and later): labels, and .m, .x, .n for why a number is missing."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any

from qualbench.export.files.names import variables
from qualbench.export.files.statistics import labels, texts, written
from qualbench.export.files.typed import Typed, typed
from qualbench.export.tables import Cell, Missing, Table

_LABEL = 80
"""Characters that a variable's or a file's label may have."""

_DATED = b"<timestamp>\x11"
_NO_DATE = b"01 Jan 1980 00:00"


def as_dta(table: Table) -> bytes:
    import pandas as pd
    import pyreadstat

    columns = dict(zip(variables(table.names), typed(table), strict=True))
    letters = {name: _letters(one) for name, one in columns.items()}
    content = written(
        pyreadstat.write_dta,
        pd.DataFrame({name: _cells(one, letters[name]) for name, one in columns.items()}),
        file_label=table.name[:_LABEL],
        column_labels=labels(list(columns.values()), _short),
        version=14,
        variable_value_labels={
            name: _labels(one, letters[name]) for name, one in columns.items() if one.kind != "text"
        },
        missing_user_values={name: [*of.values()] for name, of in letters.items() if of},
    )
    head, said, rest = content.partition(_DATED)
    return head + said + _NO_DATE + rest[len(_NO_DATE) :]


def _short(label: str) -> str:
    """Both ends of a label that is too long, rather the last one: in a path it tells most."""
    head = _LABEL // 4
    return label if len(label) <= _LABEL else f"{label[: head - 1]}…{label[head - _LABEL :]}"


def _letters(one: Typed) -> dict[str, str]:
    """Kind -> letter: its first, or the first that is free."""
    letters: dict[str, str] = {}
    for kind, _ in one.column.missing if one.kind != "text" else ():
        wished = kind[0].lower() + ascii_lowercase
        letters[kind] = next(
            letter for letter in wished if letter in set(ascii_lowercase) - {*letters.values()}
        )
    return letters


def _cells(one: Typed, letters: Mapping[str, str]) -> Any:
    """Integers as such, but doubles among letters: there pyreadstat reads an empty integer as 0."""
    import pandas as pd

    if one.kind == "text":
        return texts(one)
    if letters:
        cells = [_lettered(cell, letters) for cell in one.cells]
        return pd.Series(cells, dtype=object)
    known = one.kind == "integer" and any(cell is not None for cell in one.cells)
    return pd.Series(one.cells, dtype="Int32" if known else "float64")


def _lettered(cell: Cell, letters: Mapping[str, str]) -> str | float | None:
    if isinstance(cell, Missing):
        return letters[cell.kind]
    return None if cell is None else float(cell)


def _labels(one: Typed, letters: Mapping[str, str]) -> dict[str | int, str]:
    values: dict[str | int, str] = {
        value: label for value, label in one.column.values if isinstance(value, int)
    }
    return values | {letters[kind]: f"{kind} {means}" for kind, means in one.column.missing}
