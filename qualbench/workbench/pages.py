"""A transcript as one coder may see it, and the codes to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualbench import store
from qualbench.model import PAIR_MARK, Case, Code, Codebook, Span, Transcript
from qualbench.store import Store
from qualbench.workbench.codings import ShownCoding, visible_in
from qualbench.workbench.steady import steady


@dataclass(frozen=True, slots=True)
class Page:
    """``codings`` are those that this coder may see, ``sentences`` empty until prepared.

    ``read`` names the facts that name, turns and sentences were read from.
    """

    transcript: Transcript
    sentences: tuple[Span, ...]
    codings: tuple[ShownCoding, ...]
    coder: str
    submitted: bool
    cases: tuple[Case, ...] = ()
    read: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[ShownCoding, ...]:
        return tuple(shown for shown in self.codings if shown.coder == self.coder)

    def own_on(self, span: Span) -> tuple[ShownCoding, ...]:
        return tuple(shown for shown in self.own if shown.coding.span.overlaps(span))


@steady
def page(project: Store, coder: str, transcript: str) -> Page:
    """A transcript with the coder's own codings, and others' once the coder has submitted it.

    Independent coding stays independent: until then nobody sees how others coded it.
    """
    return turned(project, leaf(project, coder, transcript))


@steady
def leaf(project: Store, coder: str, transcript: str) -> Page:
    """The page with its text alone, to be read while the codings are fetched by `turned`."""
    text = store.find_transcript(project, transcript)
    read = store.read_from(project, text.hash)
    sentences = store.sentences(project, transcript=text.hash).get(text.hash, ())
    return Page(text, sentences, (), coder, False, (), read)


@steady
def turned(project: Store, before: Page) -> Page:
    """The same page as things stand now. What it says of the text is read again only if new."""
    text = before.transcript
    if before.read != store.read_from(project, text.hash):
        return page(project, before.coder, text.hash)
    me = {known.name: known.id for known in store.coders(project)}.get(before.coder, "nobody")
    return replace(
        before,
        codings=visible_in(project, before.coder, {text.hash: text.text}),
        submitted=(me, text.hash) in store.handed_in(project),
        cases=store.cases(project, text.hash).get(text.hash, ()),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """What a coding can be given: a code, or a characteristic said of a role.

    ``words`` (names, path, id and aliases) and ``definition`` (the framework's and the
    project's) are what typing is held against, casefolded. What is ``retired`` is found, so
    that nobody wonders where it is, but not to be chosen.
    """

    key: str
    name: str
    path: str
    words: str
    definition: str = ""
    retired: bool = False


def choices(book: Codebook) -> tuple[Choice, ...]:
    """Every code in the codebook's order, then every pair of a characteristic and a role.

    Retired codes stand last, marked as such; no pair is made of them.
    """
    plain = [_choice(book, code) for code in book.codes if not code.retired]
    retired = [_choice(book, code) for code in book.codes if code.retired]
    return (*plain, *_pairs(book), *retired)


def _choice(book: Codebook, code: Code) -> Choice:
    path = book.path(code.id)
    words = " ".join((code.name, path, code.id, code.label, *code.aliases))
    return Choice(code.id, code.name, path, words.casefold(), _definition(code), code.retired)


def _definition(code: Code) -> str:
    return f"{code.definition} {code.local}".strip().casefold()


def _pairs(book: Codebook) -> Iterator[Choice]:
    if not (book.characteristics and book.roles):
        return
    for code in book.children(book.characteristics):
        for role in book.children(book.roles):
            if code.retired or role.retired:
                continue
            key = f"{code.id}{PAIR_MARK}{role.id.rpartition('.')[2]}"
            name = f"{code.name} @ {role.name}"
            path = book.path(code.id)
            words = " ".join((name, path, key, *role.aliases))
            yield Choice(key, name, path, words.casefold(), _definition(code))


def name_of(book: Codebook, key: str) -> str:
    """What people call a coding key: ``Motivation @ Innovation Deliverers``."""
    code, _, role = key.partition(PAIR_MARK)
    if code not in book.by_id:
        return key
    of = next((r.name for r in book.children(book.roles) if r.id.endswith(f".{role}")), role)
    return f"{book.by_id[code].name} {PAIR_MARK} {of}" if role else book.by_id[code].name
