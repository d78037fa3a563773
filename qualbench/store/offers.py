"""Suggestions as they were shown, each with what its coder decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualbench.model import Offer, Span
from qualbench.store.live import standing
from qualbench.store.showings import KEY

if TYPE_CHECKING:
    from qualbench.store.file import Store

_SAID = (
    f"author, transcript, start_char, end_char, {KEY}, CASE WHEN calibrated THEN score END, "
    "evidence, model"
)


def offers(store: Store) -> tuple[Offer, ...]:
    """One for each coder, span and key, by its latest decision; some were decided unseen."""
    found: dict[tuple[str, str, Span, str], Offer] = {}
    sql = f"SELECT {_SAID}, how, submission IS NOT NULL, at FROM {standing('showing')} ORDER BY id"
    for coder, text, start, end, key, score, evidence, model, how, after, at in store.db.execute(
        sql
    ):
        said = (coder, text, Span(start, end), key)
        found[said] = Offer(*said, score, evidence, model, how, bool(after), at)
    sql = f"SELECT {_SAID}, COALESCE(coding, ''), at FROM {standing('decision')} ORDER BY id"
    for coder, text, start, end, key, score, evidence, model, coding, at in store.db.execute(sql):
        said = (coder, text, Span(start, end), key)
        before = found.get(said) or Offer(*said, score, evidence, model)
        accepted = replace(before, decision="accepted", coding=coding, decided=at)
        rejected = replace(before, decision="rejected", coding="", decided=at)
        found[said] = accepted if coding else rejected
    return tuple(found.values())
