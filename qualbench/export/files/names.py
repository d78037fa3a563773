"""Names of variables that SPSS, Stata and R all take, each made from its column's name alone."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from qualbench.errors import RefusedError
from qualbench.export.tables import Column, Table

_LONGEST = 28
"""Of 32 in Stata: pyreadstat calls the labels of values as their variable with its number."""
_DIGITS = 6
_STEM = _LONGEST - _DIGITS - 1

_LEGAL = re.compile(
    rf"(?!.*_[0-9a-f]{{{_DIGITS}}}$)[a-z](?:[a-z0-9_]{{0,{_LONGEST - 2}}}[a-z0-9])?"
)
"""Lower case, as SPSS takes two names that differ by case for one; and none that looks made."""

_RESERVED = frozenset(
    (
        *("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"),
        *("byte", "double", "float", "if", "in", "int", "long", "using"),
        *("break", "else", "for", "function", "next", "repeat", "while"),
    )
)
"""Words of SPSS, of Stata and of R."""
_STATA_TYPE = re.compile(r"str(?:l|\d+)")


def names_table(table: Table) -> Table:
    """Which variable is which column, and what the column means."""
    columns = (
        Column("variable", "Name of the variable in the .sav or .dta file"),
        Column("column", "Name of the column in all other files"),
        Column("meaning", "What it holds"),
    )
    called = zip(variables(table.names), table.columns, strict=True)
    rows = tuple((variable, column.name, column.meaning) for variable, column in called)
    return Table("names", columns, rows)


def variables(names: Sequence[str]) -> tuple[str, ...]:
    """A name for each column: its own where it is legal, else its last words and a digest.

    A name has at most 28 characters, ``[a-z][a-z0-9_]*``, and does not depend on its neighbours.
    Raises RefusedError for two columns that would have the same.
    """
    made: dict[str, str] = {}
    for name in names:
        variable = _variable(name)
        if variable in made:
            raise RefusedError(
                f"columns {made[variable]} and {name} would have one name in SPSS and Stata",
                "Rename one of them, or export to .csv.",
            )
        made[variable] = name
    return tuple(made)


def _variable(name: str) -> str:
    if _LEGAL.fullmatch(name) and name not in _RESERVED and not _STATA_TYPE.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
    return f"{_stem(name)}_{digest}"


def _stem(name: str) -> str:
    """As many of the last words as there is room for; the last tell most, in an id as in a role."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain)
    while len(words) > 1 and len("_".join(words)) > _STEM:
        del words[0]
    stem = "_".join(words)
    return (stem if stem[:1].isalpha() else f"v{stem}")[:_STEM].rstrip("_")
