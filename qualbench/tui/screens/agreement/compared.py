"""What is wanted of a comparison, and what it comes to: asked of the workbench in a thread."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Codebook
from qualbench.tui.rounds import counted, together
from qualbench.workbench import (
    Agreement,
    Comparison,
    Differences,
    Match,
    RoundAgreement,
    ShownRound,
    Store,
    Unit,
)

Look = Literal["constructs", "groups", "confusions", "coders", "units", "unused", "drift"]
PLAIN: tuple[Look, ...] = ("confusions", "unused")
"""Looks without any coefficient."""
_SAME: dict[Look, Look] = {"unused": "constructs", "coders": "confusions"}
"""Looks that need what another one needs."""
UNITS: tuple[Unit, ...] = ("turn", "sentence", "segment", "character")
SEED = 1
_FEW = 4
_GROUPS = ("role", "clinic")
_NOBODY = (
    "Nothing to compare yet: two coders must have submitted the same transcript. "
    "S in a transcript submits it."
)


@dataclass(frozen=True, slots=True)
class Want:
    """What is to be compared, and how it is looked at; ``by`` only where there are groups."""

    look: Look = "constructs"
    round: str = ""
    between: tuple[str, ...] = ()
    unit: Unit = "turn"
    match: Match = "exact"
    interviewer: bool = False
    by: str = "transcript"
    resamples: int = 0

    @property
    def needs(self) -> Want:
        """The same for everything that one and the same finding shows."""
        look = _SAME.get(self.look, self.look)
        return replace(self, look=look, by=self.by if look == "groups" else "")


@dataclass(frozen=True, slots=True)
class Target:
    """The coefficient that the project wants to see at ``bound`` or above."""

    name: str
    bound: float

    @staticmethod
    def of(setting: str) -> Target | None:
        name, _, bound = setting.partition(" ")
        return Target(name, float(bound)) if bound else None


@dataclass(frozen=True, slots=True)
class Ground:
    """What can be chosen: the rounds, every two coders with how many transcripts they have in
    common, what groups there are; what the project settled; the transcripts' hashes by name.
    """

    rounds: tuple[ShownRound, ...]
    pairs: Mapping[tuple[str, str], int]
    groups: tuple[str, ...]
    book: Codebook
    target: Target | None
    bands: str
    hidden: str
    hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison; without ``agreement`` it is ``refused``, and that says why.

    ``skipped`` says why units were passed over that were to be counted by. ``behind``, ``units``
    and ``rounds`` hold what the look needs.
    """

    want: Want
    ground: Ground
    agreement: Agreement | None = None
    refused: str = ""
    skipped: str = ""
    behind: Differences | None = None
    units: tuple[Comparison, ...] = ()
    rounds: tuple[RoundAgreement, ...] = ()


def people(coders: Sequence[str]) -> str:
    """Who is compared: by name, or of many how many they are."""
    return together(coders) if len(coders) <= _FEW else counted(len(coders), "coder")


@contextmanager
def uncollected() -> Iterator[None]:
    """Looking for cycles among all that is read and made here would make keys wait."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def compared(project: Store, viewer: str, want: Want, units: Sequence[Unit] = ()) -> Found:
    """Compare by the first of ``units`` that there is, or by the one that is wanted."""
    ground = _ground(project, viewer, want)
    skipped = []
    for unit in units or (want.unit,):
        now = replace(want, unit=unit)
        try:
            found = _found(project, viewer, now, ground)
        except QualbenchError as error:
            skipped.append(error)
        else:
            why = "; ".join(error.message for error in skipped)
            return replace(found, skipped=f"{why[:1].upper()}{why[1:]}" if why else "")
    said = f"{skipped[0].message}. {skipped[0].hint}"
    said = f"{said[:1].upper()}{said[1:]}" if ground.pairs or want.round else _NOBODY
    return Found(want, ground, refused=said)


def _found(project: Store, viewer: str, want: Want, ground: Ground) -> Found:
    needs = want.needs
    agreement = workbench.agree(
        project,
        viewer,
        want.between,
        want.unit,
        round_name=want.round,
        by=needs.by,
        interviewer=want.interviewer,
        match=want.match,
        resamples=want.resamples,
        seed=SEED,
    )
    found = Found(want, ground, agreement)
    if needs.look == "confusions":
        return replace(found, behind=workbench.differences(project, viewer, agreement.asked))
    if needs.look == "units":
        return replace(found, units=workbench.by_unit(project, viewer, agreement.asked))
    if needs.look == "drift":
        return replace(found, rounds=_drift(project, viewer, want))
    return found


def _drift(project: Store, viewer: str, want: Want) -> tuple[RoundAgreement, ...]:
    return workbench.drift(
        project,
        viewer,
        want.unit,
        between=want.between,
        interviewer=want.interviewer,
        match=want.match,
        resamples=want.resamples,
        seed=SEED,
    )


def _ground(project: Store, viewer: str, want: Want) -> Ground:
    rounds = workbench.rounds(project)
    transcripts = workbench.status(project, viewer).transcripts
    submitted = [one.submitted for one in transcripts]
    for shown in rounds:
        if want.round == shown.round.name:
            submitted = [one.counted for one in shown.assignments]
    pairs = Counter(pair for coders in submitted for pair in combinations(sorted(coders), 2))
    known = workbench.attributes(project)
    groups = ["transcript", *(name for name in _GROUPS if name in known)]
    if len(pairs) > 1 and not want.between:
        groups.append("coder")
    return Ground(
        rounds,
        dict(pairs.most_common()),
        tuple(groups),
        workbench.codebook(project),
        Target.of(workbench.setting(project, "target")),
        workbench.setting(project, "bands"),
        _hidden(project, viewer, want.round),
        {one.name: one.hash for one in transcripts},
    )


def _hidden(project: Store, viewer: str, round_name: str) -> str:
    """Why coefficients are not to be seen now; empty if they are."""
    if not round_name or workbench.setting(project, "coefficients") != "hidden":
        return ""
    if not any(r.round.name == round_name and r.round.revealed for r in workbench.rounds(project)):
        return ""
    every = workbench.disagreements(project, viewer, round_name)
    left = [one for one in every if one.decision is None or one.decision.choice == "meeting"]
    if not left:
        return ""
    return (
        f"Coefficients are hidden until round {round_name} is reconciled: of "
        f"{counted(len(every), 'disagreement')} {len(left)} are open. "
        "A lead can show them in the settings: coefficients, shown."
    )
