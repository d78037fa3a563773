"""A transcript as one coder may see it, and the codes to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualbench import store
from qualbench.model import PAIR_MARK, Code, Codebook, Span, Transcript
from qualbench.store import Store
from qualbench.workbench.codings import ShownCoding, live_codings


@dataclass(frozen=True, slots=True)
class Page:
    """``codings`` are those that this coder may see, ``sentences`` empty until prepared."""

    transcript: Transcript
    sentences: tuple[Span, ...]
    codings: tuple[ShownCoding, ...]
    coder: str
    submitted: bool

    @property
    def own(self) -> tuple[ShownCoding, ...]:
        return tuple(shown for shown in self.codings if shown.coder == self.coder)

    def own_on(self, span: Span) -> tuple[ShownCoding, ...]:
        return tuple(shown for shown in self.own if shown.coding.span.overlaps(span))


def page(project: Store, coder: str, transcript: str) -> Page:
    """A transcript with the coder's own codings, and others' once the coder has submitted it.

    Independent coding stays independent: until then nobody sees how others coded it.
    """
    text = store.find_transcript(project, transcript)
    names = {known.name: known.id for known in store.coders(project)}
    handed_in = store.submissions(project, names.get(coder, "nobody"))
    submitted = any(submission.transcript == text.hash for submission in handed_in)
    shown = live_codings(project, text.hash)
    return Page(
        transcript=text,
        sentences=store.sentences(project).get(text.hash, ()),
        codings=tuple(s for s in shown if submitted or s.coder == coder),
        coder=coder,
        submitted=submitted,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """What a coding can be given: a code, or a characteristic said of a role.

    ``words`` is what typing is held against: names, path, id and aliases, casefolded.
    """

    key: str
    name: str
    path: str
    words: str


def choices(book: Codebook) -> tuple[Choice, ...]:
    """Every code in the codebook's order, then every pair of a characteristic and a role."""
    plain = [_choice(book, code) for code in book.codes]
    return (*plain, *_pairs(book))


def _choice(book: Codebook, code: Code) -> Choice:
    path = book.path(code.id)
    words = " ".join((code.name, path, code.id, code.label, *code.aliases))
    return Choice(code.id, code.name, path, words.casefold())


def _pairs(book: Codebook) -> Iterator[Choice]:
    if not (book.characteristics and book.roles):
        return
    for code in book.children(book.characteristics):
        for role in book.children(book.roles):
            key = f"{code.id}{PAIR_MARK}{role.id.rpartition('.')[2]}"
            name = f"{code.name} @ {role.name}"
            path = book.path(code.id)
            words = " ".join((name, path, key, *role.aliases))
            yield Choice(key, name, path, words.casefold())


def name_of(book: Codebook, key: str) -> str:
    """What people call a coding key: ``Motivation @ Innovation Deliverers``."""
    code, _, role = key.partition(PAIR_MARK)
    if code not in book.by_id:
        return key
    of = next((r.name for r in book.children(book.roles) if r.id.endswith(f".{role}")), role)
    return f"{book.by_id[code].name} {PAIR_MARK} {of}" if role else book.by_id[code].name
