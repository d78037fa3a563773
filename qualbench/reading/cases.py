"""CSV -> Cases: which participant speaks in which transcript, and what the study knows."""

from __future__ import annotations

from pathlib import Path

from qualbench.model import Case
from qualbench.reading.tables import Row, read_rows

_OWN = ("transcript", "participant", "wave", "speaker")


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read cases from CSV: ``transcript`` and ``participant``, and if there are, ``wave``
    and ``speaker``; every other column is an attribute, empty where its cell is.

    Ids are trimmed and otherwise as in the file. Raises ReadingError with file and line for
    an empty id, a transcript (and speaker) listed twice, and a participant whose attributes
    differ within a wave.
    """
    rows = read_rows(path, _OWN[:2])
    cases = tuple(_case(row) for row in rows)
    listed: dict[tuple[str, str], int] = {}
    known: dict[tuple[str, str, str], tuple[str, int]] = {}
    for row, case in zip(rows, cases, strict=True):
        first = listed.setdefault((case.transcript, case.speaker), row.line)
        if first != row.line:
            raise row.fault(
                f"transcript {case.transcript} is already in line {first}",
                "Drop one of the rows, or tell its respondents apart in the column speaker.",
            )
        _check_attributes(row, case, known)
    return cases


def _case(row: Row) -> Case:
    return Case(
        transcript=row.require("transcript"),
        participant=row.require("participant"),
        wave=row.get("wave"),
        speaker=row.get("speaker"),
        attributes=tuple((name, row.get(name)) for name in row.cells if name not in _OWN),
    )


def _check_attributes(
    row: Row, case: Case, known: dict[tuple[str, str, str], tuple[str, int]]
) -> None:
    for name, value in case.attributes:
        said, line = known.setdefault((case.participant, case.wave, name), (value, row.line))
        if value != said:
            raise row.fault(
                f"{name} of participant {case.participant} is not what line {line} says",
                "Make them equal, or tell the interviews apart in the column wave.",
            )
