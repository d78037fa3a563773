"""How coders left the desk: panes, place, favourites. Local to this copy, never merged."""

from __future__ import annotations

from collections.abc import Mapping

from qualbench import store
from qualbench.store import Store
from qualbench.workbench.coders import named


def desk(project: Store, coder: str) -> dict[str, str]:
    """What lies on the desk of ``coder``, by name, whether they have done anything yet or not."""
    return store.desk(project, named(coder))


def leave(project: Store, coder: str, values: Mapping[str, str]) -> None:
    """Put values on the desk in the place of those of the same names; an empty one is taken off."""
    with project.writing():
        store.leave(project, named(coder), values)
