"""Codebook versions: each the digest of its content; leads publish them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.store.facts import Draft
from qualbench.store.ids import canonical, sha256

if TYPE_CHECKING:
    from qualbench.store.file import Store


def codebook_draft(content: str, parents: tuple[str, ...] = ()) -> Draft:
    """A version to publish; ``content`` is canonical JSON and its SHA-256 names the version."""
    payload = {"version": sha256(content), "content": content, "parents": canonical(parents)}
    return Draft("codebook", payload, imported=True)


def current_codebook(store: Store) -> tuple[str, str]:
    """Version and content of the published codebook that no other one builds on."""
    row = store.db.execute(
        "SELECT version, content FROM live_codebook WHERE version NOT IN "
        "(SELECT value FROM live_codebook, json_each(parents)) ORDER BY version"
    ).fetchone()
    return row[0], row[1]


def codebook_contents(store: Store) -> dict[str, str]:
    """Every published codebook, as canonical JSON by version."""
    rows = store.db.query("SELECT version, content FROM fact_codebook ORDER BY version")
    return {row["version"]: row["content"] for row in rows}
