"""What counts for agreement: exactly what stood when it was submitted."""

from __future__ import annotations

from collections.abc import Iterable

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Coding, Round, Span, Submission
from qualbench.store import Store
from qualbench.workbench.codings import resolved
from qualbench.workbench.sight import sight
from qualbench.workbench.versions import codebook

Counted = dict[str, dict[str, tuple[Coding, ...]]]
"""Coder's id -> transcript hash -> the codings that counted when it was submitted."""


def counted(project: Store, viewer: str, round_name: str = "") -> Counted:
    """Exactly the codings that were live when they were submitted, as the codebook reads them.

    Of a revealed round, or else of what was submitted outside sealed rounds and ``viewer`` may
    see. A round that is sealed is refused.
    """
    return _counted(project, counting(project, viewer, round_name))


def counting(project: Store, viewer: str, round_name: str = "") -> tuple[Submission, ...]:
    """The submissions that count there."""
    if round_name:
        frozen = revealed_round(project, round_name).counted
        return store.submissions_among(project, frozen)
    may = sight(project, viewer)
    return tuple(s for s in _standing(project) if may.allows(s.coder, s.transcript))


def revealed_round(project: Store, name: str) -> Round:
    """A round that everybody may look at; refused while it is sealed."""
    of = store.find_round(project, name)
    if not of.revealed:
        raise RefusedError(
            f"round {of.name} is sealed", f"Its lead opens it: `qualbench round reveal {of.name}`."
        )
    return of


def _standing(project: Store) -> Iterable[Submission]:
    """Of each coder and transcript what was submitted for no round, else for the last of them."""
    order = {"": len(store.rounds(project))}
    order |= {one.id: place for place, one in enumerate(store.rounds(project))}
    every = sorted(store.submissions(project), key=lambda s: (order.get(s.round, -1), s.id))
    return {(one.coder, one.transcript): one for one in every}.values()


def _counted(project: Store, submitted: Iterable[Submission]) -> Counted:
    book = codebook(project)
    found: Counted = {}
    for one in submitted:
        codings = resolved(book, store.codings_among(project, one.codings))
        found.setdefault(one.coder, {})[one.transcript] = codings
    return found


def sentences_of(project: Store, round_name: str = "") -> dict[str, tuple[Span, ...]]:
    """Transcript hash -> its sentences: those that a round goes by, else as they stand."""
    pinned = dict(store.find_round(project, round_name).sentences) if round_name else {}
    return {**store.sentences(project), **store.sentences_among(project, pinned.values())}
