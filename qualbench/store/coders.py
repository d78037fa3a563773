"""Coders: known by id, shown by the name in their latest profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.errors import NotFoundError
from qualbench.model import Coder
from qualbench.store.facts import Draft, record
from qualbench.store.ids import new_id
from qualbench.store.live import leads, standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def coders(store: Store) -> tuple[Coder, ...]:
    """Everybody with a profile of their own making, by name."""
    lead = leads(store.db)
    sql = f"SELECT coder, MIN(name) AS name FROM {standing('coder')} WHERE coder = author"
    rows = store.db.query(f"{sql} GROUP BY coder")
    people = [Coder(row["coder"], row["name"], row["coder"] in lead) for row in rows]
    return tuple(sorted(people, key=lambda coder: (coder.name, coder.id)))


def find_coder(store: Store, name: str) -> Coder:
    """The coder of that name. Raises NotFoundError where there is none, or more than one."""
    known = coders(store)
    found = [coder for coder in known if coder.name == name]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(coder.id for coder in found)
        raise NotFoundError(f"{len(found)} coders are named {name}", f"Rename one of them: {ids}")
    names = ", ".join(coder.name for coder in known)
    raise NotFoundError(f"there is no coder {name}", f"This project knows {names}.")


def add_coder(store: Store, name: str) -> Coder:
    """A new coder, who makes their own profile. Call it inside ``store.writing()``."""
    coder = new_id()
    record(store, coder, [Draft("coder", {"coder": coder, "name": name})])
    return Coder(coder, name)
