"""How much of a case's talk has a code: segments, speakers and words, and what they are out of."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from qualbench.export.cases import Values, case_values
from qualbench.export.study import Study
from qualbench.model import Case, Codebook, Coding, Transcript, Turn

Person = tuple[str, str]
"""A participant, behind an empty word; or a transcript and a speaker who has no case in it."""

Place = tuple[int, int]
"""Where something starts and ends in a text."""

_END = itemgetter(1)


@dataclass(slots=True)
class Talk:
    """Who takes part in a case, where its respondents speak, by transcript, and how many words
    they say. Words are what stands between spaces.
    """

    people: set[Person] = field(default_factory=set)
    turns: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    length: int = 0


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
            talk.turns[transcript.hash].append((turn.body, turn.end))
            talk.length += len(turn.words.of(transcript.text).split())
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
    return {cell: _counted(study, talk.get(cell[0]), coded) for cell, coded in found.items()}


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


def _counted(
    study: Study, talk: Talk | None, coded: Sequence[tuple[Person | None, Coding]]
) -> Counts:
    spans: dict[str, set[Place]] = defaultdict(set)
    for _, coding in coded:
        spans[coding.transcript].add((coding.span.start, coding.span.end))
    turns = talk.turns if talk else {}
    return Counts(
        segments=sum(map(len, spans.values())),
        codings=len(coded),
        speakers=len({person for person, _ in coded} - {None}),
        words=sum(
            touched(study.transcripts[name].text, turns[name], of)
            for name, of in spans.items()
            if name in turns
        ),
    )


def touched(text: str, turns: Sequence[Place], spans: Iterable[Place]) -> int:
    """How many words of the turns, which are in order, the spans touch, each counted once."""
    count = after = 0
    for start, end in sorted(piece for span in spans for piece in _pieces(text, turns, span)):
        count += len(text[max(start, after) : end].split())
        after = max(after, end)
    return count


def _pieces(text: str, turns: Sequence[Place], span: Place) -> Iterator[Place]:
    """What a span covers of each turn, with the whole of the words that it cuts."""
    for body, last in turns[bisect_right(turns, span[0], key=_END) :]:
        if body >= span[1]:
            return
        start, end = max(span[0], body), min(span[1], last)
        while start > body and not (text[start - 1].isspace() or text[start].isspace()):
            start -= 1
        while end < last and not (text[end].isspace() or text[end - 1].isspace()):
            end += 1
        yield start, end
