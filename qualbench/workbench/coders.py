"""Who is at work."""

from __future__ import annotations

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import CONSENSUS, Coder
from qualbench.store import Store


def named(name: str) -> str:
    """The name of whoever is at work; RefusedError where nobody said it."""
    if not name.strip():
        raise RefusedError("who is at work?", "Say --coder NAME, or set QUALBENCH_CODER.")
    return name.strip()


def at_work(project: Store, name: str) -> Coder:
    """The coder of that name, new in the project if need be. Call it while writing."""
    name = named(name)
    known = [coder.name for coder in store.coders(project)]
    if name.casefold() == CONSENSUS:
        raise RefusedError(f"nobody can be called {name}", "Tables call the team's layer that.")
    if name in known:
        return store.find_coder(project, name)
    for alike in known:
        if alike.casefold() == name.casefold():
            raise RefusedError(
                f"{name} would be a new coder beside {alike}",
                f"Write {alike}, or choose a name that nobody takes for it.",
            )
    return store.add_coder(project, name)


def leading(project: Store, name: str) -> Coder:
    """The coder of that name, who must be a lead."""
    coder = store.find_coder(project, named(name))
    if not coder.lead:
        lead = next(c.name for c in store.coders(project) if c.lead)
        raise RefusedError(f"{name} is not a lead", f"Ask {lead}, who leads this project.")
    return coder
