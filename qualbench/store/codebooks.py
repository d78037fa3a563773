"""Codebook versions: each the digest of its content. Leads publish them, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.store.facts import Draft
from qualbench.store.ids import canonical, sha256
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


@dataclass(frozen=True, slots=True)
class Publication:
    """A lead's word that a version is in force; ``replaces`` is the publication it follows."""

    id: str
    version: str
    author: str
    at: str
    note: str
    replaces: str | None


def publication_drafts(
    content: str, replaces: str | None = None, note: str = ""
) -> tuple[Draft, Draft]:
    """A version, named by the SHA-256 of its canonical JSON, and the word that it is in force.

    ``replaces`` is the publication that it follows, ``note`` says why.
    """
    version = sha256(content)
    said = {"version": version, "replaces": replaces, "note": note or None}
    return (
        Draft("codebook", {"version": version, "content": content}, imported=True),
        Draft("publication", said),
    )


def current_publication(store: Store) -> Publication:
    """The word by which a codebook is in force."""
    return _publications(store, standing("publication"))[0]


def publications(store: Store) -> tuple[Publication, ...]:
    """Those that led to the codebook in force, the first one first; none that was undone.

    They are ordered by what replaces what, never by their times.
    """
    known = {said.id: said for said in _publications(store, "fact_publication")}
    chain = [current_publication(store)]
    while chain[-1].replaces in known:
        chain.append(known[chain[-1].replaces or ""])
    return tuple(reversed(chain))


def _publications(store: Store, table: str) -> list[Publication]:
    rows = store.db.query(
        f"SELECT id, version, author, at, COALESCE(note, '') AS note, replaces FROM {table} "
        "ORDER BY id"
    )
    return [Publication(**row) for row in rows]


def current_codebook(store: Store) -> tuple[str, str]:
    """Version and content of the codebook in force."""
    row = store.db.execute(
        f"SELECT b.version, b.content FROM {standing('publication')} p "
        "JOIN fact_codebook b ON b.version = p.version ORDER BY p.id"
    ).fetchone()
    return row[0], row[1]


def codebook_contents(store: Store, versions: Iterable[str] | None = None) -> dict[str, str]:
    """Published codebooks, as canonical JSON by version: those versions, or every one."""
    asked = "" if versions is None else "WHERE version IN (SELECT value FROM json_each(?))"
    values = [] if versions is None else [canonical(sorted(set(versions)))]
    sql = f"SELECT version, content FROM fact_codebook {asked} ORDER BY version"
    return {row["version"]: row["content"] for row in store.db.query(sql, values)}


def undone_versions(store: Store) -> dict[str, str]:
    """Content by version of what was published and taken back."""
    rows = store.db.execute(
        "SELECT DISTINCT version FROM fact_publication p "
        f"WHERE EXISTS (SELECT 1 FROM {standing('retraction')} r WHERE r.fact = p.id)"
    ).fetchall()
    return codebook_contents(store, [row[0] for row in rows]) if rows else {}


def codes_in_use(store: Store, among: Iterable[str]) -> frozenset[str]:
    """Which of these codes a live coding, or a standing decision's outcome, carries."""
    rows = store.db.execute(
        "WITH among AS (SELECT value AS code FROM json_each(?)) "
        f"SELECT code FROM {standing('coding')} WHERE code IN among "
        f"UNION SELECT json_extract(o.value, '$.code') AS code "
        f"FROM {standing('reconciliation')} r, json_each(r.outcome) o WHERE code IN among",
        [canonical(sorted(among))],
    )
    return frozenset(row[0] for row in rows)


def coding_counts(store: Store) -> tuple[tuple[str, str, str, int], ...]:
    """How many live codings of each code each coder has in each transcript."""
    sql = (
        f"SELECT code, author, transcript, COUNT(*) FROM {standing('coding')} "
        "GROUP BY code, author, transcript"
    )
    return tuple(store.db.execute(sql).fetchall())


def codes_as_coded(store: Store, codings: Iterable[str]) -> dict[str, str]:
    """Coding -> the code that its fact names, whatever that was merged into since."""
    sql = "SELECT id, code FROM fact_coding WHERE id IN (SELECT value FROM json_each(?))"
    return {r["id"]: r["code"] for r in store.db.query(sql, [canonical(sorted(codings))])}
