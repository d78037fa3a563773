"""Sentence boundaries, recorded per transcript with the model that found them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import starmap
from typing import TYPE_CHECKING

from qualbench.model import Span
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def sentences_draft(store: Store, transcript: str, model: str, spans: Iterable[Span]) -> Draft:
    """Boundaries to record, in the place of those that another model found."""
    live = store.db.execute(
        f"SELECT id FROM {standing('sentences')} WHERE transcript = ? ORDER BY id", [transcript]
    ).fetchone()
    payload = {
        "transcript": transcript,
        "model": model,
        "spans": canonical([[span.start, span.end] for span in spans]),
        "replaces": live[0] if live else None,
    }
    return Draft("sentences", payload, imported=True)


def sentences(store: Store, model: str = "", transcript: str = "") -> dict[str, tuple[Span, ...]]:
    """Transcript hash -> its sentences in reading order, found by ``model`` or by any."""
    rows = store.db.execute(
        f"SELECT transcript, spans FROM {standing('sentences')} "
        "WHERE :model IN ('', model) AND :text IN ('', transcript) ORDER BY id DESC",
        {"model": model, "text": transcript},
    )
    return {text: tuple(starmap(Span, json.loads(spans))) for text, spans in rows}


def sentence_facts(store: Store) -> dict[str, str]:
    """Transcript hash -> the fact that holds its sentences as they stand."""
    rows = store.db.execute(f"SELECT transcript, id FROM {standing('sentences')} ORDER BY id DESC")
    return dict(rows.fetchall())


def sentences_among(store: Store, facts: Iterable[str]) -> dict[str, tuple[Span, ...]]:
    """The sentences that those facts hold, live or not, by transcript."""
    sql = (
        "SELECT transcript, spans FROM fact_sentences "
        "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    rows = store.db.execute(sql, [canonical(list(facts))])
    return {text: tuple(starmap(Span, json.loads(spans))) for text, spans in rows}
