"""Coding, changing one's mind, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualbench import codebooks, store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import PAIR_MARK, Codebook, Coding, Span, Transcript, Valence
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.sight import sight
from qualbench.workbench.steady import steady
from qualbench.workbench.versions import codebook


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
    note: str = "",
) -> Coding:
    """Put a code on a span. ``code`` is an id, an unambiguous name, or ``id@role``."""
    book = codebook(project)
    text = store.find_text(project, transcript)
    code_id, role = choose(book, f"{code}{PAIR_MARK}{role}" if role else code)
    within(text, span)
    with project.writing():
        author = at_work(project, coder).id
        refuse_twice(project, author, text, span, _key(code_id, role))
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
            note=note.strip(),
        )
        made = store.record(project, author, drafts).added[0]
    return store.find_coding(project, made)


def code_all(
    project: Store, coder: str, transcript: str, span: Span, keys: Sequence[str]
) -> tuple[Coding, ...]:
    """Put several codes on a span as one action, leaving out what the coder has there already.

    RefusedError where all of them are there.
    """
    book = codebook(project)
    text = store.find_text(project, transcript)
    wanted = dict.fromkeys(choose(book, key) for key in keys)
    within(text, span)
    with project.writing():
        author = at_work(project, coder).id
        there = {coding.key for coding in _own_at(project, book, author, text.hash, span)}
        fresh = [chosen for chosen in wanted if _key(*chosen) not in there]
        if not fresh:
            raise RefusedError(
                f"{text.name}: {span.start}:{span.end} has all of these codes already",
                "Choose another code, or other words.",
            )
        drafts = [
            store.coding_drafts(project, author, text, span, code, book.version, role=role)[0]
            for code, role in fresh
        ]
        made = store.record(project, author, drafts).added
    return store.codings_among(project, made)


def choose(book: Codebook, wanted: str) -> tuple[str, str]:
    """The id and role of a code that can be given; RefusedError for one that was retired."""
    offered = replace(book, codes=tuple(code for code in book.codes if not code.retired))
    try:
        return codebooks.find(offered, wanted)
    except NotFoundError:
        found = book.by_id[codebooks.find(book, wanted)[0]]
        if not found.retired:
            raise
        into = _merges(book).get(found.id)
        hint = f"It was merged into {into}: use that." if into else "Choose another code."
        raise RefusedError(f"the code {found.id} was retired", hint) from None


def _key(code: str, role: str) -> str:
    return f"{code}{PAIR_MARK}{role}" if role else code


def refuse_twice(
    project: Store, author: str, text: Transcript, span: Span, key: str, besides: str = ""
) -> None:
    """Refuse a coding that its author has made already, in another line than ``besides``."""
    for known in _own_at(project, codebook(project), author, text.hash, span):
        if known.key == key and known.lineage != besides:
            raise RefusedError(
                f"{text.name}: {span.start}:{span.end} is coded as {key} already",
                f"Retract {known.id} first if it was meant otherwise.",
            )


def _own_at(
    project: Store, book: Codebook, author: str, text: str, span: Span
) -> tuple[Coding, ...]:
    return resolved(book, store.codings(project, text, author, span))


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
    """A coding with the names of its transcript and coder; ``text`` is the whole transcript's."""

    coding: Coding
    transcript: str
    coder: str
    text: str = field(repr=False, compare=False)

    @property
    def quote(self) -> str:
        """The words it stands on."""
        return self.coding.span.of(self.text)


@steady
def live_codings(
    project: Store, transcript: str = "", coder: str = "", viewer: str = ""
) -> tuple[ShownCoding, ...]:
    """The live codings, of one transcript or coder by name or of all, in reading order.

    Left out is what is sealed from ``viewer``.
    """
    may = sight(project, viewer)
    by = store.find_coder(project, coder).id if coder else ""
    texts = _texts(project, transcript)
    found = store.codings(project, _only(texts), by)
    return _shown(project, (c for c in found if may.allows(c.coder, c.transcript)), texts)


@steady
def visible(project: Store, viewer: str, transcript: str = "") -> tuple[ShownCoding, ...]:
    """The live codings that ``viewer`` may see, of one transcript or of all, in reading order.

    What of others that is, ``sight`` says.
    """
    return visible_in(project, viewer, _texts(project, transcript))


@steady
def visible_in(project: Store, viewer: str, texts: Mapping[str, str]) -> tuple[ShownCoding, ...]:
    """The same of these transcripts, whose words, by hash, are at hand: all of them or one."""
    may = sight(project, viewer)
    if not may.viewer:
        return ()
    by = "" if may.reaches(frozenset(texts)) else may.viewer
    found = store.codings(project, _only(texts), by)
    return _shown(project, (c for c in found if may.shows(c.coder, c.transcript)), texts)


def _texts(project: Store, transcript: str) -> Mapping[str, str]:
    """The words of one transcript, or of all, by hash."""
    if not transcript:
        return store.texts(project)
    found = store.find_text(project, transcript)
    return {found.hash: found.text}


def _only(texts: Mapping[str, str]) -> str:
    """The one transcript that is asked for; empty for several."""
    return next(iter(texts)) if len(texts) == 1 else ""


def _shown(
    project: Store, codings: Iterable[Coding], texts: Mapping[str, str]
) -> tuple[ShownCoding, ...]:
    """By name of the transcript; within it they come in reading order."""
    names = store.transcript_names(project)
    people = {coder.id: coder.name for coder in store.coders(project)}
    found = (
        ShownCoding(c, names[c.transcript], people[c.coder], texts[c.transcript])
        for c in resolved(codebook(project), codings)
    )
    return tuple(sorted(found, key=lambda shown: (shown.transcript, shown.coding.transcript)))


def resolved(book: Codebook, codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """The codings as the codebook in force reads them: what was merged, as what it became.

    A role goes along with its own merge, and is left out where the code takes none.
    """
    if not _merges(book):
        return tuple(codings)
    read = resolving(book)

    def now(coding: Coding) -> Coding:
        if (key := read(coding.key)) == coding.key:
            return coding
        code, _, role = key.partition(PAIR_MARK)
        return replace(coding, code=code, role=role)

    return tuple(map(now, codings))


def resolving(book: Codebook) -> Callable[[str], str]:
    """How the codebook reads the key of a coding or a suggestion."""
    into = _merges(book)
    roles = {
        source.rpartition(".")[2]: target.rpartition(".")[2]
        for source, target in into.items()
        if book.by_id[source].parent == book.roles
    }

    def read(key: str) -> str:
        code, _, role = key.partition(PAIR_MARK)
        if code not in into and role not in roles:
            return key
        code, role = into.get(code, code), roles.get(role, role)
        return _key(code, role if book.pairs_with_role(code) else "")

    return read


def _merges(book: Codebook) -> dict[str, str]:
    """Each code that was merged -> the one that it is read as, through all merges."""
    found = {code.id: code.merged_into for code in book.codes if code.merged_into in book.by_id}
    for source in found:
        seen = {source}
        while found[source] in found and found[source] not in seen:
            seen.add(found[source])
            found[source] = found[found[source]]
    return found
