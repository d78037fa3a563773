"""Codes that coders propose beside the codebook in force: each a fact of its coder's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.store.facts import Draft
from qualbench.store.live import standing

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


def proposals(store: Store) -> tuple[Proposal, ...]:
    """The proposals that stand, the oldest first."""
    sql = (
        "SELECT p.id, p.code, p.content, (SELECT author FROM fact_proposal f "
        "WHERE f.code = p.code AND f.replaces IS NULL ORDER BY f.id) AS coder "
        f"FROM {standing('proposal')} p ORDER BY p.code, p.id"
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
