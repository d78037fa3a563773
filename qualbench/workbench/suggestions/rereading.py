"""What to read again before submitting: codings unlike the rest of their code, and what may have
been missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualbench.model import Coding, Span
from qualbench.workbench.pages import name_of
from qualbench.workbench.suggestions.basis import Basis
from qualbench.workbench.suggestions.offering import ShownSuggestion, suggested


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place to look at again: a ``coding``, by lineage, or words that are not coded with a key.

    ``sure`` is how sure one is of the key there, 0 to 1; ``usual`` its share of all turns. What
    is not coded is ``said`` as a suggestion: whoever shows it records that (see ``showed``).
    """

    span: Span
    key: str
    name: str
    quote: str
    coding: str
    sure: float
    usual: float
    said: ShownSuggestion | None = None


@dataclass(frozen=True, slots=True)
class Rereading:
    """Doubts about codings, the least likely first; about what is not coded, the likeliest first.

    ``why_not`` says why nothing is known.
    """

    unlike: tuple[Doubt, ...]
    missed: tuple[Doubt, ...]
    why_not: str


def rereading(of: Basis) -> Rereading:
    """What the coder whose basis it is would do well to read again in its transcript.

    A coding is unlike the rest of its code where one is less sure of it, without knowing this
    transcript, than of any turn drawn at random; something may be missed where one is as sure
    as suggestions have to be. Codes coded in one transcript alone are left out of both, as are
    those that the model only guesses, and what comes after the last coding of a draft: nobody has
    missed anything there yet.
    """
    if of.transcript not in of.evidence.finished and not any(map(of.coded, of.places)):
        return Rereading((), (), "you have coded nothing in it yet")
    if of.model.why_not or not of.scores.calibrated:
        return Rereading((), (), of.model.why_not or "too little is coded to say how sure one is")
    guessed = of.model.guessed
    known = zip(of.model.keys, of.model.prevalence.tolist(), strict=True)
    usual = {key: share for key, share in known if key not in guessed}
    unlike = sorted(_unlike(of, usual), key=lambda one: (one.sure, one.span, one.key))
    missed = sorted(_missed(of, usual), key=lambda one: (-one.sure, one.span, one.key))
    return Rereading(tuple(unlike), tuple(missed), "")


def _unlike(of: Basis, usual: Mapping[str, float]) -> Iterator[Doubt]:
    codings: dict[str, tuple[Coding, float]] = {}
    for at, row in enumerate(of.rows):
        for coding in of.evidence.codings[row]:
            sure = float(of.scores.said[at, of.known.keys.index(coding.key)])
            before = codings.get(coding.id, (coding, 0.0))[1]
            codings[coding.id] = coding, max(before, sure)
    for coding, sure in codings.values():
        if sure < usual.get(coding.key, 0.0):
            key = coding.key
            quote, name = _quote(of, coding.span), name_of(of.evidence.talk.book, key)
            yield Doubt(coding.span, key, name, quote, coding.lineage, sure, usual[key])


def _missed(of: Basis, usual: Mapping[str, float]) -> Iterator[Doubt]:
    coded = [words for words in of.places if of.coded(words)]
    gone_through = of.places if of.transcript in of.evidence.finished else coded
    last = max((words.start for words in gone_through), default=-1)
    for words in of.places:
        for one in suggested(of, words, len(of.known.keys)) if words.start <= last else ():
            key, sure = one.said.key, one.said.score
            if usual.get(key, 0.0) > 0:
                yield Doubt(words, key, one.name, _quote(of, words), "", sure, usual[key], one)


def _quote(of: Basis, span: Span) -> str:
    return span.of(of.evidence.talk.texts[of.transcript])
