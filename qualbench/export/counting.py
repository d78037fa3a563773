"""How much of a case's talk has a code: segments, speakers and words, and what they are out of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualbench.export.cases import Values, case_values
from qualbench.export.study import Study
from qualbench.model import Case, Codebook, Coding, Transcript, Turn

_WORD = re.compile(r"\S+")

Person = tuple[str, str]
"""A participant, behind an empty word; or a transcript and a speaker who has no case in it."""


@dataclass(frozen=True, slots=True)
class Words:
    """Where words start and end, in order. Words are what stands between spaces."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def touched(self, spans: Iterable[tuple[int, int]]) -> int:
        """How many words the spans touch, each counted once however many spans touch it."""
        count = after = 0
        for start, end in sorted(spans):
            first = max(after, bisect_right(self.ends, start))
            after = max(after, bisect_left(self.starts, end))
            count += max(0, after - first)
        return count


@dataclass(frozen=True, slots=True)
class Talk:
    """Who takes part in a case, and all words that respondents say, by transcript."""

    people: set[Person] = field(default_factory=set)
    words: dict[str, Words] = field(default_factory=lambda: defaultdict(Words))

    @property
    def length(self) -> int:
        """In words."""
        return sum(len(words.starts) for words in self.words.values())


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a case and a coding key; ``words`` are those of the case's own respondents."""

    segments: int = 0
    codings: int = 0
    speakers: int = 0
    words: int = 0


def talks(study: Study, by: Values) -> Mapping[Values, Talk]:
    """What respondents say in the finished transcripts of each case."""
    found: dict[Values, Talk] = defaultdict(Talk)
    for transcript in (study.transcripts[name] for name in sorted(study.finished)):
        for case in study.cases.get(transcript.hash, ()):
            found[case_values(transcript, case, by)].people.add(("", case.participant))
        for turn in transcript.turns:
            if turn.interviewer:
                continue
            whose = study.case_of(transcript.hash, turn.speaker)
            talk = found[case_values(transcript, whose, by)]
            talk.people.add(_person(transcript, turn, whose))
            words = talk.words[transcript.hash]
            for word in _WORD.finditer(transcript.text, turn.body, turn.end):
                words.starts.append(word.start())
                words.ends.append(word.end())
    return found


def counts(
    study: Study, codebook: Codebook, by: Values, talk: Mapping[Values, Talk], roll_up: bool
) -> Mapping[tuple[Values, str], Counts]:
    """Of each case and key; a pair counts for its characteristic too.

    With ``roll_up`` a coding counts for all codes above its own. A segment belongs to the case
    of whoever begins to speak in it.
    """
    codes = codebook.codes if roll_up else ()
    above = {code.id: [upper.id for upper in codebook.ancestors(code.id)] for code in codes}
    found: dict[tuple[Values, str], list[tuple[Person | None, Coding]]] = defaultdict(list)
    for coding in study.codings:
        case, person = _whose(study, coding, by)
        for key in {coding.code, coding.key, *above.get(coding.code, ())}:
            found[case, key].append((person, coding))
    return {cell: _counted(talk.get(cell[0]), coded) for cell, coded in found.items()}


def _whose(study: Study, coding: Coding, by: Values) -> tuple[Values, Person | None]:
    """The case, and whoever begins to speak; nobody between turns or for an interviewer."""
    transcript = study.transcripts[coding.transcript]
    index = transcript.turn_at(coding.span.start)
    turn = transcript.turns[index] if index is not None else None
    case = study.case_of(transcript.hash, turn.speaker if turn else "")
    values = case_values(transcript, case, by)
    if case is None and (turn is None or turn.interviewer):
        return values, None
    return values, _person(transcript, turn, case)


def _person(transcript: Transcript, turn: Turn | None, case: Case | None) -> Person:
    if case is not None:
        return "", case.participant
    return transcript.hash, turn.speaker if turn else ""


def _counted(talk: Talk | None, coded: Sequence[tuple[Person | None, Coding]]) -> Counts:
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for _, coding in coded:
        spans[coding.transcript].add((coding.span.start, coding.span.end))
    said = talk.words if talk else {}
    return Counts(
        segments=sum(map(len, spans.values())),
        codings=len(coded),
        speakers=len({person for person, _ in coded} - {None}),
        words=sum(said[text].touched(of) for text, of in spans.items() if text in said),
    )
