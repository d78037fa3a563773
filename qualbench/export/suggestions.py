"""What was suggested to whom, and what became of it: one row for each suggestion and coder."""

from __future__ import annotations

from collections.abc import Iterable

from qualbench.export.study import WHOSE, Study
from qualbench.export.tables import Cell, Column, Table
from qualbench.model import PAIR_MARK, Offer

_COLUMNS = (
    Column("coder_id", "Name of the coder to whom it was suggested"),
    *WHOSE,
    Column("start_char", "First character of the turn's words, counted from 0 in code points"),
    Column("end_char", "Character behind the last one, same unit"),
    Column("code_id", "Stable id of the code that was suggested, with framework and version"),
    Column("role_spoken_about", "Role that a characteristic was suggested of; empty if none"),
    Column("score", "How sure it was, 0 to 1; empty where that was not known"),
    Column("evidence", "What it rested on: kind, and id of the coding or code"),
    Column("model", "What made it"),
    Column(
        "mode",
        "When it came up: after the turn was coded, on-demand or inline; empty if it is not known "
        "to have been shown",
    ),
    Column("after_submission", "1 if the coder had submitted the transcript by then, else 0"),
    Column("shown_utc", "When it was first shown, UTC in ISO 8601"),
    Column("decision", "accepted or rejected; empty if the coder has not decided"),
    Column("coding_id", "The coding that it was accepted as, as in segments; empty if none"),
    Column("decided_utc", "When the coder decided, UTC in ISO 8601"),
)


def suggestions_table(study: Study, offers: Iterable[Offer]) -> Table:
    """In order of coder's name, transcript's name, place and code."""
    rows = sorted(offers, key=lambda one: _place(study, one))
    return Table("suggestions", _COLUMNS, tuple(_row(study, one) for one in rows))


def _place(study: Study, one: Offer) -> tuple[str, str, str, int, int, str]:
    name = study.transcripts[one.transcript].name
    return study.coders[one.coder], name, one.transcript, one.span.start, one.span.end, one.key


def _row(study: Study, one: Offer) -> tuple[Cell, ...]:
    code, _, role = one.key.partition(PAIR_MARK)
    return (
        study.coders[one.coder],
        study.transcripts[one.transcript].name,
        one.transcript,
        *study.known_of(one.transcript, one.span),
        one.span.start,
        one.span.end,
        code,
        role or None,
        one.score,
        one.evidence,
        one.model,
        one.how or None,
        int(one.submitted),
        one.shown or None,
        one.decision or None,
        one.coding or None,
        one.decided or None,
    )
