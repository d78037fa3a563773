"""Memos on the project, on transcripts, codes, codings and cases: written, changed, dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Codebook, Memo, MemoTarget, Span
from qualbench.store import Store
from qualbench.workbench.coders import at_work, named
from qualbench.workbench.codings import choose, resolved
from qualbench.workbench.pages import name_of
from qualbench.workbench.revising import seen_coding
from qualbench.workbench.sight import sight
from qualbench.workbench.steady import steady
from qualbench.workbench.versions import codebook, taken_back


@dataclass(frozen=True, slots=True)
class ShownMemo:
    """A memo with its author's name, and ``on``: what people call the thing that it is about.

    ``transcript`` is the hash of the transcript that one can go to, else empty; ``span`` the
    place in it where it is on a coding.
    """

    memo: Memo
    coder: str
    on: str
    transcript: str = ""
    span: Span | None = None


def write_memo(project: Store, coder: str, target: MemoTarget, about: str, text: str) -> Memo:
    """Write a memo on something: ``about`` names it, or is its id or the end of a coding's.

    A transcript is named or given by its hash, a code as in ``code``, a case by its
    participant; for the project it does not matter.
    """
    words = _worded(text)
    with project.writing():
        author = at_work(project, coder).id
        found = _find(project, author, target, about)
        made = store.record(project, author, [store.memo_draft(found, words, target)]).added[0]
    return store.find_memo(project, made)


def edit_memo(project: Store, coder: str, memo_id: str, text: str) -> Memo:
    """Put a memo of one's own in other words."""
    words = _worded(text)
    with project.writing():
        memo = _own(project, coder, memo_id)
        if words == memo.text:
            raise RefusedError(f"memo {memo.id} says that already", "Change its text.")
        made = store.record(project, memo.coder, [store.memo_revision(memo, words)]).added[0]
    return store.find_memo(project, made)


def drop_memo(project: Store, coder: str, memo_id: str) -> None:
    """Take back a memo of one's own, as it reads now and as it read before."""
    with project.writing():
        memo = _own(project, coder, memo_id)
        store.retract(project, memo.coder, store.line_of(project, "memo", memo.lineage))


def _worded(text: str) -> str:
    words = text.strip()
    if not words:
        raise RefusedError("the memo is empty", "Write something, or drop the memo.")
    return words


def _own(project: Store, coder: str, memo_id: str) -> Memo:
    author = store.find_coder(project, named(coder)).id
    memo = store.find_memo(project, memo_id)
    if memo.coder != author:
        raise RefusedError(f"memo {memo.id} is not by {coder}", "Write a memo of your own.")
    return memo


def _find(project: Store, author: str, target: MemoTarget, about: str) -> str:
    """The id of what a memo is to be about."""
    if target == "project":
        return project.project
    if target == "transcript":
        return store.find_hash(project, about)
    if target == "code":
        return _code(codebook(project), about)
    if target == "coding":
        return seen_coding(project, author, about).lineage
    return _participant(project, about)


def _code(book: Codebook, about: str) -> str:
    return about if about in book.by_id else choose(book, about)[0]


def _participant(project: Store, about: str) -> str:
    known = sorted({case.participant for every in store.cases(project).values() for case in every})
    if about not in known:
        raise NotFoundError(
            f"there is no participant {about}",
            f"The cases name {', '.join(known) or 'nobody yet'}.",
        )
    return about


@steady
def memos(
    project: Store, viewer: str, target: MemoTarget | None = None, about: str = ""
) -> tuple[ShownMemo, ...]:
    """The memos that ``viewer`` may see, of one target or on one thing, the newest last.

    ``about`` is the thing's id: a hash, a code's id, a coding's lineage, a participant. What
    others wrote on a transcript or a coding in it is seen where their codings of it are.
    """
    people = {coder.id: coder.name for coder in store.coders(project)}
    may = sight(project, viewer)
    said = _saying(project)
    found = (
        ShownMemo(memo, people[memo.coder], *said(memo.target, memo.about))
        for memo in store.memos(project, target, about)
    )
    return tuple(
        shown
        for shown in found
        if not shown.transcript or may.shows(shown.memo.coder, shown.transcript)
    )


def thing(project: Store, target: MemoTarget, about: str) -> str:
    """What people call the thing that a memo can be about."""
    return _saying(project)(target, about)[0]


_On = tuple[str, str, Span | None]
"""What people call a thing, and where it is: the transcript's hash and the span."""


def _saying(project: Store) -> Callable[[MemoTarget, str], _On]:
    book = codebook(project)
    names = store.transcript_names(project)

    def said(target: MemoTarget, about: str) -> _On:
        if target == "coding":
            return _on_coding(project, book, names, about)
        if target == "transcript":
            return names.get(about, about), about, None
        if target == "code":
            gone = {} if about in book.by_id else taken_back(project)
            return gone[about].name if about in gone else name_of(book, about), "", None
        if target == "case":
            return f"participant {about}", "", None
        return f"the project {store.project_name(project)}", "", None

    return said


def _on_coding(project: Store, book: Codebook, names: Mapping[str, str], lineage: str) -> _On:
    coding = store.last_of(project, lineage)
    if coding is None:
        return "a coding that is not here", "", None
    (now,) = resolved(book, [coding])
    gone = "" if store.is_live(project, coding.id) else " (retracted)"
    on = f"{name_of(book, now.key)} in {names[now.transcript]}{gone}"
    return on, now.transcript, now.span
