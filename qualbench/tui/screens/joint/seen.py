"""What is held against an outcome, and the display it makes: asked of the workbench in a thread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from qualbench import workbench
from qualbench.model import CaseKey, Grouping, Integration
from qualbench.tui.desk import as_dict
from qualbench.workbench import (
    ConstructRow,
    Display,
    Distinguished,
    JointDisplay,
    MatrixRow,
    Store,
)


@dataclass(frozen=True, slots=True)
class Want:
    """``cuts`` or the names of ``groups`` part cases by ``outcome``; ``by`` makes these."""

    outcome: str = ""
    cuts: tuple[float, ...] = ()
    groups: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    highest_first: bool = False

    @property
    def parted(self) -> str:
        """The cuts or groups as somebody types them."""
        return ", ".join([f"{cut:g}" for cut in self.cuts] or self.groups)

    def kept(self) -> str:
        """For the desk of a coder."""
        return json.dumps(asdict(self))


def remembered(kept: str) -> Want:
    """What was looked at last; nothing where that cannot be read any more."""
    said = as_dict(kept)
    try:
        return Want(
            str(said["outcome"]),
            tuple(map(float, said["cuts"])),
            tuple(map(str, said["groups"])),
            tuple(map(str, said["by"])),
            bool(said["highest_first"]),
        )
    except (KeyError, TypeError, ValueError):
        return Want()


@dataclass(frozen=True, slots=True)
class Row:
    """A construct as it is displayed, with what is behind it."""

    shown: ConstructRow
    rated: MatrixRow
    told: Distinguished
    stated: Integration | None

    @property
    def key(self) -> str:
        return self.rated.key


@dataclass(frozen=True, slots=True)
class Seen:
    """``stated`` are fits and meta-inferences by construct, ``people`` names of coders by id."""

    want: Want
    made: Display
    stated: Mapping[str, Integration]
    people: Mapping[str, str]

    @property
    def display(self) -> JointDisplay:
        return self.made.display

    @property
    def grouping(self) -> Grouping:
        return self.made.distinguishing.grouping

    @property
    def rows(self) -> tuple[Row, ...]:
        told = {row.key: row for row in self.made.distinguishing.rows}
        rated = [row for row in self.made.matrix.rows if row.key in told]
        return tuple(
            Row(shown, row, told[row.key], self.stated.get(row.key))
            for shown, row in zip(self.display.constructs, rated, strict=True)
        )

    @property
    def cases(self) -> tuple[CaseKey, ...]:
        """In the order of the columns."""
        by = self.made.matrix.cases.by
        named = {workbench.case_name(case, by): case for case in self.made.matrix.keys}
        return tuple(named[case.name] for case in self.display.cases)

    def name(self, coder: str) -> str:
        return self.people.get(coder, "somebody")


def seen(project: Store, coder: str, want: Want) -> Seen:
    """What ``coder`` may see of it."""
    made = workbench.joint(
        project,
        coder,
        want.outcome,
        want.cuts,
        want.groups,
        want.by,
        highest_first=want.highest_first,
    )
    return restated(project, coder, Seen(want, made, {}, {}))


def restated(project: Store, coder: str, before: Seen) -> Seen:
    """The same with calls, fits and meta-inferences as they stand now."""
    of = before.grouping
    told = workbench.distinguished(project, coder, before.made.matrix, of)
    stated = workbench.integrations(project, coder, of.outcome, of.by)
    made = replace(before.made, distinguishing=told)
    now = replace(before, made=made, stated=stated)
    display = replace(now.display, constructs=tuple(map(_restated, now.rows)))
    coders = {one.coder for one in stated.values()}
    coders |= {row.call.coder for row in told.rows if row.call}
    people = {one: workbench.coder_name(project, one) for one in coders}
    return replace(now, made=replace(made, display=display), people=people)


def _restated(row: Row) -> ConstructRow:
    call, stated = row.told.call, row.stated
    return replace(
        row.shown,
        call=call.call if call else None,
        reason=call.reason if call else "",
        fit=stated.fit if stated else None,
        inference=stated.inference if stated else "",
    )
