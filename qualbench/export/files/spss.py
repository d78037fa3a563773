"""SPSS .sav: labels of variables and values, and a code for each reason why one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from qualbench.export.files.names import variables
from qualbench.export.files.statistics import labels, texts, written
from qualbench.export.files.typed import Typed, typed
from qualbench.export.tables import Missing, Table

_TEXT, _LABEL, _VALUE_LABEL = 32_767, 256, 120
"""Bytes that a text, a variable's label and a value's label may have."""

_USUAL = {"M": 99, "X": 98, "NA": 97}
"""Codes that are customary for missing, mixed and not applicable; others follow below."""

_DATED = slice(92, 109)
_NO_DATE = b"01 Jan 8000:00:00"
"""Where the header says when the file was written, and what it says instead."""


def as_sav(table: Table) -> bytes:
    """RefusedError names row and column of a text too long for SPSS."""
    import pandas as pd
    import pyreadstat

    columns = dict(zip(variables(table.names), typed(table), strict=True))
    codes = {name: _codes(one) for name, one in columns.items()}
    content = written(
        pyreadstat.write_sav,
        pd.DataFrame({name: _cells(one, codes[name]) for name, one in columns.items()}),
        file_label=_cut(table.name, 64),
        column_labels=labels(list(columns.values()), lambda label: _cut(label, _LABEL)),
        row_compress=True,
        variable_value_labels={name: _labels(one, codes[name]) for name, one in columns.items()},
        missing_ranges={
            name: [{"lo": min(of.values()), "hi": max(of.values())}]
            for name, of in codes.items()
            if of
        },
        variable_measure={name: _measure(one) for name, one in columns.items()},
        variable_format={name: "F8.0" for name, one in columns.items() if one.kind == "integer"},
    )
    return content[: _DATED.start] + _NO_DATE + content[_DATED.stop :]


def _codes(one: Typed) -> dict[str, int]:
    """Kind -> code: 99, 98 ..., or 999, 998 ... where the column's own values reach so far."""
    if one.kind == "text" or not one.column.missing:
        return {}
    below = count(min(_USUAL.values()) - 1, -1)
    codes = {kind: _USUAL.get(kind) or next(below) for kind, _ in one.column.missing}
    values = (*one.cells, *(value for value, _ in one.column.values))
    highest = max((value for value in values if isinstance(value, int | float)), default=0)
    block = 100
    while highest >= block - 100 + min(codes.values()):
        block *= 10
    return {kind: block - 100 + code for kind, code in codes.items()}


def _cells(one: Typed, codes: Mapping[str, int]) -> Any:
    import pandas as pd

    if one.kind == "text":
        return texts(one, _TEXT)
    cells = one.cells
    if codes:
        cells = [codes[cell.kind] if isinstance(cell, Missing) else cell for cell in cells]
    return pd.Series(cells, dtype="float64")


def _labels(one: Typed, codes: Mapping[str, int]) -> dict[str | float, str]:
    own = str if one.kind == "text" else int
    values: dict[str | float, str] = {
        value if isinstance(value, str) else float(value): _cut(label, _VALUE_LABEL)
        for value, label in one.column.values
        if isinstance(value, own)
    }
    meant = dict(one.column.missing)
    return values | {
        float(code): _cut(f"{kind} {meant[kind]}", _VALUE_LABEL) for kind, code in codes.items()
    }


def _measure(one: Typed) -> str:
    if one.kind == "text":
        return "nominal"
    return "ordinal" if one.column.values else "scale"


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")
