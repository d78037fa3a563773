"""Independent coding, sealed, and what was decided where coders differed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualbench.model.codings import PAIR_MARK, Valence
from qualbench.model.transcripts import Span

Difference = Literal["missed", "other construct", "edges", "split"]
Verdict = Literal["take", "both", "neither", "edges", "code", "meeting"]


@dataclass(frozen=True, slots=True)
class Submission:
    """A coder has finished a transcript; ``codings`` are the facts that counted at that moment.

    ``round`` is the id of the round it was finished for, empty outside rounds.
    """

    id: str
    coder: str
    transcript: str
    codings: tuple[str, ...]
    at: str
    round: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """Transcripts given to coders, sealed until the lead reveals what they submitted.

    ``assigned`` holds a transcript's hash and the ids of those who code it. ``sample`` says how
    the transcripts were drawn, where they were; ``after`` is the round opened before this one.
    ``segments`` are units drawn before coding, by transcript, where some were. ``counted`` are
    the submissions that the reveal let count, ``sentences`` the facts that hold the sentences it
    goes by, ``tolerance`` how many characters edges may differ by and still agree; these three
    are empty while the round is sealed.
    """

    id: str
    name: str
    assigned: tuple[tuple[str, tuple[str, ...]], ...]
    lead: str
    at: str
    sample: tuple[tuple[str, str], ...] = ()
    after: str = ""
    segments: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    revealed: bool = False
    counted: tuple[str, ...] = ()
    sentences: tuple[tuple[str, str], ...] = ()
    tolerance: int = 0

    @property
    def coders(self) -> tuple[str, ...]:
        """Everybody who codes something in it, each once."""
        return tuple(dict.fromkeys(coder for _, coders in self.assigned for coder in coders))

    def assigns(self, coder: str, transcript: str) -> bool:
        return any(transcript == text and coder in coders for text, coders in self.assigned)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reconciliation puts into the consensus."""

    span: Span
    code: str
    role: str = ""
    valence: Valence | None = None

    @property
    def key(self) -> str:
        return f"{self.code}{PAIR_MARK}{self.role}" if self.role else self.code


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What was decided about a disagreement of a round, by a lead, and why.

    ``codings`` are the facts that differed, ``difference`` how; ``outcome`` is empty where
    neither was right, or where the ``choice`` waits for a meeting. ``rule`` is the codebook's
    rule that it rests on; ``changes`` says that the codebook is to change because of it.
    """

    id: str
    coder: str
    round: str
    transcript: str
    codings: tuple[str, ...]
    difference: Difference
    choice: Verdict
    outcome: tuple[Outcome, ...]
    at: str
    reason: str = ""
    rule: str = ""
    changes: bool = False
