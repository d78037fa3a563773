"""The primary coder: whose codings a transcript is analysed by until it is reconciled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.store.facts import Draft, record
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


_LIVE = standing("primary_coder")


def name_primary(store: Store, lead: str, coder: str, transcript: str | None) -> bool:
    """Name the primary coder of one transcript, or of the project; False where that is so."""
    row = store.db.execute(
        f"SELECT id, coder FROM {_LIVE} WHERE transcript IS ? ORDER BY id", [transcript]
    ).fetchone()
    if row and row[1] == coder:
        return False
    payload = {"transcript": transcript, "coder": coder, "replaces": row[0] if row else None}
    record(store, lead, [Draft("primary_coder", payload)])
    return True


def primary_coders(store: Store) -> dict[str | None, str]:
    """Transcript hash -> coder's id; the key None holds the project's."""
    rows = store.db.query(f"SELECT transcript, coder FROM {_LIVE} ORDER BY id DESC")
    return {row["transcript"]: row["coder"] for row in rows}
