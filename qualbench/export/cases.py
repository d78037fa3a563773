"""The cases of a study: what makes them, what they hold, and which codes they are crossed with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qualbench.errors import NotFoundError
from qualbench.export.study import Study
from qualbench.export.tables import Cell, Column
from qualbench.model import PAIR_MARK, Case, CaseKey, Codebook, Coding, Transcript

_FIXED = ("participant", "wave", "transcript")

KEY_COLUMNS = (
    Column("key", "Stable id of the code, with @ and the role that it is said of if there is one"),
    Column("code_id", "Stable id of the code, with framework and version"),
    Column("code_label", "Label of the code in its framework, such as V.F.1; empty if none"),
    Column("code_path", "Names from the domain down to the code"),
    Column("role_spoken_about", "Role that a characteristic is said of; empty if none"),
)
"""The columns of ``key_cells``."""

Values = tuple[str, ...]
"""What makes a case: its value of each attribute asked for, empty where it has none."""

Member = tuple[str, Case | None]
"""A transcript's hash, and the case of one of its speakers."""


def case_key(by: Sequence[str], case: Values) -> CaseKey:
    return tuple(sorted(zip(by, case, strict=True)))


def counted(study: Study) -> Study:
    """The study with the codings of finished transcripts alone: what is whole can be counted."""
    kept = tuple(coding for coding in study.codings if coding.transcript in study.finished)
    return replace(study, codings=kept)


def members(study: Study, by: Values) -> Mapping[Values, Sequence[Member]]:
    """Every case of the study, in order. NotFoundError for an attribute that no case has."""
    known = (*_FIXED, *study.attribute_names())
    for name in by:
        if name not in known:
            raise NotFoundError(f"no case has an attribute {name}", f"Known: {', '.join(known)}.")
    found: dict[Values, list[Member]] = defaultdict(list)
    for transcript in study.transcripts.values():
        for case in study.cases.get(transcript.hash, (None,)):
            found[case_values(transcript, case, by)].append((transcript.hash, case))
    for coding in study.codings:  # a speaker without a case is a row too, so nothing is dropped
        transcript = study.transcripts[coding.transcript]
        if any(not case.speaker for case in study.cases.get(transcript.hash, ())):
            continue  # it is the case of whoever speaks
        if study.case_of(transcript.hash, speaker_of(study, coding)) is None:
            row = found[case_values(transcript, None, by)]
            row += [] if (transcript.hash, None) in row else [(transcript.hash, None)]
    return dict(sorted(found.items()))


def case_values(transcript: Transcript, case: Case | None, by: Values) -> Values:
    said = _said(case) | {"transcript": transcript.name}
    return tuple(said.get(name, "") for name in by)


def speaker_of(study: Study, coding: Coding) -> str:
    """Whoever begins to speak there; empty between turns."""
    transcript = study.transcripts[coding.transcript]
    index = transcript.turn_at(coding.span.start)
    return transcript.turns[index].speaker if index is not None else ""


def case_columns(study: Study, by: Values) -> tuple[Column, ...]:
    """The columns of ``case_cells``."""
    return (
        *(Column(name, f"Makes the case: {name}") for name in by),
        *(
            Column(name, f"{name}, where it is one and the same in the case")
            for name in _others(study, by)
        ),
        Column("transcripts", "Number of transcripts of the case"),
        Column("transcripts_finished", "Number of them that count: submitted or reconciled"),
    )


def case_cells(study: Study, by: Values, case: Values, known: Sequence[Member]) -> tuple[Cell, ...]:
    """What makes the case, what is the same in all of it, and its transcripts."""
    hashes = {transcript for transcript, _ in known}
    said = [_said(one) for _, one in known]
    shared = ({one.get(name, "") for one in said} for name in _others(study, by))
    same = (next(iter(v)) or None if len(v) == 1 else None for v in shared)
    return *case, *same, len(hashes), len(finished(study, known))


def finished(study: Study, known: Sequence[Member]) -> frozenset[str]:
    """The transcripts of a case that count. Of none, nothing is known: not even "none"."""
    return study.finished.intersection(transcript for transcript, _ in known)


def used_keys(study: Study, codebook: Codebook, more: Iterable[str] = ()) -> tuple[str, ...]:
    """Every code in the codebook's order, each followed by the role pairs in use or in ``more``.

    A retired code is left out unless some coding still has it.
    """
    keys = {*(coding.key for coding in study.codings), *more}
    pairs = sorted(key for key in keys if PAIR_MARK in key)
    used = {coding.code for coding in study.codings}
    return tuple(
        key
        for code in codebook.codes
        if not code.retired or code.id in used
        for key in (code.id, *(p for p in pairs if p.startswith(f"{code.id}{PAIR_MARK}")))
    )


def key_cells(codebook: Codebook, key: str) -> tuple[Cell, ...]:
    code, _, role = key.partition(PAIR_MARK)
    return key, code, codebook.by_id[code].label or None, codebook.path(code), role or None


def in_order(codebook: Codebook, keys: Iterable[str]) -> list[str]:
    """In the codebook's order, a characteristic before what is said of roles."""
    place = {code.id: at for at, code in enumerate(codebook.codes)}
    return sorted(set(keys), key=lambda key: (place[key.partition(PAIR_MARK)[0]], key))


def key_path(codebook: Codebook, key: str) -> str:
    """Names from the domain down to the code, and the role that it is said of."""
    code, _, role = key.partition(PAIR_MARK)
    return codebook.path(code) + (f", said of the role {role}" if role else "")


def _others(study: Study, by: Values) -> Values:
    return tuple(n for n in (*_FIXED[:2], *study.attribute_names()) if n not in by)


def _said(case: Case | None) -> dict[str, str]:
    if case is None:
        return {}
    return {"participant": case.participant, "wave": case.wave, **dict(case.attributes)}
