"""Codes suggested for what respondents say, and what coders decide about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from qualbench import language, store, suggest
from qualbench.model import PAIR_MARK, Coding, Span, Suggestion, Transcript
from qualbench.store import Store
from qualbench.suggest import Evidence, Unit
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import refuse_twice, resolved
from qualbench.workbench.language import Progress, quiet, respondents_turns, vectors
from qualbench.workbench.pages import name_of
from qualbench.workbench.projects import codebook
from qualbench.workbench.sight import sight_of
from qualbench.workbench.steady import steady


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion with the code's name, and on what it rests most, in one line."""

    said: Suggestion
    name: str
    why: str


@steady
def suggestions(
    project: Store, coder: str, transcript: str, top: int = 3, progress: Progress = quiet
) -> dict[Span, tuple[ShownSuggestion, ...]]:
    """For each turn of a respondent, by its words' span, the most similar codes, best first.

    They rest on what the codebook says and on codings: the coder's own, and others' in other
    transcripts where no round seals them, so that nobody learns here how somebody else coded
    the same interview. What the coder has coded or rejected in a turn is not suggested there.
    """
    text = store.find_transcript(project, transcript)
    author = {known.name: known.id for known in store.coders(project)}.get(coder, "")
    units = _units(project, author, text)
    if not units:
        return {}
    evidence = _evidence(project, author, text)
    said = suggest.suggest(
        units,
        vectors(project, [unit.span.of(text.text) for unit in units], progress),
        [piece for piece, _ in evidence],
        vectors(project, [compared for _, compared in evidence], progress),
        top,
    )
    shown = _shown(project)
    return {unit.span: tuple(map(shown, found)) for unit, found in zip(units, said, strict=True)}


def _units(project: Store, author: str, text: Transcript) -> list[Unit]:
    """The turns of respondents, each with what is not to be suggested there."""
    found = store.codings(project, text.hash, author) if author else ()
    own = resolved(codebook(project), found)
    refused = store.rejected(project, author, text.hash)
    decided = [*((coding.span, coding.key) for coding in own), *refused]
    return [
        Unit(turn.words, frozenset(key for span, key in decided if span.overlaps(turn.words)))
        for turn in respondents_turns(text)
    ]


def _evidence(project: Store, author: str, text: Transcript) -> list[tuple[Evidence, str]]:
    """What speaks for the codes, each piece with the text whose vector is compared.

    A quote is compared by the whole turn that it was taken from, for turns are like turns.
    """
    book = codebook(project)
    turns = {
        known.hash: (known.text, respondents_turns(known)) for known in store.transcripts(project)
    }
    found = [(piece, piece.text) for piece in suggest.from_codebook(book)]
    offered = {code.id for code in book.codes if not code.retired}
    may = sight_of(project, author)
    for coding in resolved(book, store.codings(project)):
        told = coding.coder == author or coding.transcript != text.hash
        if coding.code in offered and told and may.allows(coding.coder, coding.transcript):
            words, of_respondents = turns[coding.transcript]
            quote = Evidence(coding.key, "quote", coding.id, coding.span.of(words))
            holding = (t.words for t in of_respondents if t.words.overlaps(coding.span))
            found += [(quote, turn.of(words)) for turn in islice(holding, 1)]
    return found


def _shown(project: Store) -> Callable[[Suggestion], ShownSuggestion]:
    book = codebook(project)
    coders = {coder.id: coder.name for coder in store.coders(project)}
    names = store.transcript_names(project)
    origin = {c.id: f"{coders[c.coder]}, {names[c.transcript]}" for c in store.codings(project)}

    def shown(said: Suggestion) -> ShownSuggestion:
        quote = " ".join(said.reason.text.split())
        return ShownSuggestion(
            said,
            name_of(book, said.key),
            f"{origin.get(said.reason.source, 'codebook')}: {quote}",
        )

    return shown


def accept(
    project: Store, coder: str, transcript: str, said: Suggestion, span: Span | None = None
) -> Coding:
    """Make a suggestion the coder's coding; that it was suggested stays on record.

    It stands on the turn that it was made for, or on the part of it that the coder chose.
    """
    text = store.find_text(project, transcript)
    span = span or said.span
    code, _, role = said.key.partition(PAIR_MARK)
    with project.writing():
        author = at_work(project, coder).id
        refuse_twice(project, author, text, span, said.key)
        version = codebook(project).version
        coding = store.coding_drafts(project, author, text, span, code, version, role=role)
        decision = store.decision_draft(text.hash, said, language.vector_model(), coding[0].id)
        made = store.record(project, author, [*coding, decision]).added[0]
    return store.find_coding(project, made)


def reject(project: Store, coder: str, transcript: str, said: Suggestion) -> None:
    """Want to see a suggestion no more in this turn."""
    text = store.find_hash(project, transcript)
    decision = store.decision_draft(text, said, language.vector_model())
    with project.writing():
        store.record(project, at_work(project, coder).id, [decision])
