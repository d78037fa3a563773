"""What a table is made from: the codings of a layer and what they refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualbench.export.tables import Column
from qualbench.model import Case, Codebook, Coding, Span, Transcript, case_of

WHOSE = (
    Column("document_id", "Name of the transcript"),
    Column("document_version_sha256", "SHA-256 of the transcript's text: its identity"),
    Column("participant_pseudonym", "Who speaks, as the cases file names them; empty if unknown"),
    Column("clinic_id", "Attribute clinic of the participant in that wave; empty if unknown"),
    Column("role", "Attribute role of the participant in that wave; empty if unknown"),
    Column("wave", "Wave of the interview; empty if the study has none"),
)
"""Columns that say which transcript a row is of, and who speaks: see ``Study.known_of``."""


@dataclass(frozen=True, slots=True)
class Study:
    """``transcripts`` and ``cases`` are keyed by hash, ``codebooks`` by version, ``coders`` by id.

    ``submitted`` holds the (coder, transcript) pairs that were handed in as finished;
    ``finished`` the transcripts whose codings here can be counted as all there are;
    ``accepted`` the codings, by lineage, that began as suggestions, with the spans and keys that
    were suggested; ``shown`` the spans of all that was, by (coder, transcript, key). ``in_force``
    is the codebook that reads codes which a coding's own version does not have.
    """

    codings: tuple[Coding, ...]
    transcripts: Mapping[str, Transcript]
    cases: Mapping[str, tuple[Case, ...]]
    codebooks: Mapping[str, Codebook]
    coders: Mapping[str, str]
    submitted: frozenset[tuple[str, str]]
    finished: frozenset[str]
    accepted: Mapping[str, tuple[Span, str]]
    shown: Mapping[tuple[str, str, str], Sequence[Span]]
    in_force: Codebook

    def codebook_of(self, coding: Coding) -> Codebook:
        """The one it was made under, unless its code is proposed or was merged into a later one."""
        own = self.codebooks[coding.codebook]
        return own if coding.code in own.by_id else self.in_force

    def case_of(self, transcript: str, speaker: str) -> Case | None:
        """The case of a speaker in a transcript, if there is one."""
        return case_of(self.cases.get(transcript, ()), speaker)

    def known_of(self, transcript: str, span: Span) -> tuple[str | None, ...]:
        """Participant, clinic, role and wave of whoever begins to speak there."""
        text = self.transcripts[transcript]
        index = text.turn_at(span.start)
        case = self.case_of(transcript, text.turns[index].speaker if index is not None else "")
        if case is None:
            return (None,) * 4
        known = dict(case.attributes)
        return case.participant, known.get("clinic"), known.get("role"), case.wave or None

    def attribute_names(self) -> tuple[str, ...]:
        """Every attribute that a case of the study has, in alphabetical order."""
        every = {name for known in self.cases.values() for c in known for name, _ in c.attributes}
        return tuple(sorted(every))
