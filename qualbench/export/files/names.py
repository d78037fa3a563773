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
_BESIDE = {":status": "_stat", ":varies": "_vary"}
"""Ends of columns that stand beside another: they are called as that one is, with these ends."""
_STEM = _LONGEST - max(map(len, _BESIDE.values())) - _DIGITS - 1
_LEAST = 3
"""Letters of a word that still tell which it is."""

_LEGAL = re.compile(
    rf"(?!.*_[0-9a-f]{{{_DIGITS}}}(?:{'|'.join(_BESIDE.values())})?$)"
    rf"[a-z](?:[a-z0-9_]{{0,{_LONGEST - 2}}}[a-z0-9])?"
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
    """A name for each column: its own where it is legal, else its words cut short and a digest.

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
    end = next((end for end in _BESIDE if name.endswith(end)), "")
    of = name.removesuffix(end)
    digest = hashlib.sha256(of.encode()).hexdigest()[:_DIGITS]
    return f"{_stem(of)}_{digest}{_BESIDE.get(end, '')}"


def _stem(name: str) -> str:
    """What tells most of a column: the last step of each id in it, the steps above if they fit."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    parts = [re.split(r"\.(?=[a-z])", part) for part in re.split("[:@]", plain)]
    stem = "_".join(_fitted([_words(steps[-1]) for steps in parts]))
    for word in reversed(_words(" ".join(parts[0][:-1]))):
        if len(word) + 1 + len(stem) > _STEM:
            break
        stem = f"{word}_{stem}"
    return (stem if stem[:1].isalpha() else f"v{stem}")[:_STEM].rstrip("_")


def _fitted(parts: list[list[str]]) -> list[str]:
    """Words of every part, cut to what there is room for letter by letter, the longest first.

    Where there are too many, the first of the part that has most of them go: the last tell most.
    """
    while len("_".join(word[:_LEAST] for part in parts for word in part)) > _STEM:
        del max(parts, key=len)[0]
    words = [word for part in parts for word in part]
    while len("_".join(words)) > _STEM:
        longest = max(range(len(words)), key=lambda at: len(words[at]))
        words[longest] = words[longest][:-1]
    return words


def _words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", text)
