"""Who decides where copies contradict one another, and how much waits for somebody."""

from __future__ import annotations

from qualbench import store
from qualbench.store import Conflict, Store


def deciders(project: Store, conflict: Conflict) -> frozenset[str]:
    """The ids of those who may decide a conflict: who may take back whichever claim it is.

    Coders who are called alike take names for themselves, each of them.
    """
    asked = [store.decides(project, claim) for claim in conflict.claims]
    if conflict.kind == "namesake":
        return frozenset[str]().union(*asked)
    return frozenset.intersection(*asked)


def undecided(project: Store, coder: str) -> int:
    """How many conflicts stand that a coder, by name, may decide."""
    if not (found := store.conflicts(project)):
        return 0
    ids = {one.id for one in store.coders(project) if one.name == coder}
    return sum(bool(ids & deciders(project, one)) for one in found)
