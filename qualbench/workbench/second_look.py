"""Codings made when their code read differently, for their coders to look at again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qualbench import codebooks, store
from qualbench.errors import RefusedError
from qualbench.model import Code, Codebook, Coding
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import ShownCoding, live_codings, refuse_twice, resolved
from qualbench.workbench.versions import codebook, in_force, versions_of


def outdated(project: Store, codings: Iterable[Coding]) -> frozenset[str]:
    """The ids of those codings whose code, or role, reads differently in the version in force.

    Names, texts, polarity, whether it is in use and what stands below it count. Versions are
    compared once each, however many codings there are.
    """
    book = in_force(project)
    older = [coding for coding in codings if coding.codebook != book.version]
    if not older:
        return frozenset()
    books = versions_of(project, {coding.codebook for coding in older})
    proposed = _as_proposed(project)
    changed = {
        version: codebooks.reads_differently(codebooks.beside(known, proposed), book)
        for version, known in books.items()
    }
    named = _as_coded(project, book, older)
    return frozenset(
        coding.id
        for coding in older
        if {named.get(coding.id, coding.code), *_role(book, coding)} & changed[coding.codebook]
    )


def _as_proposed(project: Store) -> list[Code]:
    """A code that was adopted since read, when it was put on a coding, as it was proposed."""
    return [codebooks.code_from_json(p.content) for p in store.proposals(project)]


def _as_coded(project: Store, book: Codebook, codings: Iterable[Coding]) -> dict[str, str]:
    """The codes that those codings carry which are read as the target of a merge."""
    targets = {code.merged_into for code in book.codes} - {""}
    return store.codes_as_coded(project, [c.id for c in codings if c.code in targets])


def _role(book: Codebook, coding: Coding) -> set[str]:
    """The id of the role that a coding is said of."""
    if not coding.role:
        return set()
    return {role.id for role in book.children(book.roles) if role.id.endswith(f".{coding.role}")}


def second_look(project: Store, coder: str) -> tuple[ShownCoding, ...]:
    """The coder's own codings that are ``outdated``, in reading order."""
    if coder not in {known.name for known in store.coders(project)}:
        return ()
    own = live_codings(project, coder=coder)
    again = outdated(project, [shown.coding for shown in own])
    return tuple(shown for shown in own if shown.coding.id in again)


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
    if before.codebook == book.version:
        raise RefusedError(
            f"coding {before.id} is made under the codebook in force",
            "There is nothing to confirm.",
        )
    (now,) = resolved(codebook(project), [before])
    text = store.find_text(project, now.transcript)
    refuse_twice(project, author, text, now.span, now.key, besides=before.lineage)
    return store.coding_revision(project, text, before, replace(now, codebook=book.version))
