"""What is looked at: which outcome, in which groups, of which cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualbench.tui.screens.comparing import Comparing
from qualbench.tui.screens.joint.seen import Seen, remembered
from qualbench.tui.screens.joint.showing import Showing
from qualbench.tui.screens.room import bind

_DESK = "joint"
"""What the desk calls what was looked at last."""


class Looking(Showing, Comparing):
    """What was looked at last is shown again, on another day too."""

    BINDINGS = [
        bind("o", "outcome", "Another outcome", "joint.outcome", "Outcome"),
        bind("g", "groups", "Where the outcome parts cases", "joint.groups", "Groups"),
        bind("b", "by", "Other cases: by role, clinic, wave, …", "joint.by", "By"),
        bind("H", "turn_round", "Cases from the highest outcome down", "joint.highest", "Highest"),
    ]

    def begin(self) -> None:
        """With what was looked at last; else an outcome is asked for."""
        self.want = remembered(self.bench.desk.get(_DESK, ""))
        if not self.want.outcome:
            self.action_outcome()

    def found(self, found: Seen) -> None:
        if self.is_attached:
            self.bench.remember({_DESK: found.want.kept()})
        super().found(found)

    def action_outcome(self) -> None:
        self.ask_outcome("Hold constructs beside", self._outcome, self.want.by)

    def _outcome(self, outcome: str) -> None:
        """Another one is cut elsewhere."""
        self.look(replace(self.want, outcome=outcome, cuts=(), groups=()))

    def action_groups(self) -> None:
        self.ask_groups(self.want.outcome, self._parted, self.want.parted)

    def _parted(self, cuts: tuple[float, ...], groups: tuple[str, ...]) -> None:
        self.look(replace(self.want, cuts=cuts, groups=groups))

    def action_by(self) -> None:
        self.ask_cases(self.seen.grouping.by if self.seen else self.want.by, self._by)

    def _by(self, keys: Sequence[str]) -> None:
        """What was not displayed yet may say something of these cases."""
        self.look(replace(self.want, by=tuple(keys)))
        if not self.want.outcome:
            self.action_outcome()

    def action_turn_round(self) -> None:
        self.look(replace(self.want, highest_first=not self.want.highest_first))
