"""Erasures: facts that what somebody said was destroyed. Every copy honours them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.errors import RefusedError
from qualbench.store.facts import Draft
from qualbench.store.ids import canonical, sha256
from qualbench.store.live import standing

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qualbench.store.file import Store


@dataclass(frozen=True, slots=True)
class Erasure:
    """Which transcripts, by hash, and which participant, as :func:`veiled`; empty for none."""

    id: str
    lead: str
    transcripts: tuple[str, ...]
    participant: str
    reason: str
    at: str


def erasure_draft(store: Store, transcripts: Sequence[str], participant: str, reason: str) -> Draft:
    said = {
        "transcripts": canonical(sorted(transcripts)),
        "participant": veiled(store.project, participant) if participant else None,
        "reason": reason or None,
    }
    return Draft("erasure", said)


def veiled(project: str, participant: str) -> str:
    """A participant as an erasure names one: a hash that tells nobody who it was."""
    return sha256(canonical([project, participant]))


def erasures(db: Database) -> tuple[Erasure, ...]:
    """Those by somebody with a lead's authority."""
    rows = db.query(
        "SELECT id, author AS lead, transcripts, COALESCE(participant, '') AS participant, "
        f"COALESCE(reason, '') AS reason, at FROM {standing('erasure')} ORDER BY id"
    )
    return tuple(
        Erasure(**{**row, "transcripts": tuple(json.loads(row["transcripts"]))}) for row in rows
    )


def erased_texts(db: Database) -> frozenset[str]:
    """The hashes of the transcripts that are no more."""
    return frozenset(text for one in erasures(db) for text in one.transcripts)


def require_not_erased(db: Database, transcript: str, name: str) -> None:
    """RefusedError for a text that was destroyed here."""
    for one in erasures(db):
        if transcript in one.transcripts:
            raise RefusedError(
                f"{name}: this text was erased from the project on {one.at[:10]}",
                "It is not taken in again. If it may be used after all, change it first.",
            )


def unfinished(store: Store) -> bool:
    """Whether words of an erasure may still lie in freed pages, backups or the cache."""
    return store.db.execute("SELECT 1 FROM unfinished").fetchone() is not None


def redactions(db: Database) -> dict[str, tuple[str, str]]:
    """By id, kind of a fact of which words were taken out, and the digest of what stands."""
    return {fact: (kind, digest) for fact, kind, digest in db.execute("SELECT * FROM redacted")}
