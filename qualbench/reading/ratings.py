"""CSV -> ratings that were made elsewhere, in a workbook or in another study's export."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualbench.model import CONSENSUS, CaseKey
from qualbench.reading.tables import Row, fault, read_rows

_RATED = ("rating", "status", "value", "varies")
_NOTES = ("summary", "rationale", "source", "evidence", "verified_by")
_OURS = frozenset(
    (
        *("rater", "coder", "layer", "code", "code_id", "role_spoken_about", *_RATED, *_NOTES),
        *("key", "code_label", "code_path", "framework", "polarity"),
        *("respondents", "drafted_by", "rated_utc", "rating_id"),
    )
)
"""Columns that are no attribute of a case: those that are read, and others of an export."""

_GUARDED = re.compile(r"'+[=+\-@\t\n].", re.DOTALL)
"""Text with the apostrophe that keeps a spreadsheet from running it."""


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One row of a ratings file; names, ids and the rating are as the file has them.

    ``case`` are the attributes that are filled in. An empty ``rating`` is a draft. ``evidence``
    are ids of codings, or ``all``. ``rater`` is empty for a ``consensus``.
    """

    line: int
    rater: str
    case: CaseKey
    code: str
    role: str = ""
    rating: str = ""
    summary: str = ""
    rationale: str = ""
    source: str = ""
    evidence: tuple[str, ...] = ()
    consensus: bool = False
    verified: tuple[str, ...] = ()


def read_ratings(path: Path) -> tuple[RatingRow, ...]:
    """Read ratings from CSV: ``rater`` (or ``coder``), ``code`` and ``rating``; if there are,
    ``role_spoken_about``, ``summary``, ``rationale``, ``source``, ``layer`` (individual or
    consensus), ``verified_by`` and ``evidence`` (several parted by ; or |). Every other column
    is an attribute of the case. A table of ratings that was exported is read as well.

    Raises ReadingError with file and line. Whether a rating is on the scale is not looked at.
    """
    rows = read_rows(path, ())
    columns = rows[0].cells
    _require(path, columns, "rater", "coder")
    _require(path, columns, "code", "code_id")
    _require(path, columns, "rating", "value")
    if all(name in _OURS for name in columns):
        hint = "Add a column for each attribute that makes a case, such as clinic."
        raise fault(path.name, 1, "no column says which case is rated", hint)
    return tuple(_rating(row) for row in rows)


def _require(path: Path, columns: Mapping[str, str], *names: str) -> None:
    if not any(name in columns for name in names):
        raise fault(path.name, 1, f"no column {names[0]}", f"Found: {', '.join(columns)}.")


def _rating(row: Row) -> RatingRow:
    consensus = _is_consensus(row)
    return RatingRow(
        line=row.line,
        rater="" if consensus else _first(row, "rater", "coder"),
        case=_case(row),
        code=_first(row, "code", "code_id"),
        role=row.get("role_spoken_about"),
        rating=_as_written(row),
        summary=_plain(row, "summary"),
        rationale=_plain(row, "rationale"),
        source=_plain(row, "source"),
        evidence=_several(row, "evidence"),
        consensus=consensus,
        verified=_several(row, "verified_by"),
    )


def _first(row: Row, name: str, other: str) -> str:
    return _plain(row, name) or _plain(row, other) or row.require(name)


def _is_consensus(row: Row) -> bool:
    """A row of ``consensus`` needs no layer: nobody can be called so."""
    layer = row.get("layer").casefold()
    if layer not in ("", "individual", CONSENSUS):
        raise row.fault("unknown layer", f"Write individual, {CONSENSUS} or nothing.")
    named = (row.get("rater") or row.get("coder")).casefold() == CONSENSUS
    if named and layer == "individual":
        raise row.fault(f"nobody is called {CONSENSUS}", "Name the rater, or change the layer.")
    return named or layer == CONSENSUS


def _case(row: Row) -> CaseKey:
    found = {_attribute(name): _plain(row, name) for name in row.cells if name not in _OURS}
    case = tuple(sorted((name, value) for name, value in found.items() if value))
    if not case:
        raise row.fault("no case is named", f"Fill in {' or '.join(found)}.")
    return case


def _attribute(column: str) -> str:
    """An export marks attributes that are called like one of its own columns."""
    name = column.removeprefix("attribute_")
    return name if name in _OURS else column


def _as_written(row: Row) -> str:
    """The rating; of an export, which has its parts in columns, put together."""
    if "rating" in row.cells:
        return row.get("rating").lstrip("'\N{RIGHT SINGLE QUOTATION MARK}")
    varies = {"": "", "0": "", "1": "*"}.get(row.get("varies"))
    if varies is None:
        raise row.fault("varies is neither 1 nor 0", "Write 1 where respondents differ, else 0.")
    said = row.get("value") or row.get("status")
    return f"{said}{varies}" if said else ""


def _plain(row: Row, column: str) -> str:
    text = row.get(column)
    return text[1:] if _GUARDED.match(text) else text


def _several(row: Row, column: str) -> tuple[str, ...]:
    parts = re.split(r"[;|]", _plain(row, column))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
