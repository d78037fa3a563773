"""What was said, by whom, and whose case it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``start`` and ``end`` in Unicode code points of a transcript's text, end exclusive."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break: ``text[start:end]``.

    The speaker's label is ``text[start:body]`` (empty where the source has none) and never
    counts as talk; the words are ``text[body:end]``. ``time`` is where the turn begins in
    the recording, in seconds, None where the source does not say.
    """

    start: int
    body: int
    end: int
    speaker: str
    interviewer: bool
    time: float | None = None

    @property
    def words(self) -> Span:
        return Span(self.body, self.end)


_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Transcript:
    """The immutable text of one interview: NFC, line ends LF, no BOM.

    ``hash`` is the SHA-256 of the text in UTF-8, in hex: the transcript's identity.
    ``name`` is for people and may change. ``source`` names the file it was read from,
    ``format`` how it was read (``text``, ``word``, ``webvtt``, ``subrip``).
    """

    hash: str
    name: str
    text: str
    turns: tuple[Turn, ...]
    source: str
    format: str

    def turn_at(self, offset: int) -> int | None:
        """The index of the turn that ``offset`` lies in, or None between turns."""
        index = bisect_right(self.turns, offset, key=_START) - 1
        return index if index >= 0 and offset < self.turns[index].end else None


@dataclass(frozen=True, slots=True)
class Case:
    """What a transcript belongs to: the participant who speaks in it, at one wave.

    ``speaker`` is the label of the participant where a transcript has several respondents,
    else empty. ``attributes`` holds role, clinic and whatever else the study records.
    """

    transcript: str
    participant: str
    wave: str = ""
    speaker: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


def case_of(known: Sequence[Case], speaker: str) -> Case | None:
    """The case of a speaker; a case without a speaker is that of the whole transcript."""
    whole = None
    for case in known:
        if case.speaker and case.speaker == speaker:
            return case
        if not case.speaker:
            whole = whole or case
    return whole
