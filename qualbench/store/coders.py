"""Coders: known by id, shown by the name in their latest profile."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from qualbench.errors import NotFoundError
from qualbench.model import Coder
from qualbench.store.facts import Draft, record
from qualbench.store.ids import new_id
from qualbench.store.live import leads, standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


THE_LEAD = "the lead"
"""What a lead is called whose profile is not here, as in a copy that was handed out."""


def coders(store: Store) -> tuple[Coder, ...]:
    """Everybody with a profile of their own making, and who leads, by name.

    Names that several have end in a part of the id: nobody is taken for somebody else.
    """
    known = _known(store)
    unnamed = leads(store.db) - {coder.id for coder in known}
    people = (*known, *(Coder(lead, THE_LEAD, lead=True) for lead in unnamed))
    return tuple(sorted(people, key=lambda coder: (coder.name, coder.id)))


def _known(store: Store) -> tuple[Coder, ...]:
    people = _people(store)
    alike = Counter(coder.name for coder in people)
    return tuple(_told_apart(coder) if alike[coder.name] > 1 else coder for coder in people)


def _told_apart(coder: Coder) -> Coder:
    return replace(coder, name=f"{coder.name} ({coder.id[-6:]})")


def _people(store: Store) -> tuple[Coder, ...]:
    lead = leads(store.db)
    sql = f"SELECT coder, MIN(name) AS name FROM {standing('coder')} WHERE coder = author"
    rows = store.db.query(f"{sql} GROUP BY coder")
    people = [Coder(row["coder"], row["name"], row["coder"] in lead) for row in rows]
    return tuple(sorted(people, key=lambda coder: (coder.name, coder.id)))


def find_coder(store: Store, name: str) -> Coder:
    """The coder of that name, or id. NotFoundError where there is none, or more than one."""
    known = _known(store)
    found = [coder for coder in known if name in (coder.name, coder.id)]
    if found:
        return found[0]
    if alike := namesakes(store, name):
        raise NotFoundError(
            f"{len(alike)} coders are named {name}",
            f"Say {' or '.join(coder.name for coder in map(_told_apart, alike))} until one of them "
            "takes another name: `qualbench merge PROJECT --conflicts`.",
        )
    names = ", ".join(coder.name for coder in known)
    raise NotFoundError(f"there is no coder {name}", f"This project knows {names}.")


def namesakes(store: Store, name: str) -> tuple[Coder, ...]:
    """The coders of that name, where it is not one's alone."""
    found = tuple(coder for coder in _people(store) if coder.name == name)
    return found if len(found) > 1 else ()


def renaming(coder: str, name: str, profile: str) -> Draft:
    """Another name for a coder, in the place of what that profile says."""
    return Draft("coder", {"coder": coder, "name": name, "replaces": profile})


def add_coder(store: Store, name: str) -> Coder:
    """A new coder, who makes their own profile. Call it inside ``store.writing()``."""
    coder = new_id()
    record(store, coder, [Draft("coder", {"coder": coder, "name": name})])
    return Coder(coder, name)
