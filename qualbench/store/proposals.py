"""Codes that coders propose beside the codebook in force: each a fact of its coder's own."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.store.facts import Draft
from qualbench.store.ids import canonical
from qualbench.store.live import Head, leads, live_ids, standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


@dataclass(frozen=True, slots=True)
class Proposal:
    """A live proposal: its fact, whose it is, and the code as canonical JSON.

    ``coder`` is who proposed the code, whoever revised the proposal since.
    """

    id: str
    coder: str
    code: str
    content: str


def proposal_draft(code: str, content: str, replaces: str | None = None) -> Draft:
    """A code to propose, or the revision of a proposal."""
    return Draft("proposal", {"code": code, "content": content, "replaces": replaces})


_REPLACED = (
    "EXISTS (SELECT 1 FROM fact_proposal n WHERE n.replaces = p.id AND NOT EXISTS "
    f"(SELECT 1 FROM {standing('retraction')} r WHERE r.fact = n.id))"
)
"""Whether somebody has said it otherwise since, a lead's words among them."""


def proposals(store: Store) -> tuple[Proposal, ...]:
    """The proposals that stand, the oldest first."""
    sql = (
        "SELECT p.id, p.code, p.content, (SELECT author FROM fact_proposal f "
        "WHERE f.code = p.code AND f.replaces IS NULL ORDER BY f.id) AS coder "
        f"FROM {standing('proposal')} p ORDER BY p.code, {_REPLACED} DESC, p.id DESC"
    )
    found = [Proposal(**row) for row in store.db.query(sql)]
    return tuple(sorted({p.code: p for p in found}.values(), key=lambda p: p.id))


def withdrawn_proposals(store: Store) -> dict[str, str]:
    """Code -> content of the proposals that were taken back, as they read last."""
    rows = store.db.query(
        "SELECT p.code, p.content FROM fact_proposal p "
        f"WHERE EXISTS (SELECT 1 FROM {standing('retraction')} r WHERE r.fact = p.id) "
        "ORDER BY EXISTS (SELECT 1 FROM fact_proposal n WHERE n.replaces = p.id) DESC, p.id"
    )
    return {row["code"]: row["content"] for row in rows}


_STATED = (
    "SELECT p.code, p.id, p.author, p.replaces, NULL AS retracts, p.content, a.seq "
    "FROM fact_proposal p LEFT JOIN action a ON a.id = p.action "
)
_RETRACTED = (
    "WITH RECURSIVE said (code, id) AS (SELECT code, id FROM fact_proposal UNION "
    "SELECT said.code, r.id FROM fact_retraction r JOIN said ON r.fact = said.id) "
    "SELECT said.code, r.id, r.author, NULL AS replaces, r.fact AS retracts, NULL AS content, "
    "a.seq FROM said JOIN fact_retraction r ON r.id = said.id LEFT JOIN action a ON a.id = r.action"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A proposal, or a word that takes one back; ``seq`` is its place in the journal here."""

    head: Head
    content: str | None
    seq: int


def proposals_as_coded(store: Store, codings: Iterable[str]) -> dict[str, str]:
    """Coding -> how the proposal of its code read when it was made, where that is not how it reads.

    What came first is told by the journal of this file, never by a clock. Of what was done in
    another copy the order is not known, and nothing is said.
    """
    histories = {code: _readings(store, said) for code, said in _reworded(store).items()}
    now = {p.code: p.content for p in proposals(store)}
    found = {}
    for coding, code, seq in _places(store, codings, histories):
        since, contents = zip(*histories[code], strict=True)
        place = bisect_right(since, seq) - 1
        if place >= 0 and contents[place] not in (now.get(code), ""):
            found[coding] = contents[place]
    return found


def _reworded(store: Store) -> Mapping[str, list[_Said]]:
    """All that was said, in this file, of the proposals that read otherwise at some time."""
    rows = list(store.db.query(_STATED))
    contents = defaultdict(set)
    for row in rows:
        contents[row["code"]].add(row["content"])
    changed = {code for code, read in contents.items() if len(read) > 1}
    rows += store.db.query(_RETRACTED) if changed else ()
    elsewhere = {row["code"] for row in rows if row["seq"] is None}
    found: dict[str, list[_Said]] = defaultdict(list)
    for row in rows:
        if (code := row["code"]) in changed - elsewhere:
            kind = "retraction" if row["retracts"] else "proposal"
            head = Head(row["id"], kind, row["author"], row["replaces"], row["retracts"])
            found[code].append(_Said(head, row["content"], row["seq"]))
    return found


def _readings(store: Store, said: Iterable[_Said]) -> list[tuple[int, str]]:
    """From which place in the journal a proposal read how, oldest first; empty: taken back."""
    every = sorted(said, key=lambda one: one.seq)
    lead = leads(store.db)
    readings = []
    for seq in dict.fromkeys(one.seq for one in every):
        heads = {one.head.id: one.head for one in every if one.seq <= seq}
        live = live_ids(heads, lead)
        read = [one.content for one in every if one.head.id in live and one.content]
        readings.append((seq, read[0] if read else ""))
    return readings


def _places(
    store: Store, codings: Iterable[str], codes: Iterable[str]
) -> list[tuple[str, str, int]]:
    """Which of the codings are of those codes, and their places in the journal."""
    if not (wanted := sorted(codes)):
        return []
    sql = (
        "SELECT c.id, c.code, a.seq FROM fact_coding c JOIN action a ON a.id = c.action "
        "WHERE c.id IN (SELECT value FROM json_each(?)) "
        "AND c.code IN (SELECT value FROM json_each(?))"
    )
    return list(store.db.execute(sql, [canonical(sorted(codings)), canonical(wanted)]))
