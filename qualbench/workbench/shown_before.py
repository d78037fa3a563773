"""Who had been shown suggestions, and where, before what counts was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qualbench import store
from qualbench.model import Coding
from qualbench.store import Store

Counting = tuple[str, str, str]
"""A coder's id, a transcript's hash, and by fact the submission that counts: empty for none, where
all that stands does."""


def counting(project: Store, codings: Iterable[Coding]) -> list[Counting]:
    """Each coder and transcript of codings that stand, with the submission that has them all.

    None has what was coded since, and what was never submitted.
    """
    made: dict[tuple[str, str], set[str]] = defaultdict(set)
    for coding in codings:
        made[coding.coder, coding.transcript].add(coding.id)
    last = {(one.coder, one.transcript): one for one in store.submissions(project)}
    return [
        (*layer, one.id if (one := last.get(layer)) and ids <= {*one.codings} else "")
        for layer, ids in made.items()
    ]


def shown_before(project: Store, layers: Iterable[Counting]) -> dict[str, frozenset[str]]:
    """By coder's id, the transcripts, by hash, in which suggestions were shown before.

    No clock tells what came first: a showing came after a submission if that, or a revision of
    it, is the one that stood by then. Coders who were shown nothing are left out.
    """
    stood: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in store.showings(project):
        stood[one.coder, one.transcript].add(one.submission)
    found: dict[str, set[str]] = defaultdict(set)
    for coder, text, counts in layers:
        for by_then in stood.get((coder, text), ()):
            if counts not in store.submission_line(project, by_then):
                found[coder].add(text)
    return {coder: frozenset(texts) for coder, texts in found.items()}
