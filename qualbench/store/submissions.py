"""Submissions: a coder says "I have finished this one", and what counted is written down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualbench.model import Submission
from qualbench.store.codings import codings
from qualbench.store.facts import Draft, record
from qualbench.store.ids import canonical
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def submit(store: Store, coder: str, transcript: str) -> bool:
    """Record the coder's live codings of a transcript; False where that says nothing new."""
    counted = sorted(coding.id for coding in codings(store, transcript, coder))
    before = {s.transcript: s for s in submissions(store, coder)}.get(transcript)
    if before is not None and list(before.codings) == counted:
        return False
    payload = {
        "transcript": transcript,
        "codings": canonical(counted),
        "replaces": before.id if before else None,
    }
    record(store, coder, [Draft("submission", payload)])
    return True


def submissions(store: Store, coder: str = "") -> tuple[Submission, ...]:
    """The live submissions, of one coder or of all."""
    where, values = ("WHERE author = ?", [coder]) if coder else ("", [])
    table = standing("submission")
    rows = store.db.query(f"SELECT * FROM {table} {where} ORDER BY transcript, id", values)
    return tuple(
        Submission(r["id"], r["author"], r["transcript"], tuple(json.loads(r["codings"])), r["at"])
        for r in rows
    )


def handed_in(store: Store) -> frozenset[tuple[str, str]]:
    """Who has submitted what: pairs of a coder's id and a transcript's hash."""
    sql = f"SELECT author, transcript FROM {standing('submission')}"
    return frozenset(store.db.execute(sql).fetchall())
