"""Changing one's mind about a coding: said otherwise, taken back, starred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Codebook, Coding, Span, Valence
from qualbench.store import Store
from qualbench.workbench.coders import at_work, named
from qualbench.workbench.codings import choose, refuse_twice, resolved, within
from qualbench.workbench.second_look import outdated
from qualbench.workbench.sight import sight_of
from qualbench.workbench.versions import codebook, in_force


def revise(
    project: Store,
    coder: str,
    coding_id: str,
    *,
    span: Span | None = None,
    code: str = "",
    valence: Valence | Literal[""] | None = None,
    unsure: bool | None = None,
    note: str | None = None,
) -> Coding:
    """Say a coding of one's own otherwise, under the codebook in force; its lineage stays.

    ``code`` is as in :func:`code`; None and an empty code leave as it is, an empty valence or
    note clears. To change nothing is refused, unless the codebook or the proposal has changed
    since: then it says that the coding was looked at again and stands.
    """
    book = codebook(project)
    with project.writing():
        author = at_work(project, coder).id
        before = _own(project, author, coder, coding_id)
        text = store.find_text(project, before.transcript)
        (read,) = resolved(book, [before])
        now = _meant(project, book, read, span, code, valence, unsure, note)
        if now == before and not outdated(project, [before]):
            raise RefusedError(
                f"coding {before.id} would stay as it is", "Change its span, code, valence or note."
            )
        if (now.span, now.key) != (read.span, read.key):
            within(text, now.span)
            refuse_twice(project, author, text, now.span, now.key, besides=now.lineage)
        draft = store.coding_revision(project, text, before, now)
        made = store.record(project, author, [draft]).added[0]
    return store.find_coding(project, made)


def _meant(
    project: Store,
    book: Codebook,
    read: Coding,
    span: Span | None,
    code: str,
    valence: Valence | Literal[""] | None,
    unsure: bool | None,
    note: str | None,
) -> Coding:
    """A coding as it reads today, with what is to be changed."""
    chosen, role = choose(book, code) if code else (read.code, read.role)
    return replace(
        read,
        span=read.span if span is None else span,
        code=chosen,
        role=role,
        codebook=book.version if _offers(project, chosen) else read.codebook,
        valence=read.valence if valence is None else (valence or None),
        unsure=read.unsure if unsure is None else unsure,
        note=read.note if note is None else note.strip(),
    )


def _offers(project: Store, code: str) -> bool:
    """Whether the version in force has a code, or a coder proposes it; else it was undone."""
    proposed = (proposal.code for proposal in store.proposals(project))
    return code in in_force(project).by_id or code in proposed


def retract(project: Store, coder: str, codings: Sequence[str]) -> tuple[Coding, ...]:
    """Take back codings of one's own with all their revisions, by ids or the ends of them."""
    author = store.find_coder(project, named(coder)).id
    with project.writing():
        every = [_own(project, author, coder, coding) for coding in codings]
        found = tuple({coding.lineage: coding for coding in every}.values())
        facts = [fact for c in found for fact in store.line_of(project, "coding", c.lineage)]
        store.retract(project, author, facts)
    return found


def _own(project: Store, author: str, coder: str, coding_id: str) -> Coding:
    coding = store.find_coding(project, coding_id)
    if coding.coder != author:
        raise RefusedError(
            f"coding {coding.id} is not by {coder}", "Coders change what they coded themselves."
        )
    return coding


def star(project: Store, coder: str, coding_id: str) -> bool:
    """Put one's own star on a coding that one may see, or take it off; True if it is there now."""
    with project.writing():
        author = at_work(project, coder).id
        lineage = seen_coding(project, author, coding_id).lineage
        there = store.stars(project, author, lineage)
        if there:
            store.retract(project, author, there)
        else:
            store.record(project, author, [store.star_draft(lineage)])
    return not there


def seen_coding(project: Store, author: str, coding_id: str) -> Coding:
    """A live coding that a coder, by id, may see; for others it is not there."""
    coding = store.find_coding(project, coding_id)
    if not sight_of(project, author).shows(coding.coder, coding.transcript):
        raise NotFoundError(
            f"there is no coding {coding_id} that you can see",
            "Others' codings are seen once you have submitted, and no round seals them.",
        )
    return coding
