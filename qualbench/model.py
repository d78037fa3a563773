"""The words of the field as frozen values. Nothing here reads, writes or computes much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Polarity = Literal["normal", "reverse"]
CodeKind = Literal["domain", "subdomain", "construct", "subconstruct", "project"]
Valence = Literal["-", "0", "+", "mixed"]
MapType = Literal["same", "renamed", "partial", "split", "merged", "relocated", "removed"]
ReasonKind = Literal["quote", "definition", "inclusion", "example", "topic"]
MemoTarget = Literal["project", "transcript", "code", "coding", "case"]
Difference = Literal["missed", "other construct", "edges", "split"]
Verdict = Literal["take", "both", "neither", "edges", "code", "meeting"]
TopicChange = Literal["label", "merge", "split", "code"]

PAIR_MARK = "@"
"""Joins a characteristic and the role it is said of: ``cfir22...motivation@deliverers``."""

CONSENSUS = "consensus"
"""The coder, who is nobody, of what a team has agreed on."""


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
        for index, turn in enumerate(self.turns):
            if turn.start <= offset < turn.end:
                return index
        return None


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
    named = [case for case in known if case.speaker and case.speaker == speaker]
    return next(iter([*named, *(case for case in known if not case.speaker)]), None)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where a code of an older framework went: typed, many to many, never a silent rename.

    ``confirmed`` is False where the row was not checked against the published map.
    """

    type: MapType
    to: tuple[str, ...]
    confirmed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A construct. ``id`` is a stable path that names framework and version; names may repeat.

    ``definition`` is the framework's; ``local`` is what the project means by it here. A
    ``retired`` code is offered no more; where it was ``merged_into`` another, codings under it
    are read as codings of that one.
    """

    id: str
    name: str
    kind: CodeKind
    label: str = ""
    parent: str | None = None
    definition: str = ""
    local: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    note: str = ""
    polarity: Polarity = "normal"
    aliases: tuple[str, ...] = ()
    maps_to: Mapping | None = None
    retired: bool = False
    merged_into: str = ""


@dataclass(frozen=True)
class Codebook:
    """A tree of codes, in reading order. ``version`` is the digest of its content.

    ``roles`` and ``characteristics`` are the ids of two codes whose children pair up on one
    coding (CFIR's Individuals domain); both empty where the framework has no such pair.
    ``terms`` says what the framework's general words mean in this project. ``extends`` holds
    name and version of each codebook this one was laid over, nearest first; ``parents`` the
    versions that this one was made from by editing.
    """

    name: str
    title: str
    framework: str
    source: str
    licence: str
    codes: tuple[Code, ...]
    roles: str = ""
    characteristics: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    version: str = ""
    note: str = ""
    extends: tuple[tuple[str, str], ...] = ()
    parents: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    def children(self, code_id: str | None) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.parent == code_id)

    def ancestors(self, code_id: str) -> tuple[Code, ...]:
        """From the parent up to the domain."""
        found: list[Code] = []
        parent = self.by_id[code_id].parent
        while parent is not None:
            found.append(self.by_id[parent])
            parent = found[-1].parent
        return tuple(found)

    def path(self, code_id: str) -> str:
        """The names from the domain down, as people read them: ``Inner Setting > Culture``."""
        names = [code.name for code in reversed(self.ancestors(code_id))]
        return " > ".join([*names, self.by_id[code_id].name])

    def pairs_with_role(self, code_id: str) -> bool:
        code = self.by_id[code_id]
        return bool(self.characteristics) and code.parent == self.characteristics


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes: known by id, shown by name. Nobody is authenticated on a local file."""

    id: str
    name: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder put one code on one span, under one codebook version, at one time.

    ``id`` is the fact, ``lineage`` what stays the same when the coding is revised.
    ``transcript`` is the text's hash, ``coder`` a coder's id, ``role`` the role spoken about
    (the last part of a role's id) or empty, ``at`` UTC in ISO 8601 for display only, empty if
    it was imported. ``note`` is what an unsure coder asks the lead; ``memo`` holds the coder's
    own memos on it.
    """

    id: str
    lineage: str
    coder: str
    transcript: str
    span: Span
    code: str
    codebook: str
    at: str
    role: str = ""
    valence: Valence | None = None
    unsure: bool = False
    memo: str = ""
    note: str = ""
    starred: bool = False

    @property
    def key(self) -> str:
        """The code, with the role it is said of where there is one: ``...need@recipients``."""
        return f"{self.code}{PAIR_MARK}{self.role}" if self.role else self.code


@dataclass(frozen=True, slots=True)
class Memo:
    """What somebody thought, in Markdown. ``id`` is the fact, ``lineage`` stays when revised.

    ``about`` is the id of the project, a transcript's hash, a code's id, a coding's lineage or,
    for a case, the participant; ``target`` says which. ``coder`` is the author's id.
    """

    id: str
    lineage: str
    coder: str
    target: MemoTarget
    about: str
    text: str
    at: str


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
class Topic:
    """A cluster of texts found without a codebook; ``number`` counts from 1, the largest first.

    ``phrases`` of one or two words tell it from the other topics, best first. ``quotes`` are
    the indices of the texts nearest to its middle, nearest first.
    """

    number: int
    size: int
    phrases: tuple[str, ...]
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TopicRun:
    """What one search for topics found, and how: enough to explain it and to do it again.

    ``labels`` holds a topic's number for each text, -1 outside every topic. ``method`` names
    what was done, ``reason`` says in plain words why, and what to beware of.
    """

    topics: tuple[Topic, ...]
    labels: tuple[int, ...]
    method: str
    reason: str
    seed: int
    parameters: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A search for topics that somebody, by id, kept under a name; ``id`` is the fact.

    ``asked`` says what was searched: the unit and the filters, as names and values, sorted.
    ``model`` made the vectors. ``units`` are the texts of ``run`` in its order, each a
    transcript's hash and a place in it: one for each of the run's labels. ``follows`` is the
    kept run of which the topics' numbers go on, by fact, empty for none; ``at`` is UTC in
    ISO 8601, for display only.
    """

    id: str
    coder: str
    name: str
    asked: tuple[tuple[str, str], ...]
    model: str
    run: TopicRun
    units: tuple[tuple[str, Span], ...]
    follows: str
    at: str


@dataclass(frozen=True, slots=True)
class TopicDecision:
    """What somebody decided by hand about topics, by number, of a kept run, by fact.

    ``value`` is, by ``what`` was done, the topic's ``label``, the number of the topic that
    others ``merge`` into, the parts of a ``split``, or the id of the ``code`` made of it.
    """

    id: str
    coder: str
    run: str
    what: TopicChange
    topics: tuple[int, ...]
    value: str
    at: str
