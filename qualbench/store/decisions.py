"""What coders decided about suggestions: accepted, which makes a coding, or rejected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualbench.model import Span, Suggestion
from qualbench.store.facts import Draft
from qualbench.store.live import standing
from qualbench.store.showings import KEY, suggested

if TYPE_CHECKING:
    from qualbench.store.file import Store


def decision_draft(transcript: str, said: Suggestion, coding: str | None = None) -> Draft:
    """A decision on a suggestion; with the coding's fact it was accepted, without rejected."""
    similarity = float(said.reason.similarity)
    payload = suggested(transcript, said) | {"coding": coding, "similarity": similarity}
    return Draft("decision", payload)


def rejected(store: Store, coder: str, transcript: str) -> frozenset[tuple[Span, str]]:
    """The spans and coding keys that a coder wants to see no suggestion of again."""
    rows = store.db.execute(
        f"SELECT start_char, end_char, {KEY} FROM {standing('decision')} "
        "WHERE author = ? AND transcript = ? AND coding IS NULL",
        [coder, transcript],
    )
    return frozenset((Span(start, end), key) for start, end, key in rows)


def accepted(store: Store) -> Mapping[str, tuple[Span, str]]:
    """By lineage, the codings that began as suggestions: the spans and keys suggested."""
    rows = store.db.execute(
        f"SELECT coding, start_char, end_char, {KEY} FROM {standing('decision')} "
        "WHERE coding IS NOT NULL ORDER BY id"
    )
    return {coding: (Span(start, end), key) for coding, start, end, key in rows}
