"""The project fact: what the study is called, who leads it, and which codebook it began with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.store.codebooks import publication_drafts
from qualbench.store.facts import Draft, kinds, record
from qualbench.store.ids import canonical, new_id, sha256
from qualbench.store.remembering import remembered

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qualbench.store.file import Store


def start_project(store: Store, name: str, lead: str, codebook: str) -> None:
    """The first facts of a project: itself, its first lead by name, its codebook as JSON."""
    coder = new_id()
    project = Draft("project", {"name": name, "lead": coder}, id=store.project)
    profile = Draft("coder", {"coder": coder, "name": lead})
    record(store, coder, [project, profile, *publication_drafts(codebook)], final=True)


def project_name(store: Store) -> str:
    return str(store.db.execute("SELECT name FROM fact_project").fetchone()[0])


@remembered
def facts_digest(store: Store) -> str:
    """SHA-256 over the sorted digests of all facts: equal for equal sets of facts."""
    rows = [
        f"{kind}:{digest}"
        for kind in kinds(store.db)
        for (digest,) in store.db.execute(f"SELECT digest FROM fact_{kind}")
    ]
    return sha256(canonical(sorted(rows)))


def given_to(store: Store) -> str:
    """The id of the coder whom this file was handed out to; empty for one that was not."""
    return recipient(store.db)


def recipient(db: Database) -> str:
    """The same of a file that is open."""
    sql = "SELECT coder FROM fact_handout WHERE given = (SELECT id FROM copy)"
    row = db.execute(sql).fetchone()
    return str(row[0]) if row else ""
