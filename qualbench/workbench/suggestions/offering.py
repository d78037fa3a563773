"""What is suggested for a turn, in one line why, and all there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from qualbench.model import PAIR_MARK, Coding, Reason, ReasonKind, Span, Suggestion
from qualbench.store import Store
from qualbench.suggest import Line, Near, Why, nearest, shown, why
from qualbench.workbench.language import Progress, quiet
from qualbench.workbench.pages import name_of
from qualbench.workbench.suggestions.basis import Basis, learned
from qualbench.workbench.topics.keeping import Waiting

LIKE = 0.25
"""The cosine from which a turn is like a quotation or a line of the codebook, where nobody knows
how sure a suggestion is. On the sample study, by definitions alone, three codes held the right one
for 1 in 11 turns that are less like anything, and for 1 in 3 others."""


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion with the code's name, and what is nearest to the turn in one line."""

    said: Suggestion
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """How sure one is of a suggestion, what speaks for it, nearest first, and what against it."""

    sure: str
    speaks: tuple[str, ...]
    against: tuple[str, ...]


def suggestions(
    project: Store, coder: str, transcript: str, top: int = 3, progress: Progress = quiet
) -> dict[Span, tuple[ShownSuggestion, ...]]:
    """For each turn of a respondent, by its words' span, at most ``top`` codes, best first.

    All is learned first that can be. What the coder has coded or rejected in a turn is not
    suggested there, nor what is only guessed, or less sure than the project wants it; where it is
    not known how sure one is, nor what the turn is like nothing of. Raises
    RefusedError where nothing may be suggested: see ``mode``.
    """
    found = learned(project, coder, transcript, progress=progress)
    return {words: suggested(found, words, top) for words in found.places}


def suggested(of: Basis, words: Span, top: int = 3) -> tuple[ShownSuggestion, ...]:
    """The suggestions for one turn, by the span of its words; milliseconds of work."""
    if words not in of.places:
        return ()
    at = of.places[words]
    asked = {one.code: one for one in of.waiting.get(at, ()) if one.code in of.known.keys}
    first = [one for code, one in asked.items() if code not in of.decided[at]]
    others = shown(of.scores, at, top, of.precision, of.decided[at] | asked.keys())
    made = (_shown(of, words, key) for key in others)
    return (
        *(_of_topic(of, words, one) for one in first),
        *(one for one in made if one.said.calibrated or one.said.reason.similarity >= LIKE),
    )[:top]


def waiting_turns(of: Basis) -> tuple[Span, ...]:
    """The turns that lie in a topic with a code that the viewer has not decided on there."""
    return tuple(
        words
        for words, at in of.places.items()
        if any(one.code not in of.decided[at] for one in of.waiting.get(at, ()))
    )


def best_left_out(of: Basis, words: Span) -> float | None:
    """How sure the surest code is that is not sure enough to be shown; None where there is none."""
    if words not in of.places or suggested(of, words, 1):
        return None
    at = of.places[words]
    keys = shown(of.scores, at, 1, 0.0, of.decided[at])
    return _said(of, at, keys[0]) if keys else None


def _shown(of: Basis, words: Span, key: str) -> ShownSuggestion:
    at = of.places[words]
    reason, coding = _reason(of, of.rows[at], key)
    said = Suggestion(words, key, _said(of, at, key), of.scores.calibrated, reason, of.made_by)
    whose = _whose(of, coding) if coding else "codebook"
    name = name_of(of.evidence.talk.book, key)
    return ShownSuggestion(said, name, f"{whose}: {_flat(reason.text)}")


def _of_topic(of: Basis, words: Span, one: Waiting) -> ShownSuggestion:
    """What somebody made of a topic: nobody has computed how sure that is."""
    why = f"topic {one.number} of the run {one.run}"
    reason = Reason("topic", one.run, why, 0.0)
    said = Suggestion(words, one.code, 0.0, False, reason, why)
    return ShownSuggestion(said, name_of(of.evidence.talk.book, one.code), why)


def _said(of: Basis, at: int, key: str) -> float:
    return float(of.scores.said[at, of.known.keys.index(key)])


def _reason(of: Basis, row: int, key: str) -> tuple[Reason, Coding | None]:
    """The coded quote or the line of the codebook that is nearest, whichever is nearer."""
    quotes, line = nearest(of.known, of.known.turns.vectors[row], key)
    if quotes and (line is None or quotes[0].similarity >= line[1]):
        coding = _coding(of, quotes[0], key)
        return Reason("quote", coding.id, _quote(of, coding), quotes[0].similarity), coding
    said, cosine = line or (Line(key, "definition", ""), 0.0)
    source = said.key.partition(PAIR_MARK)[0]
    return Reason(cast("ReasonKind", said.kind), source, said.text, cosine), None


def _coding(of: Basis, near: Near, key: str) -> Coding:
    """What the near turn was coded with: the key, or else one below it."""
    here = of.evidence.codings[of.evidence.talk.row_of[near.source]]
    column = of.known.keys.index(key)
    return min(here, key=lambda coding: (coding.key != key, not _below(of, coding, column)))


def _below(of: Basis, coding: Coding, column: int) -> bool:
    at = of.known.keys.index(coding.key)
    while at >= 0 and at != column:
        at = of.known.parents[at]
    return at == column


def _quote(of: Basis, coding: Coding) -> str:
    return coding.span.of(of.evidence.talk.texts[coding.transcript])


def _whose(of: Basis, coding: Coding) -> str:
    return f"{of.people[coding.coder]}, {of.evidence.talk.names[coding.transcript]}"


# All there is to say


def reasons(of: Basis, said: Suggestion) -> Reasons:
    """All that speaks for a suggestion of this basis, and against it."""
    at = of.places[said.span]
    turns = of.known.turns.at(of.rows)
    found = why(of.model, of.known, turns, of.scores, at, said.key, own=of.rows[at])
    return Reasons(
        _sure(of, said), tuple(_speaking(of, said.key, found)), tuple(_against(of, found))
    )


def _sure(of: Basis, said: Suggestion) -> str:
    if said.calibrated:
        return f"{said.score:.2f} sure: in transcripts held out, as many of a hundred were right"
    return f"How sure is not known: {of.model.why_not or 'too few turns are coded'}"


def _speaking(of: Basis, key: str, found: Why) -> Iterator[str]:
    for near in found.quotes:
        coding = _coding(of, near, key)
        yield f"“{_flat(_quote(of, coding))}” {_whose(of, coding)} ({_alike(near.similarity)})"
    if found.line:
        line, cosine = found.line
        yield f"{line.kind}: “{_flat(line.text)}” ({_alike(cosine)})"
    if found.words:
        yield f"words: {', '.join(word for word, _ in found.words)}"


def _against(of: Basis, found: Why) -> Iterator[str]:
    if found.exclusion:
        line, cosine = found.exclusion
        yield f"not this: “{_flat(line.text)}” ({_alike(cosine)})"
    if found.rejected:
        text = of.known.turns.texts[of.evidence.talk.row_of[found.rejected.source]]
        yield f"you rejected it for “{_flat(text)}” ({_alike(found.rejected.similarity)})"
    if found.sibling:
        key, sure = found.sibling
        yield f"its sibling {name_of(of.evidence.talk.book, key)}: {sure:.2f}"


def _alike(cosine: float) -> str:
    return f"{cosine:.2f} alike"


def _flat(text: str) -> str:
    return " ".join(text.split())
