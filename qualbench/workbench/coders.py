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
    if name in _names(project) or store.namesakes(project, name):
        return store.find_coder(project, name)
    _refuse_strangers(project, name)
    return store.add_coder(project, unused(project, name))


def _refuse_strangers(project: Store, name: str) -> None:
    """In a copy that was handed out to somebody, another name is most likely a slip."""
    receiver = store.given_to(project)
    for coder in store.coders(project):
        if coder.id == receiver:
            raise RefusedError(
                f"this copy was handed out to {coder.name}, not to {name}",
                f"Say --coder {coder.name}, or ask for a copy of your own.",
            )


def unused(project: Store, name: str) -> str:
    """A name that somebody can take. RefusedError for one that is taken, or nearly."""
    name = named(name)
    if name.casefold() == CONSENSUS:
        raise RefusedError(f"nobody can be called {name}", "Tables call the team's layer that.")
    alike_ones = [coder.name for coder in store.namesakes(project, name)]
    for alike in (*_names(project), *alike_ones):
        if alike.casefold() == name.casefold():
            raise RefusedError(
                f"{name} would be a new coder beside {alike}",
                f"Write {alike}, or choose a name that nobody takes for it.",
            )
    return name


def _names(project: Store) -> list[str]:
    return [coder.name for coder in store.coders(project)]


def coder_id(project: Store, name: str) -> str:
    """The id of the coder of that name; empty where nobody is called so, or more than one."""
    return next((one.id for one in store.coders(project) if one.name == name.strip()), "")


def coder_name(project: Store, coder: str) -> str:
    """What a coder is called now, by id; empty for nobody."""
    return next((one.name for one in store.coders(project) if one.id == coder), "")


def leading(project: Store, name: str) -> Coder:
    """The coder of that name, who must be a lead."""
    coder = store.find_coder(project, named(name))
    if not coder.lead:
        lead = next(c.name for c in store.coders(project) if c.lead)
        raise RefusedError(f"{name} is not a lead", f"Ask {lead}, who leads this project.")
    return coder
