"""Stars: what a coder wants to find again, by the coding's lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.store.facts import Draft
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def star_draft(lineage: str) -> Draft:
    return Draft("star", {"about": lineage})


def stars(store: Store, coder: str, lineage: str) -> tuple[str, ...]:
    """The facts by which a coder has starred a coding; none if it is not starred by them."""
    sql = f"SELECT id FROM {standing('star')} WHERE about = ? AND author = ?"
    return tuple(row[0] for row in store.db.execute(sql, [lineage, coder]))
