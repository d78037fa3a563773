"""Facts: made once, by somebody, at a time; added, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from qualbench.errors import ProjectError
from qualbench.store import live
from qualbench.store.ids import (
    Payload,
    Value,
    canonical,
    content_id,
    is_content_id,
    new_id,
    now,
    sha256,
)
from qualbench.store.schema import ENVELOPE

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qualbench.store.file import Store

Manner = Literal["do", "undo", "redo"]

UNDOABLE = frozenset(
    {
        *("coding", "memo", "star", "decision", "submission", "proposal", "publication"),
        *("round", "assignment", "reconciliation", "setting", "retraction"),
        *("topic_run", "topic_decision", "guide", "asked", "trial_table"),
        *("rating", "consensus_rating", "verification", "call", "integration"),
    }
)
"""Kinds that undo takes back. What was imported is not undone by a key."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a kind's table. ``payload`` holds the columns behind the envelope."""

    kind: str
    id: str
    author: str
    copy: str
    action: str
    at: str
    payload: Payload

    @property
    def content(self) -> dict[str, object]:
        """What the fact says; a column that a later format added and left empty says nothing."""
        return {name: value for name, value in self.payload.items() if value is not None}

    @property
    def digest(self) -> str:
        """SHA-256 of all that must not change.

        A content-made id may be arrived at twice, in two copies at two times, and is one fact:
        then only what it says counts, and its author unless the kind is shared.
        """
        said: list[object] = [self.kind, self.id, self.content]
        if self.kind not in live.SHARED:
            said.append(self.author)
        if not is_content_id(self.id):
            said += [self.copy, self.action, self.at]
        return sha256(canonical(said))

    def has_its_own_id(self, project: str) -> bool:
        """Whether a content-made id fits the content."""
        return not is_content_id(self.id) or self.id == imported_id(
            project, self.kind, self.author, self.content
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is about to say. ``imported``: its id comes from its content."""

    kind: str
    payload: Payload
    imported: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The ids of the facts that were added and of those that were there already."""

    added: tuple[str, ...]
    already: tuple[str, ...]
    action: str


def imported_id(project: str, kind: str, author: str, content: Payload | dict[str, object]) -> str:
    said = {name: value for name, value in content.items() if value is not None}
    return content_id(project, [kind, "" if kind in live.SHARED else author, said])


def record(
    store: Store,
    author: str,
    drafts: Iterable[Draft],
    manner: Manner = "do",
    of: str | None = None,
    *,
    final: bool = False,
) -> Recorded:
    """Add facts as one action of ``author``. Call it inside ``store.writing()``.

    What is ``final`` is not undone by a key, whatever its kind.
    """
    action, at = new_id(), now()
    facts = [_seal(store, author, action, at, draft) for draft in drafts]
    added, already = add(store.db, facts)
    if not final and any(fact.kind in UNDOABLE for fact in added):
        store.db.execute(
            "INSERT INTO action (id, coder, manner, of) VALUES (?, ?, ?, ?)",
            [action, author, manner, of],
        )
    return Recorded(tuple(f.id for f in added), tuple(f.id for f in already), action)


def _seal(store: Store, author: str, action: str, at: str, draft: Draft) -> Fact:
    fact_id = draft.id or (
        imported_id(store.project, draft.kind, author, draft.payload)
        if draft.imported
        else new_id()
    )
    return Fact(draft.kind, fact_id, author, store.copy, action, at, draft.payload)


def add(db: Database, facts: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Add the facts that are not there yet: those added, those already there.

    Raises ProjectError where an id is there with another digest: somebody changed a fact.
    """
    added: list[Fact] = []
    already: list[Fact] = []
    for kind, of_kind in groupby(facts, key=lambda fact: fact.kind):
        for fact in of_kind:
            known = _digest_of(db, kind, fact.id)
            if known is None:
                _insert(db, fact)
                added.append(fact)
            elif known == fact.digest:
                already.append(fact)
            else:
                raise ProjectError(
                    f"{kind} {fact.id} is here with other content",
                    "Run `qualbench check` on both files: one of them was changed by hand.",
                )
    live.refresh(db, [fact.id for fact in added])
    return added, already


def _digest_of(db: Database, kind: str, fact_id: str) -> str | None:
    row = db.execute(f"SELECT digest FROM fact_{kind} WHERE id = ?", [fact_id]).fetchone()
    return row[0] if row else None


def _insert(db: Database, fact: Fact) -> None:
    envelope = (fact.id, fact.author, fact.copy, fact.action, fact.at, fact.digest)
    columns = (*ENVELOPE, *fact.payload)
    marks = ", ".join("?" * len(columns))
    db.execute(
        f"INSERT INTO fact_{fact.kind} ({', '.join(columns)}) VALUES ({marks})",
        [*envelope, *fact.payload.values()],
    )


def all_facts(
    db: Database, kind: str, where: str = "TRUE", values: dict[str, Value] | None = None
) -> Iterator[tuple[Fact, str]]:
    """Every fact of a kind as it stands in the file, with the digest written beside it.

    Or those for which ``where`` holds, with ``values`` for its parameters.
    """
    sql = f"SELECT * FROM fact_{kind} WHERE {where} ORDER BY id"
    rows = db.execute(sql, dict(values or {}))
    says = [column for column, *_ in rows.description][len(ENVELOPE) :]
    for fact, author, copy, action, at, digest, *said in rows:
        payload = dict(zip(says, said, strict=True))
        yield Fact(kind, fact, author, copy, action, at, payload), digest


def kinds(db: Database) -> list[str]:
    return [name.removeprefix("fact_") for name in db.table_names() if name.startswith("fact_")]
