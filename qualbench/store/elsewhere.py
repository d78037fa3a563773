"""What other programs have stored in the same file meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.store.facts import kinds

if TYPE_CHECKING:
    from qualbench.store.file import Store


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it stood: how often others and this connection wrote, and its facts by kind."""

    others: int
    own: int
    facts: Mapping[str, int]


def seen(store: Store) -> Seen:
    """The file as it stands."""
    counts = (f"SELECT '{kind}', COUNT(*) FROM fact_{kind}" for kind in kinds(store.db))
    with store.reading():
        facts = dict(store.db.execute(" UNION ALL ".join(counts)).fetchall())
        return Seen(_others(store), store.db.conn.total_changes, facts)


def news(store: Store, before: Seen) -> tuple[Seen, frozenset[str]]:
    """The file as it stands, and the kinds of which others have stored facts, or erased some.

    Costs next to nothing while nobody writes. What this connection wrote is no news, nor where
    others are in their texts. After both wrote, what is its own may be told as well.
    """
    alone = _others(store) == before.others
    if alone and store.db.conn.total_changes == before.own:
        return before, frozenset()
    now = seen(store)
    if alone and now.others == before.others:
        return now, frozenset()
    known = before.facts.keys() | now.facts.keys()
    return now, frozenset(k for k in known if before.facts.get(k) != now.facts.get(k))


def _others(store: Store) -> int:
    """It changes when another connection has written, and not by what this one writes."""
    return int(store.db.execute("PRAGMA data_version").fetchone()[0])
