"""CSV -> codings that were made elsewhere, and where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from qualbench.model import Span, Valence
from qualbench.reading.tables import Row, fault, read_rows
from qualbench.reading.text import unify

_VALENCES: dict[str, Valence] = {value: value for value in get_args(Valence)}
_YES = frozenset({"1", "true", "yes", "y", "x"})
_NO = frozenset({"", "0", "false", "no", "n"})
_COUNT = "Offsets count Unicode characters of the transcript's text from 0; end is exclusive."


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One row of a codings file; ``start`` and ``end`` are both None where only a quote is given.

    Names are as the file has them: the coder's, the transcript's and the code's.
    """

    line: int
    coder: str
    transcript: str
    start: int | None
    end: int | None
    quote: str
    code: str
    role: str = ""
    memo: str = ""
    valence: Valence | None = None
    unsure: bool = False


def read_codings(path: Path) -> tuple[CodingRow, ...]:
    """Read codings from CSV: ``coder``, ``transcript``, ``code``, and ``start`` with ``end``
    or ``quote``; ``memo``, ``role``, ``valence`` (-, 0, +, mixed) and ``unsure`` (yes, no) if
    there are; other columns are passed over. Raises ReadingError with file and line.
    """
    return tuple(_coding(row) for row in read_rows(path, ("coder", "transcript", "code")))


def _coding(row: Row) -> CodingRow:
    start, end = _offset(row, "start"), _offset(row, "end")
    if (start is None) != (end is None):
        raise row.fault("has only one of start and end", "Give both, or only a quote.")
    if start is None and not row.get("quote"):
        raise row.fault("has neither start and end nor a quote", "Give one of the two.")
    if start is not None and end is not None and end <= start:
        raise row.fault(f"end {end} is not after start {start}", _COUNT)
    return CodingRow(
        line=row.line,
        coder=row.require("coder"),
        transcript=row.require("transcript"),
        start=start,
        end=end,
        quote=row.cells.get("quote", ""),  # untrimmed: a span may begin or end with a space
        code=row.require("code"),
        role=row.get("role"),
        memo=row.get("memo"),
        valence=_valence(row),
        unsure=_unsure(row),
    )


def _offset(row: Row, column: str) -> int | None:
    value = row.get(column)
    if value and not re.fullmatch("[0-9]{1,12}", value):
        raise row.fault(f"{column} is not a whole number", _COUNT)
    return int(value) if value else None


def _valence(row: Row) -> Valence | None:
    value = row.get("valence").lower()
    if value and value not in _VALENCES:
        raise row.fault("unknown valence", f"Use one of {', '.join(_VALENCES)}, or nothing.")
    return _VALENCES.get(value)


def _unsure(row: Row) -> bool:
    value = row.get("unsure").lower()
    if value not in _YES | _NO:
        raise row.fault("unsure is neither yes nor no", "Write yes, no or nothing.")
    return value in _YES


def place(row: CodingRow, text: str, source: str) -> Span:
    """Where a coding stands in a transcript's text.

    At ``start`` and ``end``, which a quote must confirm if there is one too; else where the
    quote stands, which must be one place only. Quotes are compared in NFC with LF.
    ``source`` names the codings file in the ReadingError.
    """
    quote = unify(row.quote)
    if row.start is None or row.end is None:
        return _find(quote, text, source, row.line)
    span = Span(row.start, row.end)
    if not 0 <= span.start < span.end <= len(text):
        what = f"{span.start}:{span.end} is not within the transcript's {len(text)} characters"
        raise fault(source, row.line, what, _COUNT)
    if quote.strip() and span.of(text) != quote:
        what = f"the quote does not stand at {span.start}:{span.end}"
        raise fault(source, row.line, what, f"Is it the same text? {_COUNT}")
    return span


def _find(quote: str, text: str, source: str, line: int) -> Span:
    # Looking ahead finds occurrences that overlap as well.
    starts = [match.start() for match in re.finditer(f"(?={re.escape(quote)})", text)]
    if len(starts) != 1:
        hint = "Give start and end, or " + (
            "a longer quote." if starts else "quote letter by letter, capitals too."
        )
        what = f"the quote occurs {len(starts)} times in the transcript"
        raise fault(source, line, what, hint)
    return Span(starts[0], starts[0] + len(quote))
