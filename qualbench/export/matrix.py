"""Case x code: how many segments of each case were given each code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from qualbench.errors import NotFoundError
from qualbench.export.segments import segment_id
from qualbench.export.study import Study
from qualbench.export.tables import Cell, Column, Table
from qualbench.model import Case, Codebook, Coding, Transcript

_FIXED = ("participant", "wave", "transcript")


def matrix_table(study: Study, codebook: Codebook, by: tuple[str, ...]) -> Table:
    """One row a case, one column a code (and each role pair that was used), cells counts.

    ``by`` names what makes a case: participant, wave, transcript or any attribute. A case of
    which no transcript is finished has empty cells, for what nobody finished is not "none".
    """
    _known_names(study, by)
    study = replace(
        study, codings=tuple(c for c in study.codings if c.transcript in study.finished)
    )
    members = _members(study, by)
    others = tuple(n for n in (*_FIXED[:2], *study.attribute_names()) if n not in by)
    keys = _keys(study, codebook)
    columns = (
        *(Column(name, f"Makes the case: {name}") for name in by),
        *(Column(name, f"{name}, where it is one and the same in the case") for name in others),
        Column("transcripts", "Number of transcripts of the case"),
        Column("transcripts_finished", "Number of them that count: submitted or reconciled"),
        *(Column(key, _meaning(codebook, key)) for key in keys),
    )
    counts = _counts(study, by)
    rows = (
        (
            *case,
            *_shared(known, others),
            *_transcripts(study, known),
            *_cells(study, known, counts[case], keys),
        )
        for case, known in sorted(members.items())
    )
    return Table("matrix", columns, tuple(rows))


def _known_names(study: Study, by: tuple[str, ...]) -> None:
    known = (*_FIXED, *study.attribute_names())
    for name in by:
        if name not in known:
            raise NotFoundError(f"no case has an attribute {name}", f"Known: {', '.join(known)}.")


_Member = tuple[str, Case | None]
"""A transcript's hash, and the case of one of its speakers."""


def _members(study: Study, by: tuple[str, ...]) -> dict[tuple[str, ...], list[_Member]]:
    found: dict[tuple[str, ...], list[_Member]] = defaultdict(list)
    for transcript in study.transcripts.values():
        for case in study.cases.get(transcript.hash, (None,)):
            found[_case(transcript, case, by)].append((transcript.hash, case))
    for coding in study.codings:  # a speaker without a case is a row too, so nothing is dropped
        case = study.case_of(coding.transcript, _speaker(study, coding))
        if case is None:
            row = found[_case(study.transcripts[coding.transcript], None, by)]
            row += [] if (coding.transcript, None) in row else [(coding.transcript, None)]
    return found


def _case(transcript: Transcript, case: Case | None, by: tuple[str, ...]) -> tuple[str, ...]:
    said = _said(case) | {"transcript": transcript.name}
    return tuple(said.get(name, "") for name in by)


def _said(case: Case | None) -> dict[str, str]:
    if case is None:
        return {}
    return {"participant": case.participant, "wave": case.wave, **dict(case.attributes)}


def _keys(study: Study, codebook: Codebook) -> tuple[str, ...]:
    """Every code in the codebook's order, each followed by the role pairs in use.

    A retired code is left out unless some coding still has it.
    """
    pairs = sorted({coding.key for coding in study.codings if coding.role})
    used = {coding.code for coding in study.codings}
    return tuple(
        key
        for code in codebook.codes
        if not code.retired or code.id in used
        for key in (code.id, *(p for p in pairs if p.startswith(f"{code.id}@")))
    )


def _meaning(codebook: Codebook, key: str) -> str:
    code, _, role = key.partition("@")
    about = f", said of the role {role}" if role else ""
    return f"Number of segments coded {codebook.path(code)}{about}; empty if nobody finished"


def _counts(study: Study, by: tuple[str, ...]) -> Mapping[tuple[str, ...], Mapping[str, int]]:
    """Case -> key -> number of different segments; a pair counts for its characteristic too."""
    segments: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for coding in study.codings:
        transcript = study.transcripts[coding.transcript]
        case = _case(transcript, study.case_of(coding.transcript, _speaker(study, coding)), by)
        for key in {coding.code, coding.key}:
            segments[case][key].add(segment_id(coding))
    counted = {case: {k: len(v) for k, v in keys.items()} for case, keys in segments.items()}
    return defaultdict(dict, counted)


def _speaker(study: Study, coding: Coding) -> str:
    transcript = study.transcripts[coding.transcript]
    index = transcript.turn_at(coding.span.start)
    return transcript.turns[index].speaker if index is not None else ""


def _shared(known: list[_Member], names: tuple[str, ...]) -> tuple[Cell, ...]:
    said = [_said(case) for _, case in known]
    values = ({one.get(name, "") for one in said} for name in names)
    return tuple(next(iter(v)) or None if len(v) == 1 else None for v in values)


def _transcripts(study: Study, known: list[_Member]) -> tuple[int, int]:
    hashes = {transcript for transcript, _ in known}
    return len(hashes), len(hashes & study.finished)


def _cells(
    study: Study, known: list[_Member], counts: Mapping[str, int], keys: tuple[str, ...]
) -> tuple[Cell, ...]:
    if _transcripts(study, known)[1] == 0:
        return (None,) * len(keys)
    return tuple(counts.get(key, 0) for key in keys)
