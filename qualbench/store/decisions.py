"""What coders decided about suggestions: accepted, which makes a coding, or rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.model import Span, Suggestion
from qualbench.store.facts import Draft
from qualbench.store.ids import Value
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def decision_draft(
    transcript: str, said: Suggestion, model: str, coding: str | None = None
) -> Draft:
    """A decision on a suggestion; with the coding's fact it was accepted, without rejected.

    What the suggestion rested on is kept with it: its similarity, evidence and model.
    """
    code, _, role = said.key.partition("@")
    payload: dict[str, Value] = {
        "transcript": transcript,
        "start_char": said.span.start,
        "end_char": said.span.end,
        "code": code,
        "role": role or None,
        "coding": coding,
        "similarity": said.similarity,
        "evidence": f"{said.reason.kind}:{said.reason.source}",
        "model": model,
    }
    return Draft("decision", payload)


def rejected(store: Store, coder: str, transcript: str) -> frozenset[tuple[Span, str]]:
    """The spans and coding keys that a coder wants to see no suggestion of again."""
    rows = store.db.execute(
        "SELECT start_char, end_char, code || COALESCE('@' || role, '') "
        f"FROM {standing('decision')} "
        "WHERE author = ? AND transcript = ? AND coding IS NULL",
        [coder, transcript],
    )
    return frozenset((Span(start, end), key) for start, end, key in rows)


def accepted(store: Store) -> frozenset[str]:
    """The codings, by fact, that began as suggestions."""
    rows = store.db.execute(f"SELECT coding FROM {standing('decision')} WHERE coding IS NOT NULL")
    return frozenset(row[0] for row in rows)
