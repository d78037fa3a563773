"""What a project has settled: tolerance, targets, bands, what reconcilers and coders see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.store import Store
from qualbench.workbench.coders import leading


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that a lead can settle; ``fits`` is the pattern of what it may be."""

    name: str
    value: str
    fits: str
    says: str


SETTINGS = (
    Setting("tolerance", "10", r"\d{1,4}", "characters that edges may differ by and still agree"),
    Setting(
        "target",
        "",
        r"((kappa|alpha|ac1|percent) (0?\.\d+|1(\.0+)?))?",
        "what the team wants to reach, such as: alpha .80",
    ),
    Setting(
        "bands",
        "none",
        "none|landis-koch|krippendorff",
        "words beside coefficients: none, landis-koch or krippendorff",
    ),
    Setting(
        "coefficients",
        "shown",
        "shown|hidden",
        "shown, or hidden while disagreements are reconciled",
    ),
    Setting(
        "suggestions",
        "after",
        "off|after|on-demand|inline",
        "when suggestions show: off, after (a turn was coded), on-demand or inline",
    ),
    Setting(
        "cases",
        "clinic",
        r"[^\s,]+( [^\s,]+)*",
        "what a rating is of, in attributes, such as: clinic, or: role clinic",
    ),
    Setting(
        "outcomes",
        "shown",
        "shown|hidden",
        "shown, or hidden from all but leads while constructs are rated",
    ),
    Setting(
        "precision",
        ".5",
        r"0?\.\d+|0|1(\.0+)?",
        "how sure a suggestion has to be to be shown: from 0 (all) to 1 (hardly any)",
    ),
)
"""What there is to be settled, with what holds until somebody does."""


def settings(project: Store) -> tuple[Setting, ...]:
    """Every setting as it stands."""
    settled = store.settings(project)
    return tuple(
        Setting(known.name, settled.get(known.name, known.value), known.fits, known.says)
        for known in SETTINGS
    )


def setting(project: Store, name: str) -> str:
    """One setting as it stands; NotFoundError for a name that is none."""
    return _find({one.name: one for one in settings(project)}, name).value


def settle(project: Store, lead: str, name: str, value: str) -> bool:
    """Settle something for the whole project; False where that is so already."""
    said = " ".join(value.split()).lower()
    known = _find({one.name: one for one in settings(project)}, name)
    if not re.fullmatch(known.fits, said, re.ASCII):
        raise RefusedError(f"{name} cannot be {value!r}", f"It is {known.says}.")
    with project.writing():
        author = leading(project, lead).id
        store.require_decided(project, "setting", name)
        if said == known.value:
            return False
        store.record(project, author, [store.setting_draft(project, name, said)])
    return True


def _find(known: Mapping[str, Setting], name: str) -> Setting:
    if name not in known:
        raise NotFoundError(f"there is no setting {name}", f"There is {', '.join(known)}.")
    return known[name]
