"""A script for R beside a CSV: base R alone reads it, labels it, counts it and draws it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qualbench.export.files.typed import Typed, typed
from qualbench.export.tables import Table

_BODY = Path(__file__).with_name("read.R")
_BETWEEN = ",\n  "


def as_r(table: Table, csv: str) -> bytes:
    """What is known of the columns, then the same for every table; ``csv`` lies beside it."""
    columns = tuple(typed(table))
    classes = ["character" if one.kind == "text" else "numeric" for one in columns]
    values = (
        f"{_said(one.column.name)} = {_pairs((str(v), label) for v, label in one.column.values)}"
        for one in columns
        if one.column.values
    )
    known = (
        f"file <- {_said(csv)}",
        f"classes <- {_pairs(zip(table.names, classes, strict=True))}",
        f"labels <- {_pairs((c.name, c.label or c.name) for c in table.columns)}",
        f"values <- list({_BETWEEN.join(values)})",
        f"matrix <- {_listed(map(_said, _matrix(columns)))}",
    )
    return ("\n".join(known) + "\n\n" + _BODY.read_text("utf-8")).encode()


def _matrix(columns: tuple[Typed, ...]) -> list[str]:
    """The numbers that end each row, where there are several: a table of cases by something."""
    names: list[str] = []
    for one in reversed(columns):
        if one.kind == "text":
            break
        names.insert(0, one.column.name)
    return names if len(names) > 1 else []


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return _listed(f"{_said(name)} = {_said(value)}" for name, value in pairs)


def _listed(parts: Iterable[str]) -> str:
    return f"c({_BETWEEN.join(parts)})"


def _said(text: str) -> str:
    """A string of R in ASCII, so that it is the same whatever encoding R takes a file to have."""
    return f'"{"".join(map(_character, text))}"'


def _character(one: str) -> str:
    plain = one.isascii() and one.isprintable() and one not in '"\\'
    return one if plain else f"\\U{{{ord(one):x}}}"
