"""Codes suggested for what respondents say, and what coders decide about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualbench import language, store, suggest
from qualbench.model import PAIR_MARK, Coding, Span, Suggestion, Transcript
from qualbench.store import Store
from qualbench.suggest import Evidence, Unit
from qualbench.workbench.coders import at_work
from qualbench.workbench.language import Progress, quiet, respondents_units, vectors
from qualbench.workbench.pages import name_of
from qualbench.workbench.projects import codebook


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion with the code's name, and on what it rests most, in one line."""

    said: Suggestion
    name: str
    why: str


def suggestions(
    project: Store, coder: str, transcript: str, top: int = 3, progress: Progress = quiet
) -> dict[Span, tuple[ShownSuggestion, ...]]:
    """For each turn and sentence of a respondent the most similar codes, best first.

    They rest on what the codebook says and on codings: the coder's own, and others' in other
    transcripts, so that nobody learns here how somebody else coded the same interview. What
    the coder has coded or rejected at a place is not suggested there.
    """
    text = store.find_transcript(project, transcript)
    author = {known.name: known.id for known in store.coders(project)}.get(coder, "")
    spans = respondents_units(text, store.sentences(project).get(text.hash, ()))
    units = [Unit(span, keys) for span, keys in _excluded(project, author, text, spans)]
    evidence = _evidence(project, author, text)
    said = suggest.suggest(
        units,
        vectors(project, [span.of(text.text) for span in spans], progress),
        evidence,
        vectors(project, [piece.text for piece in evidence], progress),
        top,
    )
    shown = _shown(project)
    return {span: tuple(map(shown, found)) for span, found in zip(spans, said, strict=True)}


def _excluded(
    project: Store, author: str, text: Transcript, spans: list[Span]
) -> list[tuple[Span, frozenset[str]]]:
    own = store.codings(project, text.hash, author) if author else ()
    refused = store.rejected(project, author, text.hash)
    return [
        (
            span,
            frozenset(c.key for c in own if c.span.overlaps(span))
            | {key for place, key in refused if place == span},
        )
        for span in spans
    ]


def _evidence(project: Store, author: str, text: Transcript) -> list[Evidence]:
    texts = {known.hash: known.text for known in store.transcripts(project)}
    book = codebook(project)
    quotes = [
        Evidence(c.key, "quote", c.id, c.span.of(texts[c.transcript]))
        for c in store.codings(project)
        if c.code in book.by_id and (c.coder == author or c.transcript != text.hash)
    ]
    return [*suggest.from_codebook(book), *quotes]


def _shown(project: Store) -> Callable[[Suggestion], ShownSuggestion]:
    book = codebook(project)
    coders = {coder.id: coder.name for coder in store.coders(project)}
    names = {text.hash: text.name for text in store.transcripts(project)}
    origin = {c.id: f"{coders[c.coder]}, {names[c.transcript]}" for c in store.codings(project)}

    def shown(said: Suggestion) -> ShownSuggestion:
        quote = " ".join(said.reason.text.split())
        return ShownSuggestion(
            said,
            name_of(book, said.key),
            f"{origin.get(said.reason.source, 'codebook')}: {quote}",
        )

    return shown


def accept(project: Store, coder: str, transcript: str, said: Suggestion) -> Coding:
    """Make a suggestion the coder's coding; that it was suggested stays on record."""
    text = store.find_transcript(project, transcript)
    code, _, role = said.key.partition(PAIR_MARK)
    with project.writing():
        author = at_work(project, coder).id
        coding = store.coding_drafts(
            project, author, text, said.span, code, codebook(project).version, role=role
        )
        model = language.vector_model()
        decision = store.decision_draft(text.hash, said, model, coding[0].id)
        made = store.record(project, author, [*coding, decision]).added[0]
    return store.find_coding(project, made)


def reject(project: Store, coder: str, transcript: str, said: Suggestion) -> None:
    """Want to see a suggestion no more at this place."""
    text = store.find_transcript(project, transcript)
    with project.writing():
        author = at_work(project, coder).id
        store.record(
            project, author, [store.decision_draft(text.hash, said, language.vector_model())]
        )
