"""Coding, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualbench import codebooks, store
from qualbench.errors import RefusedError
from qualbench.model import PAIR_MARK, Coding, Span, Transcript, Valence
from qualbench.store import Store
from qualbench.workbench.coders import at_work, named
from qualbench.workbench.projects import codebook


def code(
    project: Store,
    coder: str,
    transcript: str,
    span: Span,
    code: str,
    *,
    role: str = "",
    valence: Valence | None = None,
    unsure: bool = False,
    memo: str = "",
) -> Coding:
    """Put a code on a span. ``code`` is an id, an unambiguous name, or ``id@role``."""
    book = codebook(project)
    text = store.find_transcript(project, transcript)
    code_id, role = codebooks.find(book, f"{code}{PAIR_MARK}{role}" if role else code)
    key = f"{code_id}{PAIR_MARK}{role}" if role else code_id
    within(text, span)
    with project.writing():
        author = at_work(project, coder).id
        refuse_twice(project, author, text, span, key)
        drafts = store.coding_drafts(
            project,
            author,
            text,
            span,
            code_id,
            book.version,
            role=role,
            valence=valence,
            unsure=unsure,
            memo=memo,
        )
        made = store.record(project, author, drafts).added[0]
    return store.find_coding(project, made)


def refuse_twice(project: Store, author: str, text: Transcript, span: Span, key: str) -> None:
    """Refuse a coding that its author has made already."""
    for known in store.codings(project, text.hash, author):
        if (known.span, known.key) == (span, key):
            raise RefusedError(
                f"{text.name}: {span.start}:{span.end} is coded as {key} already",
                f"Retract {known.id} first if it was meant otherwise.",
            )


def within(transcript: Transcript, span: Span) -> None:
    """Refuse a span that lies outside the text, or on nothing but white space."""
    length = len(transcript.text)
    if not 0 <= span.start < span.end <= length:
        raise RefusedError(
            f"{transcript.name}: {span.start}:{span.end} does not lie in its {length} characters",
            "Offsets count Unicode characters from 0; the end is exclusive.",
        )
    if not span.of(transcript.text).strip():
        raise RefusedError(
            f"{transcript.name}: {span.start}:{span.end} holds only white space", "Code words."
        )


@dataclass(frozen=True, slots=True)
class ShownCoding:
    """A coding with the names of its transcript and coder, and the words it stands on."""

    coding: Coding
    transcript: str
    coder: str
    quote: str


def live_codings(project: Store, transcript: str = "", coder: str = "") -> tuple[ShownCoding, ...]:
    """The live codings, of one transcript or coder by name or of all, in reading order."""
    texts = {t.hash: t for t in store.transcripts(project)}
    names = {c.id: c.name for c in store.coders(project)}
    chosen = store.find_transcript(project, transcript).hash if transcript else ""
    by = store.find_coder(project, coder).id if coder else ""
    found = (
        ShownCoding(
            c, texts[c.transcript].name, names[c.coder], c.span.of(texts[c.transcript].text)
        )
        for c in store.codings(project, chosen, by)
    )
    return tuple(sorted(found, key=_place))


def _place(shown: ShownCoding) -> tuple[str, str, Span]:
    return shown.transcript, shown.coding.transcript, shown.coding.span


def submit(project: Store, coder: str, transcripts: Sequence[str]) -> tuple[str, ...]:
    """Say "I have finished these"; gives the names for which that is news."""
    texts = [store.find_transcript(project, name) for name in transcripts]
    with project.writing():
        author = at_work(project, coder).id
        return tuple(text.name for text in texts if store.submit(project, author, text.hash))


def retract(project: Store, coder: str, codings: Sequence[str]) -> tuple[Coding, ...]:
    """Take back codings of one's own, by their ids or the ends of them."""
    author = store.find_coder(project, named(coder)).id
    found = tuple(dict.fromkeys(store.find_coding(project, coding) for coding in codings))
    for coding in found:
        if coding.coder != author:
            raise RefusedError(
                f"coding {coding.id} is not by {coder}",
                "Coders retract what they coded themselves.",
            )
    with project.writing():
        store.retract(project, author, [coding.id for coding in found])
    return found


def undo(project: Store, coder: str) -> str:
    """Take back the coder's latest action here; says what it was."""
    with project.writing():
        action = store.undo(project, store.find_coder(project, named(coder)).id)
    return _described(project, action)


def redo(project: Store, coder: str) -> str:
    """Do again what was undone last; says what it is."""
    with project.writing():
        action = store.redo(project, store.find_coder(project, named(coder)).id)
    return _described(project, action)


def _described(project: Store, action: str) -> str:
    """What an action added; of one coding also which and where, for it may lie out of sight."""
    counts = store.describe_action(project, action)
    made = store.codings_of_action(project, action)
    if len(made) != 1:
        return counts
    names = {text.hash: text.name for text in store.transcripts(project)}
    return f"{counts} ({made[0].key} in {names[made[0].transcript]})"
