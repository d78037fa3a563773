"""Case x condition without a hole, as QCA and CNA take it, and what had to be dropped for that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from qualbench.export.calibration import Factor
from qualbench.export.tables import Column, Table
from qualbench.model import CaseKey, case_name

Drop = Literal["conditions", "cases"]

_SCRIPT = Path(__file__).with_suffix(".R")

_FEW = 10
"""Cases below which configurations are hardly ever told from chance."""

_TAKEN = ("CASE", "T", "F", "TRUE", "FALSE", "NA", "NULL", "OUT", "N", "INCL", "PRI", "DCC")
"""Names that R, the row names or a truth table of QCA already have."""

_DROPPED = (
    Column("what", "case or condition"),
    Column("name", "Which one"),
    Column("reason", "What it has no value of, and why"),
)

T = TypeVar("T", Factor, CaseKey)


@dataclass(frozen=True, slots=True)
class Configurations:
    """``table`` has a row a case and no missing cell, ``names`` what each factor stands for,
    ``dropped`` every case and condition that is not in it, with the reason.

    ``conditions`` and ``outcomes`` are the short names of those kept.
    """

    table: Table
    names: Table
    dropped: Table
    conditions: tuple[str, ...]
    outcomes: tuple[str, ...]
    warnings: tuple[str, ...]
    provenance: Mapping[str, str]


def configurations(
    by: tuple[str, ...], conditions: Sequence[Factor], outcomes: Sequence[Factor], drop: Drop
) -> Configurations:
    """Every case that any factor knows, calibrated; where a number is missing, something goes.

    First a case without an outcome, then a case without any condition and a condition without
    any case; then, as ``drop`` says, each condition or each case that still has a hole.
    """
    factors = (*outcomes, *conditions)
    every = sorted({case for one in factors for case in one.values})
    name = {case: case_name(case, by) for case in every}
    cases, kept, dropped = _sifted(name, conditions, outcomes, drop)
    short = short_names(factors)
    factors = (*kept, *outcomes)
    columns = (
        Column("case", f"Name of the case, from {', '.join(by)}"),
        *(Column(short[f.id], f"{f.title}. {f.calibration.said}", f.title) for f in factors),
    )
    rows = tuple((name[case], *(one.member(case) for one in factors)) for case in cases)
    table = Table("configurations", columns, rows)
    warnings = tuple(_warnings(table, kept, outcomes))
    return Configurations(
        table=table,
        names=_names(short, kept, outcomes),
        dropped=Table("dropped", _DROPPED, tuple(dropped)),
        conditions=tuple(short[one.id] for one in kept),
        outcomes=tuple(short[one.id] for one in outcomes),
        warnings=warnings,
        provenance={
            "dropped_first": drop,
            "dropped": "; ".join(f"{what} {of}: {why}" for what, of, why in dropped) or "nothing",
            "calibration": "; ".join(f"{short[f.id]} {f.calibration.said}" for f in factors),
            "warnings": "; ".join(warnings) or "none",
        },
    )


def _sifted(
    name: Mapping[CaseKey, str],
    conditions: Sequence[Factor],
    outcomes: Sequence[Factor],
    drop: Drop,
) -> tuple[list[CaseKey], list[Factor], list[tuple[str, str, str]]]:
    """The cases and the conditions that have no hole, and all that are dropped for it."""
    cases, gone = _parted(name, lambda case: _gaps((o.title, o.gap(case)) for o in outcomes))
    cases, empty = _parted(cases, lambda case: _nowhere(f.gap(case) for f in conditions))
    kept, void = _parted(conditions, lambda one: _nowhere(one.gap(case) for case in cases))
    if drop == "cases":
        cases, more = _parted(cases, lambda case: _gaps((f.title, f.gap(case)) for f in kept))
        empty += more
    else:
        kept, other = _parted(kept, lambda one: _gaps((name[c], one.gap(c)) for c in cases))
        void += other
    dropped = [("case", name[case], reason) for case, reason in gone + empty]
    return cases, kept, dropped + [("condition", one.title, reason) for one, reason in void]


def short_names(factors: Sequence[Factor]) -> dict[str, str]:
    """Id -> a short name that R, QCA and cna take: capitals and digits, a letter first.

    In cna the case of letters tells presence from absence, so there are no small ones.
    """
    found: dict[str, str] = {}
    taken = set(_TAKEN)
    for factor in factors:
        wished = _abridged(factor.title)
        free = (wished, *(f"{wished}{number}" for number in range(2, len(factors) + 2)))
        found[factor.id] = next(name for name in free if name not in taken)
        taken.add(found[factor.id])
    return found


def _abridged(title: str) -> str:
    """Six letters of one word, or three of each of the first four that begin with a capital."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain)
    words = [word for word in words if word[0].isupper()] or words
    short = "".join(word[:3] for word in words[:4]) if len(words) > 1 else "".join(words)[:6]
    return short.upper() if short[:1].isalpha() else f"X{short}".upper()


