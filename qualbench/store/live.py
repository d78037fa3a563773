"""Which facts are live: they stand, and nothing that stands has replaced them.

A fact stands while no standing retraction by somebody with the authority names it. Authority
is judged here, when facts are viewed, and never when they are added: else the order in which
copies are merged would decide what is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from qualbench.errors import ProjectError
from qualbench.store.ids import canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

SHARED = frozenset({"transcript", "codebook"})
"""Kinds that are what they hold, whoever brings it: always live, nobody's to take back."""

BY_LEAD = frozenset(
    {
        *("publication", "primary_coder", "setting"),
        *("round", "assignment", "reveal", "reconciliation", "handout", "erasure"),
        *("guide", "consensus_rating", "call"),
    }
)
"""Kinds that only a lead can state."""

LEAD_MAY = BY_LEAD | frozenset(
    {
        *("belonging", "attribute", "name", "turns", "sentences", "proposal"),
        *("topic_run", "topic_decision", "asked", "trial_table", "integration"),
    }
)
"""Kinds of other authors that a lead may retract or revise."""

FINAL = frozenset({"project", "erasure", "showing"})
"""Kinds that nobody takes back."""


@dataclass(frozen=True, slots=True)
class Head:
    """What decides liveness: who says it, and which fact it replaces or retracts."""

    id: str
    kind: str
    author: str
    replaces: str | None = None
    retracts: str | None = None


def live_ids(heads: Mapping[str, Head], leads: frozenset[str]) -> set[str]:
    """The live facts among ``heads``, which must hold every fact that acts on one of them.

    Raises ProjectError where facts retract one another in a circle.
    """

    def may(actor: Head, target: Head) -> bool:
        return may_act(actor.author, target.kind, target.author, leads)

    retractions = _actors(heads, lambda head: head.retracts, may)
    revisions = _actors(heads, lambda head: head.replaces, may)
    standing: set[str] = set()
    for fact_id in _retractions_first(heads, retractions):
        stated = heads[fact_id].kind not in BY_LEAD or heads[fact_id].author in leads
        if stated and standing.isdisjoint(retractions.get(fact_id, ())):
            standing.add(fact_id)
    return standing - {i for i, actors in revisions.items() if not standing.isdisjoint(actors)}


def may_act(actor: str, kind: str, author: str, leads: frozenset[str]) -> bool:
    """Whether somebody may retract or revise a fact of a kind by an author."""
    if kind in SHARED or kind in FINAL:
        return False
    return actor == author or (actor in leads and kind in LEAD_MAY)


def _actors(
    heads: Mapping[str, Head],
    target_of: Callable[[Head], str | None],
    may: Callable[[Head, Head], bool],
) -> Mapping[str, list[str]]:
    """For each fact that others act on with authority, those."""
    actors: dict[str, list[str]] = defaultdict(list)
    for head in heads.values():
        target = heads.get(target_of(head) or "")
        if target is not None and may(head, target):
            actors[target.id].append(head.id)
    return actors


def _retractions_first(
    heads: Mapping[str, Head], retractions: Mapping[str, list[str]]
) -> Iterable[str]:
    try:
        ordered = dict.fromkeys(TopologicalSorter(retractions).static_order())
        return [*ordered, *(fact_id for fact_id in heads if fact_id not in ordered)]
    except CycleError as circle:
        raise ProjectError(
            f"facts retract one another in a circle: {', '.join(sorted(set(circle.args[1])))}",
            "This file was changed by hand; go back to a backup.",
        ) from None


def refresh(db: Database, changed: Collection[str]) -> None:
    """Bring the live table up to date after ``changed`` facts were added."""
    if len(changed) > _FEW and 4 * len(changed) > db["live"].count:
        rebuild(db)
        return
    heads = _connected(db, changed)
    live = live_ids(heads, leads(db))
    ids = canonical(sorted(heads))
    db.execute("DELETE FROM live WHERE id IN (SELECT value FROM json_each(?))", [ids])
    _keep(db, live)


_FEW = 1000
"""More than so many, and a good part of all that there are, are faster decided with all others."""


def _keep(db: Database, live: Iterable[str]) -> None:
    db.execute("INSERT INTO live SELECT value FROM json_each(?)", [canonical(sorted(live))])


def rebuild(db: Database) -> None:
    """Make the live table anew, from the facts alone."""
    db.execute("DELETE FROM live")
    _keep(db, rebuilt(db))


def standing(kind: str) -> str:
    """The live facts of a kind, as a table for a query that begins at an index of the kind's own.

    SQLite begins a query of a ``live_`` view at the live facts, of which there may be thousands.
    """
    table = f"fact_{kind}"
    return f"(SELECT * FROM {table} WHERE EXISTS (SELECT 1 FROM live WHERE live.id = {table}.id))"


def said_at(of: str = "") -> str:
    """When a fact was said, as a column of a query in which its table is called ``of``.

    Empty of what was imported: that is another time in each copy, and none of them is when it
    was first said.
    """
    table = f"{of}." if of else ""
    return f"iif(substr({table}id, 15, 1) = '5', '', {table}at)"


def rebuilt(db: Database) -> set[str]:
    """The live facts, from the facts alone."""
    return live_ids({head.id: head for head in _heads(db)}, leads(db))


def leads(db: Database) -> frozenset[str]:
    """The coders with a lead's authority: the one that the project fact names."""
    return frozenset(row[0] for row in db.execute("SELECT lead FROM fact_project"))


def _connected(db: Database, start: Iterable[str]) -> dict[str, Head]:
    """The facts reached from ``start`` by replacing and retracting, in both directions."""
    found: dict[str, Head] = {}
    explored: set[str] = set()
    frontier = set(start)
    while frontier:
        explored |= frontier
        heads = [h for some in _chunks(sorted(frontier)) for h in _around(db, some)]
        found |= {head.id: head for head in heads}
        reached = {i for h in heads for i in (h.id, h.replaces, h.retracts) if i}
        frontier = reached - explored
    return found


def _chunks(ids: Sequence[str], size: int = 1000) -> Iterable[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _around(db: Database, ids: Sequence[str]) -> Iterable[Head]:
    """The facts of these ids and those that act on them.

    The ids are bound one by one: SQLite carries a list into each table of the view, to its
    index, but answers an IN over a subquery by reading every fact there is.
    """
    marks = ", ".join("?" * len(ids))
    for column in ("id", "replaces", "retracts"):
        yield from _heads(db, f"WHERE {column} IN ({marks})", ids)


def _heads(db: Database, where: str = "", ids: Sequence[str] = ()) -> Iterable[Head]:
    sql = f"SELECT id, kind, author, replaces, retracts FROM heads {where}"
    return [Head(*row) for row in db.execute(sql, ids)]
