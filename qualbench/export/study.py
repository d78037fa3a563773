"""What a table is made from: the codings of a layer and what they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualbench.model import Case, Codebook, Coding, Transcript


@dataclass(frozen=True, slots=True)
class Study:
    """``transcripts`` and ``cases`` are keyed by hash, ``codebooks`` by version, ``coders`` by id.

    ``submitted`` holds the (coder, transcript) pairs that were handed in as finished;
    ``finished`` the transcripts whose codings here can be counted as all there are;
    ``suggested`` the codings, by fact or lineage, that began as suggestions.
    """

    codings: tuple[Coding, ...]
    transcripts: Mapping[str, Transcript]
    cases: Mapping[str, tuple[Case, ...]]
    codebooks: Mapping[str, Codebook]
    coders: Mapping[str, str]
    submitted: frozenset[tuple[str, str]]
    finished: frozenset[str]
    suggested: frozenset[str] = frozenset()

    def case_of(self, transcript: str, speaker: str) -> Case | None:
        """The case of a speaker; a case without a speaker is that of the whole transcript."""
        known = self.cases.get(transcript, ())
        named = [case for case in known if case.speaker and case.speaker == speaker]
        return next(iter([*named, *(case for case in known if not case.speaker)]), None)

    def attribute_names(self) -> tuple[str, ...]:
        """Every attribute that a case of the study has, in alphabetical order."""
        every = {name for known in self.cases.values() for c in known for name, _ in c.attributes}
        return tuple(sorted(every))
