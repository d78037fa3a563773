"""In which words topics are looked for: all that respondents say, or some of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Case, Coding, Span, Transcript, case_of
from qualbench.store import Store
from qualbench.workbench.filters import Filters, standing_under
from qualbench.workbench.language import respondents_turns
from qualbench.workbench.layers import ANALYSIS, layer
from qualbench.workbench.quotes import attributes, known_of
from qualbench.workbench.versions import codebook

TopicUnit = Literal["turn", "sentence"]


@dataclass(frozen=True, slots=True)
class Scope:
    """All respondents' turns or sentences, or those that are let through.

    ``attributes`` are names and values of the case; of several values of one name any one does.
    ``code``, a coding key, lets through what is coded with it or a code below it, ``uncoded``
    what is not coded at all, both in the analysis set: what nobody has finished is neither.
    ``topics`` is how many are wanted; 0 for as many as there are.
    """

    unit: TopicUnit = "turn"
    attributes: tuple[tuple[str, str], ...] = ()
    code: str = ""
    uncoded: bool = False
    topics: int = 0

    @property
    def said(self) -> str:
        """``sentences of respondents; role counselor; coded Culture``"""
        coded = Filters((self.code,) if self.code else ()).said.removeprefix("code ")
        parts = [
            f"{self.unit}s of respondents",
            Filters(attributes=self.attributes).said,
            f"coded {coded}" if coded else "",
            "not coded" if self.uncoded else "",
        ]
        return "; ".join(filter(None, parts))

    @property
    def asked(self) -> dict[str, str]:
        """As it is kept: names and values."""
        flat = {
            "unit": self.unit,
            "attributes": store.canonical(self.attributes) if self.attributes else "",
            "code": self.code,
            "uncoded": "yes" if self.uncoded else "",
            "topics": str(self.topics) if self.topics else "",
        }
        return {name: value for name, value in flat.items() if value}


def scope_of(asked: Mapping[str, str]) -> Scope:
    """The scope that was kept so."""
    return Scope(
        "sentence" if asked.get("unit") == "sentence" else "turn",
        tuple((name, value) for name, value in json.loads(asked.get("attributes", "[]"))),
        asked.get("code", ""),
        bool(asked.get("uncoded")),
        int(asked.get("topics", "0")),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What is put into a topic or outside all: words of a transcript, by hash, and who says them.

    ``who`` tells respondents apart: the participant's pseudonym, else transcript and speaker.
    ``asked`` is what the interviewer said right before.
    """

    transcript: str
    span: Span
    speaker: str
    text: str
    who: str
    known: Mapping[str, str]
    asked: str = ""


def words_in(project: Store, viewer: str, scope: Scope) -> tuple[Words, ...]:
    """All that is let through, in the order of transcripts and of what is said in them."""
    let = _coded_as(project, viewer, scope)
    cases = store.cases(project)
    wanted = Filters(attributes=scope.attributes)
    return tuple(
        words
        for text in store.transcripts(project)
        for words in _words(project, text, cases.get(text.hash, ()), scope.unit)
        if wanted.let_case(words.known) and let(words)
    )


def require_values(project: Store, scope: Scope) -> None:
    """Raises NotFoundError for a value that no case has, with those that there are."""
    known = attributes(project)
    for name, value in scope.attributes:
        if value not in (values := known.get(name, ())):
            there = ", ".join(values) or "none; import cases first"
            raise NotFoundError(f"no case has the {name} {value}", f"There is {there}.")


def words_at(project: Store, places: Iterable[tuple[str, Span]]) -> tuple[Words, ...]:
    """The words of these places of transcripts, by hash, with who says them."""
    texts = {text.hash: text for text in store.transcripts(project)}
    cases = store.cases(project)
    found = []
    for text, span in places:
        turn = texts[text].turn_at(span.start)
        found.append(_said(texts[text], span, turn, cases.get(text, ())))
    return tuple(found)


def _words(
    project: Store, text: Transcript, cases: Sequence[Case], unit: TopicUnit
) -> Iterator[Words]:
    sentences = _sentences(project, text) if unit == "sentence" else ()
    answers = set(respondents_turns(text))
    for at, turn in enumerate(text.turns):
        if turn in answers:
            for span in _parts(turn.words, sentences) if sentences else [turn.words]:
                yield _said(text, span, at, cases)


def _said(text: Transcript, span: Span, turn: int | None, cases: Sequence[Case]) -> Words:
    """Words of a turn, by index; None where they lie in none, as its turns are read now."""
    speaker = "" if turn is None else text.turns[turn].speaker
    before = text.turns[turn - 1] if turn else None
    asked = before.words.of(text.text) if before and before.interviewer else ""
    case = case_of(cases, speaker)
    who = case.participant if case else f"{text.hash}:{speaker}"
    return Words(text.hash, span, speaker, span.of(text.text), who, known_of(case), asked)


def _parts(turn: Span, sentences: Sequence[Span]) -> list[Span]:
    return [span for span in sentences if turn.start <= span.start and span.end <= turn.end]


def _sentences(project: Store, text: Transcript) -> Sequence[Span]:
    found = store.sentences(project, transcript=text.hash).get(text.hash, ())
    if not found:
        raise RefusedError(
            f"nobody has looked for sentences in {text.name} yet",
            "Prepare the project first: `qualbench prepare PROJECT`.",
        )
    return found


def _coded_as(project: Store, viewer: str, scope: Scope) -> Callable[[Words], bool]:
    if not (scope.code or scope.uncoded):
        return lambda words: True
    codings, finished = layer(project, ANALYSIS, viewer)
    coded, book = by_transcript(codings), codebook(project)

    def let(words: Words) -> bool:
        here = [c for c in coded.get(words.transcript, ()) if c.span.overlaps(words.span)]
        if scope.uncoded:
            return words.transcript in finished and not here
        return any(scope.code in standing_under(c, book) for c in here)

    return let


def by_transcript(codings: Sequence[Coding]) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = {}
    for coding in codings:
        found.setdefault(coding.transcript, []).append(coding)
    return found