def _parted(of: Iterable[T], reason: Callable[[T], str]) -> tuple[list[T], list[tuple[T, str]]]:
    """Those without a reason to go, and those with one, with it."""
    known = [(one, reason(one)) for one in of]
    return [one for one, why in known if not why], [(one, why) for one, why in known if why]


def _gaps(gaps: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{why} ({where})" for where, why in gaps if why)


def _nowhere(gaps: Iterable[str]) -> str:
    every = list(gaps)
    return "no value at all" if every and all(every) else ""


def _names(
    short: Mapping[str, str], conditions: Sequence[Factor], outcomes: Sequence[Factor]
) -> Table:
    columns = (
        Column("factor", "Name of the column"),
        Column("part", "condition or outcome"),
        Column("id", "Coding key of the construct, or name of the measure"),
        Column("title", "Its name, as people read it"),
        Column("calibration", "How its values were made"),
    )
    parts = [*(("condition", one) for one in conditions), *(("outcome", one) for one in outcomes)]
    rows = ((short[f.id], part, f.id, f.title, f.calibration.said) for part, f in parts)
    return Table("names", columns, tuple(rows))


def _warnings(
    table: Table, conditions: Sequence[Factor], outcomes: Sequence[Factor]
) -> Iterator[str]:
    cases = len(table.rows)
    if not (cases and conditions and outcomes):
        yield "nothing is left to analyse: without gaps there is no case, condition or outcome"
        return
    if cases < _FEW:
        of = "case allows" if cases == 1 else "cases allow"
        yield f"{cases} {of} no serious analysis at that level: use participants or role x clinic"
    if len(conditions) > cases - 2:
        yield f"{len(conditions)} conditions for {cases} cases: they must stay far below the cases"
    values = dict(zip(table.names, zip(*table.rows, strict=True), strict=True))
    if same := [name for name, of in values.items() if len({*of}) == 1 < len(of)]:
        yield f"{', '.join(same)}: the same in all cases, so there is nothing to explain by it"
    inner = table.names[1 : len(conditions) + 1]
    if between := [name for name in inner if 0.5 in values[name]]:
        yield f"{', '.join(between)}: 0.5 belongs to no row of a truth table; take other anchors"
    if {"fuzzy", "multi"} <= {one.calibration.kind for one in (*conditions, *outcomes)}:
        yield "fuzzy and multi-value factors together: cna takes either, not both"


def configurations_script(of: Configurations, file: str) -> str:
    """A script for base R that reads ``file``, the table as CSV beside it, and prints it; then
    runs cna and a truth table of QCA, or says which of the packages is to be installed.
    """
    head = (
        f"file <- {_r_text(file)}",
        f"conditions <- c({', '.join(map(_r_text, of.conditions))})",
        f"outcomes <- c({', '.join(map(_r_text, of.outcomes))})",
    )
    return "\n".join(head) + "\n\n" + _SCRIPT.read_text("utf-8")


def _r_text(text: str) -> str:
    """A string of R in ASCII, whatever encoding R takes the script to have."""
    plain = set(map(chr, range(32, 127))) - {'"', "\\"}
    marks = (mark if mark in plain else f"\\U{{{ord(mark):x}}}" for mark in text)
    return f'"{"".join(marks)}"'
