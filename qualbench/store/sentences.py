"""Sentence boundaries, recorded per transcript with the model that found them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualbench.model import Span
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical

if TYPE_CHECKING:
    from qualbench.store.file import Store


def sentences_draft(store: Store, transcript: str, model: str, spans: Iterable[Span]) -> Draft:
    """Boundaries to record, in the place of those that another model found."""
    live = store.db.execute(
        "SELECT id FROM live_sentences WHERE transcript = ?", [transcript]
    ).fetchone()
    payload = {
        "transcript": transcript,
        "model": model,
        "spans": canonical([[span.start, span.end] for span in spans]),
        "replaces": live[0] if live else None,
    }
    return Draft("sentences", payload, imported=True)


def sentences(store: Store, model: str = "") -> dict[str, tuple[Span, ...]]:
    """Transcript hash -> its sentences in reading order, found by ``model`` or by any."""
    rows = store.db.query("SELECT transcript, model, spans FROM live_sentences ORDER BY id DESC")
    return {
        row["transcript"]: tuple(Span(*span) for span in json.loads(row["spans"]))
        for row in rows
        if not model or row["model"] == model
    }
