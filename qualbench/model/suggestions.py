"""Codes that are proposed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualbench.model.transcripts import Span

ReasonKind = Literal["quote", "definition", "inclusion", "example", "topic"]


@dataclass(frozen=True, slots=True)
class Reason:
    """The one piece of evidence that is nearest to the words that a code is suggested for.

    A ``quote`` is a coded segment and ``source`` its coding; a ``topic`` was made into the code,
    and ``source`` is the kept run, by name; everything else is what the codebook says of the code
    ``source``. ``similarity`` is the cosine, -1 to 1, of the two texts' vectors, 0 for a topic.
    """

    kind: ReasonKind
    source: str
    text: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code, or ``code@role``, proposed for a span; never a coding until a coder accepts it.

    ``score`` is from 0 to 1: where it is ``calibrated`` the probability that the code is right,
    else good for ranking the codes of one span only. ``model`` names what made it.
    """

    span: Span
    key: str
    score: float
    calibrated: bool
    reason: Reason
    model: str


Mode = Literal["off", "after", "on-demand", "inline"]
"""When suggestions show: never, once the coder has coded the turn, when asked for, or always."""


@dataclass(frozen=True, slots=True)
class Showing:
    """That a suggestion was shown to a coder, by id, for the first time.

    ``how`` is the mode in which it came up; ``submission`` the coder's submission of the
    transcript that stood at the time, by fact, empty for none.
    """

    coder: str
    transcript: str
    span: Span
    key: str
    how: Mode
    submission: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion as it was made to a coder, by id, and what became of it.

    ``score`` is None where it was not calibrated, ``evidence`` the kind and the id of what it
    rested on. ``how`` and ``shown`` (UTC) are empty where no showing is known; ``submitted`` says
    that the coder had submitted the transcript by then. ``coding`` is the lineage that it was
    accepted as.
    """

    coder: str
    transcript: str
    span: Span
    key: str
    score: float | None
    evidence: str
    model: str
    how: Mode | Literal[""] = ""
    submitted: bool = False
    shown: str = ""
    decision: Literal["accepted", "rejected", ""] = ""
    coding: str = ""
    decided: str = ""
