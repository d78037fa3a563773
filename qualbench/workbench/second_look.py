"""Codings made when their code read differently, for their coders to look at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qualbench import codebooks, store
from qualbench.codebooks import Rewording
from qualbench.errors import RefusedError
from qualbench.model import Codebook, Coding
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import ShownCoding, live_codings, refuse_twice, resolved
from qualbench.workbench.steady import steady
from qualbench.workbench.versions import codebook, in_force, versions_of

__all__ = ["Rewording", "changed_since", "confirm", "outdated", "second_look", "waiting"]


def outdated(project: Store, codings: Iterable[Coding]) -> frozenset[str]:
    """The ids of those codings whose code, or role, reads differently now.

    Names, texts, polarity, whether it is in use and what stands below it count, in the version
    in force or, for a proposed code, in the proposal. Versions are compared once each, however
    many codings there are.
    """
    return frozenset(
        coding.id
        for old, new, made in _then_and_now(project, codings)
        for changed in [codebooks.reads_differently(old, new)]
        for coding in made
        if _read_in(new, coding) & changed
    )


def changed_since(project: Store, coding: Coding) -> tuple[Rewording, ...]:
    """What the code, and the role, of a coding say otherwise than when it was made."""
    return tuple(
        rewording
        for old, new, (made,) in _then_and_now(project, [coding])
        for key in sorted(_read_in(new, made))
        for rewording in codebooks.rewordings(old, new, key)
    )


def _then_and_now(
    project: Store, codings: Iterable[Coding]
) -> Iterator[tuple[Codebook, Codebook, list[Coding]]]:
    """Codings, as they were coded, with the codebook as they were made under it and as it is.

    Those made under what holds now are left out. Where a code was proposed then, it stands
    beside both codebooks as it read and as it reads.
    """
    codings, book = list(codings), in_force(project)
    reworded = store.proposals_as_coded(project, [coding.id for coding in codings])
    older = [c for c in codings if c.codebook != book.version or c.id in reworded]
    if not older:
        return
    proposed = {p.code: p.content for p in store.proposals(project)}
    books = versions_of(project, {coding.codebook for coding in older})
    groups: dict[tuple[str, str, str], list[Coding]] = defaultdict(list)
    for coding in _as_coded(project, book, older):
        now = proposed.get(coding.code, "")
        groups[coding.codebook, reworded.get(coding.id, now), now].append(coding)
    for (version, then, now), made in groups.items():
        yield _beside(books[version], then), _beside(book, now), made


def _beside(book: Codebook, proposal: str) -> Codebook:
    return codebooks.beside(book, [codebooks.code_from_json(proposal)] if proposal else ())


def _as_coded(project: Store, book: Codebook, codings: Sequence[Coding]) -> Iterator[Coding]:
    """The codings with the codes that they carry, also where that was merged into another."""
    targets = {code.merged_into for code in book.codes} - {""}
    named = store.codes_as_coded(project, [c.id for c in codings if c.code in targets])
    for coding in codings:
        yield replace(coding, code=named[coding.id]) if coding.id in named else coding


def _read_in(book: Codebook, coding: Coding) -> set[str]:
    """The ids of what a coding says: its code, and the role that it is said of."""
    if not coding.role:
        return {coding.code}
    roles = book.children(book.roles)
    return {coding.code, *(role.id for role in roles if role.id.endswith(f".{coding.role}"))}


@steady
def second_look(project: Store, coder: str) -> tuple[ShownCoding, ...]:
    """The coder's own codings that are ``outdated``, in reading order."""
    if coder not in {known.name for known in store.coders(project)}:
        return ()
    own = live_codings(project, coder=coder, viewer=coder)
    again = outdated(project, [shown.coding for shown in own])
    return tuple(shown for shown in own if shown.coding.id in again)


@steady
def waiting(project: Store, coder: str) -> tuple[Coding, ...]:
    """The codings of `second_look` without their words, which take longer to read."""
    me = {known.name: known.id for known in store.coders(project)}.get(coder)
    if me is None:
        return ()
    own = resolved(codebook(project), store.codings(project, coder=me))
    again, names = outdated(project, own), store.transcript_names(project)
    found = (coding for coding in own if coding.id in again)
    return tuple(sorted(found, key=lambda coding: (names[coding.transcript], coding.transcript)))


def confirm(project: Store, coder: str, codings: Sequence[str]) -> tuple[Coding, ...]:
    """Say that these codings, looked at again, stand under the codebook in force; one action."""
    book = in_force(project)
    with project.writing():
        author = at_work(project, coder).id
        drafts = [_confirmed(project, book, author, coding) for coding in dict.fromkeys(codings)]
        made = store.record(project, author, drafts).added
    return store.codings_among(project, made)


def _confirmed(project: Store, book: Codebook, author: str, coding: str) -> store.Draft:
    before = store.find_coding(project, coding)
    if before.coder != author:
        raise RefusedError(f"coding {before.id} is not yours", "Coders confirm their own codings.")
    if before.codebook == book.version and not outdated(project, [before]):
        raise RefusedError(
            f"coding {before.id} is made under the codebook in force",
            "There is nothing to confirm.",
        )
    (now,) = resolved(codebook(project), [before])
    text = store.find_text(project, now.transcript)
    refuse_twice(project, author, text, now.span, now.key, besides=before.lineage)
    return store.coding_revision(project, text, before, replace(now, codebook=book.version))
