"""Coded segments, long: one row for each segment, code and coder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from qualbench.export.study import WHOSE, Study
from qualbench.export.tables import Cell, Column, Table
from qualbench.model import CONSENSUS, Case, Coding

_COLUMNS = (
    Column("segment_id", "Same for all codings of one span of one transcript; 16 hex digits"),
    Column("coding_id", "The coding, through all its revisions; a UUID"),
    *WHOSE,
    Column("turn_index", "Turn in which the segment begins, counted from 1; empty between turns"),
    Column("speaker_role", "Who says it: respondent or interviewer; empty between turns"),
    Column("start_char", "First character, counted from 0 in Unicode code points of the text"),
    Column("end_char", "Character behind the last one, same unit"),
    Column("start_time", "Where the turn begins in the recording, in seconds; empty if unknown"),
    Column(
        "text", "The words of the segment; in CSV with ' before a leading = + - @, tab or line end"
    ),
    Column("code_id", "Stable id of the code, with framework and version"),
    Column("code_path", "Names from the domain down to the code"),
    Column("code_label", "Label of the code in its framework, such as V.F.1; empty if none"),
    Column("framework_version", "Framework of the codebook"),
    Column("codebook_version", "SHA-256 of the codebook under which the coding was made"),
    Column("role_spoken_about", "Role that a characteristic is said of; empty if none"),
    Column("valence", "As the coder gave it: -, 0, + or mixed; empty if not given"),
    Column("unsure", "1 if the coder marked the coding as unsure, else 0"),
    Column("coder_id", "Name of the coder; consensus for the team's"),
    Column("pass", "independent: a coder's own; consensus: the team's"),
    Column(
        "origin",
        "own: no suggestion of the code was shown to the coder there; suggestion: accepted as it "
        "was suggested; suggestion edited: accepted, with other words or another code than "
        "suggested; own after showing: the coder's own, but a suggestion of the code had been "
        "shown to the coder for the same turn; empty for the consensus",
    ),
    Column("memo", "The coder's memo on this coding; empty if none"),
    Column("note", "What the coder asks the lead about this coding; empty if nothing"),
    Column("starred", "1 if somebody starred the coding, to find it again, else 0"),
    Column(
        "created_utc",
        "When the coding, or its latest revision, was recorded, UTC in ISO 8601; empty if imported",
    ),
    Column(
        "status",
        "submitted: the coder has handed the transcript in, or it was reconciled; draft: not yet",
    ),
)

_OWN_COLUMN = frozenset({"clinic", "role"})
"""Attributes with a column of their own; the study's others follow behind."""


def segments_table(study: Study, *, text: bool = True) -> Table:
    """One row a segment x code x coder, in order of transcript name, place, code and coder.

    Without ``text`` the columns that hold words of transcripts or memos are left out.
    """
    others = tuple(name for name in study.attribute_names() if name not in _OWN_COLUMN)
    columns = tuple(Column(f"attribute_{name}", f"Attribute {name}") for name in others)
    rows = (_row(study, coding, others) for coding in sorted(study.codings, key=_order(study)))
    table = Table("segments", _COLUMNS + columns, tuple(rows))
    return table if text else _without(table, ("text", "memo", "note"))


def _without(table: Table, names: tuple[str, ...]) -> Table:
    kept = [at for at, column in enumerate(table.columns) if column.name not in names]
    columns = tuple(table.columns[at] for at in kept)
    return Table(table.name, columns, tuple(tuple(row[at] for at in kept) for row in table.rows))


def _order(study: Study) -> Callable[[Coding], tuple[Any, ...]]:
    def key(coding: Coding) -> tuple[Any, ...]:
        name = study.transcripts[coding.transcript].name
        place = (name, coding.transcript, coding.span)
        return (*place, coding.key, study.coders[coding.coder], coding.id)

    return key


def _row(study: Study, coding: Coding, others: tuple[str, ...]) -> tuple[Cell, ...]:
    case, talk = _who_and_where(study, coding)
    known = dict(case.attributes) if case else {}
    codebook = study.codebook_of(coding)
    return (
        segment_id(coding),
        coding.lineage,
        study.transcripts[coding.transcript].name,
        coding.transcript,
        case.participant if case else None,
        known.get("clinic"),
        known.get("role"),
        (case.wave or None) if case else None,
        *talk,
        coding.code,
        codebook.path(coding.code),
        codebook.by_id[coding.code].label or None,
        codebook.framework,
        coding.codebook,
        coding.role or None,
        coding.valence,
        int(coding.unsure),
        study.coders[coding.coder],
        *_pass_and_origin(study, coding),
        coding.memo or None,
        coding.note or None,
        int(coding.starred),
        coding.at or None,
        "submitted" if (coding.coder, coding.transcript) in study.submitted else "draft",
        *(known.get(name) for name in others),
    )


def _pass_and_origin(study: Study, coding: Coding) -> tuple[Cell, Cell]:
    if coding.coder == CONSENSUS:
        return "consensus", None
    if suggested := study.accepted.get(coding.lineage):
        same = suggested == (coding.span, coding.key)
        return "independent", "suggestion" if same else "suggestion edited"
    shown = study.shown.get((coding.coder, coding.transcript, coding.key), ())
    led = any(span.overlaps(coding.span) for span in shown)
    return "independent", "own after showing" if led else "own"


def _who_and_where(study: Study, coding: Coding) -> tuple[Case | None, tuple[Cell, ...]]:
    """The case of the speaker, and the columns from ``turn_index`` to ``text``."""
    transcript = study.transcripts[coding.transcript]
    index = transcript.turn_at(coding.span.start)
    turn = transcript.turns[index] if index is not None else None
    said_by = ("interviewer" if turn.interviewer else "respondent") if turn else None
    talk: tuple[Cell, ...] = (
        index + 1 if index is not None else None,
        said_by,
        coding.span.start,
        coding.span.end,
        turn.time if turn else None,
        coding.span.of(transcript.text),
    )
    return study.case_of(coding.transcript, turn.speaker if turn else ""), talk


def segment_id(coding: Coding) -> str:
    """The span's own id: from the transcript's hash and the place, so it is the same everywhere."""
    place = f"{coding.transcript}:{coding.span.start}:{coding.span.end}"
    return hashlib.sha256(place.encode()).hexdigest()[:16]
