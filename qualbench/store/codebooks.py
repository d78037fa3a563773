"""Codebook versions: each the digest of its content. Leads publish them, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.store.facts import Draft
from qualbench.store.ids import sha256

if TYPE_CHECKING:
    from qualbench.store.file import Store


def publication_drafts(content: str, replaces: str | None = None) -> tuple[Draft, Draft]:
    """A version, named by the SHA-256 of its canonical JSON, and the word that it is in force.

    ``replaces`` is the publication that it follows.
    """
    version = sha256(content)
    return (
        Draft("codebook", {"version": version, "content": content}, imported=True),
        Draft("publication", {"version": version, "replaces": replaces}),
    )


def current_codebook(store: Store) -> tuple[str, str]:
    """Version and content of the codebook in force."""
    row = store.db.execute(
        "SELECT b.version, b.content FROM live_publication p "
        "JOIN fact_codebook b ON b.version = p.version ORDER BY p.id"
    ).fetchone()
    return row[0], row[1]


def codebook_contents(store: Store) -> dict[str, str]:
    """Every published codebook, as canonical JSON by version."""
    rows = store.db.query("SELECT version, content FROM fact_codebook ORDER BY version")
    return {row["version"]: row["content"] for row in rows}
