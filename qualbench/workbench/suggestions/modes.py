"""When suggestions show: as the project settles it, and never where a round is coded blind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Mode
from qualbench.store import Store
from qualbench.workbench.coders import coder_id
from qualbench.workbench.settings import setting

MODES: tuple[Mode, ...] = get_args(Mode)
"""From the one that shows least to the one that shows most."""


MODE_KEPT = "suggestions"
"""On a coder's desk: a mode that shows less than the project's."""


def at_most(most: Mode, desk: Mapping[str, str]) -> Mode:
    """A mode, or the one that lies on the coder's desk where that shows less."""
    kept = (one for one in MODES if one == desk.get(MODE_KEPT))
    return min(most, next(kept, most), key=MODES.index)


def shows(in_mode: Mode, *, coded: bool, asked: bool) -> bool:
    """Whether a turn's suggestions show to a coder who has coded it, or asked for them."""
    return {"off": False, "after": coded, "on-demand": asked, "inline": True}[in_mode]


def mode(project: Store, coder: str, transcript: str) -> Mode:
    """How suggestions show to a coder in a transcript, given by hash."""
    if blind_in(project, coder, transcript):
        return "off"
    return cast("Mode", setting(project, "suggestions"))


def blind_in(project: Store, coder: str, transcript: str) -> str:
    """The round that keeps suggestions of a transcript from a coder, by name; empty for none.

    From the day it opens until it is revealed, submitted or not: what was submitted can be
    revised until then.
    """
    me = coder_id(project, coder)
    blind = (one for one in store.rounds(project) if one.assigns(me, transcript))
    return next((one.name for one in blind if not one.revealed), "")


def require_on(project: Store, coder: str, transcript: str) -> Mode:
    """The mode; RefusedError where nothing may be suggested to the coder in this transcript."""
    if of := blind_in(project, coder, transcript):
        raise RefusedError(
            f"{store.transcript_names(project)[transcript]} is coded blind in round {of}",
            "There are no suggestions in it until a lead reveals the round.",
        )
    if (found := mode(project, coder, transcript)) == "off":
        raise RefusedError(
            "suggestions are off in this project",
            "A lead can switch them on: `qualbench settings PROJECT suggestions after`.",
        )
    return found
