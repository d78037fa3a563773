"""Submissions: a coder says "I have finished this one", and what counted is written down."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualbench.model import Submission
from qualbench.store.codings import codings
from qualbench.store.facts import Draft, record
from qualbench.store.ids import canonical
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def submit(store: Store, coder: str, transcript: str, rounds: Sequence[str] = ("",)) -> bool:
    """Record the coder's live codings of a transcript; False where that says nothing new.

    For each of the ``rounds``, by id; empty is for none of them. What was submitted for none
    gives way to the first that is submitted for one: so it is known which came later.
    """
    counted = sorted(coding.id for coding in codings(store, transcript, coder))
    mine = submissions(store, coder)
    before = {one.round: one for one in mine if one.transcript == transcript}
    news = [of for of in rounds if of not in before or list(before[of].codings) != counted]
    if news:
        drafts = []
        for of in news:
            replaced = before.get(of) or before.pop("", None)
            drafts.append(_draft(transcript, counted, of, replaced))
        record(store, coder, drafts)
    return bool(news)


def _draft(transcript: str, counted: Sequence[str], of: str, before: Submission | None) -> Draft:
    payload = {
        "transcript": transcript,
        "codings": canonical(counted),
        "round": of or None,
        "replaces": before.id if before else None,
    }
    return Draft("submission", payload)


def submissions(store: Store, coder: str = "") -> tuple[Submission, ...]:
    """The live submissions, of one coder or of all."""
    where, values = ("WHERE author = ?", [coder]) if coder else ("", [])
    table = standing("submission")
    rows = store.db.query(f"SELECT * FROM {table} {where} ORDER BY transcript, id", values)
    return tuple(map(_submission, rows))


def submissions_among(store: Store, ids: Sequence[str]) -> tuple[Submission, ...]:
    """The submissions of those facts, live or not: what counted when a round was revealed."""
    sql = "SELECT * FROM fact_submission WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return tuple(map(_submission, store.db.query(sql, [canonical(list(ids))])))


def submission_line(store: Store, fact: str) -> frozenset[str]:
    """A submission, by fact, with those that it took the place of, live or not."""
    rows = store.db.execute(
        "WITH RECURSIVE line (id, replaces) AS "
        "(SELECT id, replaces FROM fact_submission WHERE id = ? UNION "
        "SELECT s.id, s.replaces FROM fact_submission s JOIN line ON s.id = line.replaces) "
        "SELECT id FROM line",
        [fact],
    )
    return frozenset(row[0] for row in rows)


def _submission(row: Mapping[str, Any]) -> Submission:
    counted = tuple(json.loads(row["codings"]))
    said = (row["id"], row["author"], row["transcript"], counted, row["at"])
    return Submission(*said, row["round"] or "")


def handed_in(store: Store) -> frozenset[tuple[str, str]]:
    """Who has submitted what: pairs of a coder's id and a transcript's hash."""
    sql = f"SELECT author, transcript FROM {standing('submission')}"
    return frozenset(store.db.execute(sql).fetchall())
