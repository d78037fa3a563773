"""Cases in the order of an outcome, in groups by it, and what tells the groups apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Distinction, Grouping
from qualbench.tui.screens.comparing import Comparing, typed
from qualbench.tui.screens.matrix.showing import Showing
from qualbench.tui.screens.room import bind
from qualbench.workbench import Choice, Matrix, MatrixRow


class Telling(Showing, Comparing):
    """The outcome that orders cases is the one that groups them."""

    BINDINGS = [
        bind("O", "order", "Order cases by an outcome", "matrix.order", "Outcome"),
        bind("g", "groups", "What distinguishes groups by an outcome", "matrix.groups", "Groups"),
        bind("c", "call", "What the team says distinguishes", "matrix.call", "Call"),
    ]

    @property
    def _by_now(self) -> tuple[str, ...]:
        return self.seen.matrix.cases.by if self.seen else ()

    def action_order(self) -> None:
        if self.seen:
            names = [Choice("", "their names", "", "their names")] if self.want.outcome else []
            self.ask_outcome("Order cases by", self._order, self._by_now, names)

    def _order(self, outcome: str) -> None:
        self.look(replace(self.want, outcome=outcome, grouping=None))

    def action_groups(self) -> None:
        """By which outcome, the one at hand first; or no longer in groups."""
        if self.seen is None:
            return
        none = [Choice("", "no groups", "", "no groups")] if self.want.grouping else []
        asks = "What distinguishes cases by"
        self.ask_outcome(asks, self._ask_groups, self._by_now, none, self.want.outcome)

    def _ask_groups(self, outcome: str) -> None:
        before = self.want.grouping
        if not outcome:
            self.look(replace(self.want, grouping=None))
        else:
            now = typed(before) if before and before.outcome == outcome else ""
            self.ask_groups(outcome, partial(self._group, outcome), now)

    def _group(self, outcome: str, cuts: Sequence[float], groups: Sequence[str]) -> None:
        """What cannot be meant is asked again: keys typed ahead would rate."""
        project, coder = self.who
        try:
            made = workbench.grouping_of(project, coder, outcome, cuts, groups, self._by_now)
            if self.seen:
                workbench.distinguished(project, coder, self.seen.matrix, made)
        except QualbenchError as error:
            self.bench.say(error)
            said = ", ".join([*(f"{cut:g}" for cut in cuts), *groups])
            self.ask_groups(outcome, partial(self._group, outcome), said)
        else:
            self.look(replace(self.want, outcome=made.outcome, grouping=made))

    def action_call(self) -> None:
        """Beside what the rule suggests; the reason is asked for next."""
        if self.seen is None or self.want.grouping is None or self.place is None:
            groups = self.bench.key("matrix.groups")
            self.notify(f"{groups} makes groups.", title="There are no groups to distinguish")
        elif self.may_lead("A lead writes down what the team says", "You can read it."):
            self._ask_call(self.seen.matrix, self.place[0], self.want.grouping)

    def _ask_call(self, shown: Matrix, row: MatrixRow, grouping: Grouping) -> None:
        found = self.seen.distinguished(row.key) if self.seen else None
        if found:
            then = partial(self._call, shown, row.key, grouping)
            self.ask_call(row.name, found.suggested.call, then)
        else:
            self.notify("A consensus comes first.", title=f"No rating of {row.name} is agreed on")

    def _call(
        self, shown: Matrix, key: str, grouping: Grouping, call: Distinction, reason: str
    ) -> None:
        project, lead = self.who
        with self.doing():
            workbench.make_call(project, lead, key, call, reason, grouping, shown=shown)
