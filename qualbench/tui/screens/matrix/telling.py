"""Cases in the order of an outcome, in groups by it, and what tells the groups apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from qualbench import workbench
from qualbench.model import Distinction, Grouping
from qualbench.tui.screens.matrix.rating import Rates
from qualbench.tui.screens.room import bind
from qualbench.workbench import Choice, Matrix, MatrixRow

_CALLS: dict[Distinction, str] = {
    "strong": "it distinguishes the groups strongly",
    "weak": "it distinguishes the groups weakly",
    "none": "it does not distinguish the groups",
    "insufficient": "too little is known to tell",
}


class Telling(Rates):
    """The outcome that orders cases is the one that groups them."""

    BINDINGS = [
        bind("O", "order", "Order cases by an outcome", "matrix.order", "Outcome"),
        bind("g", "groups", "What distinguishes groups by an outcome", "matrix.groups", "Groups"),
        bind("c", "call", "What the team says distinguishes", "matrix.call", "Call"),
    ]

    # Outcomes

    def action_order(self) -> None:
        if self.seen:
            names = [Choice("", "their names", "", "their names")] if self.want.outcome else []
            self._ask_outcome("Order cases by", self._order, names)

    def _ask_outcome(
        self, title: str, then: Callable[[str], None], before: Sequence[Choice] = ()
    ) -> None:
        with self.saying():
            choices = [*before, *self._outcomes()]
            keys = [choice.key for choice in choices]
            hint = "Type part of a name"
            self.ask_codes(choices, title, lambda picked: then(picked[0]), recent=keys, hint=hint)

    def _outcomes(self) -> list[Choice]:
        """Measures of the trial, then attributes; RefusedError where outcomes are hidden."""
        if self.seen is None:
            return []
        cases = self.seen.matrix.cases
        found = workbench.outcomes(*self.who, cases)
        measured = [_choice(one.name, one.measure.label or one.source) for one in found]
        known = workbench.attributes(self.bench.project)
        others = sorted(set(known) - {"participant"})
        return [*measured, *(_choice(name, ", ".join(known[name])) for name in others)]

    def _order(self, outcome: str) -> None:
        self.look(replace(self.want, outcome=outcome, grouping=None))

    # Groups

    def action_groups(self) -> None:
        """On and off; without an outcome it is asked for which one."""
        if self.seen is None:
            return
        if self.want.grouping:
            self.look(replace(self.want, grouping=None))
        elif self.want.outcome:
            self._ask_cuts(self.want.outcome)
        else:
            self._ask_outcome("What distinguishes cases by", self._ask_cuts)

    def _ask_cuts(self, outcome: str) -> None:
        hint = "numbers to cut at, or groups from low to high: low, high; nothing: the median"
        self.ask(f"Groups by {outcome}", partial(self._group, outcome), hint=hint)

    def _group(self, outcome: str, said: str) -> None:
        """Where all are numbers they are cuts, else names of groups in their order."""
        words = [word.strip() for word in said.split(",") if word.strip()]
        cuts = _numbers(words)
        groups = [] if cuts else words
        with self.saying():
            made = workbench.grouping_of(*self.who, outcome, cuts, groups, self._by_now)
            self.look(replace(self.want, outcome=made.outcome, grouping=made))

    @property
    def _by_now(self) -> tuple[str, ...]:
        return self.seen.matrix.cases.by if self.seen else ()

    # Calls

    def action_call(self) -> None:
        """Beside what the rule suggests; the reason is asked for next."""
        if self.seen is None or self.want.grouping is None or self.place is None:
            groups = self.bench.key("matrix.groups")
            self.notify(f"{groups} makes groups.", title="There are no groups to distinguish")
        elif self.may_lead("A lead writes down what the team says", "You can read it."):
            self._ask_call(self.seen.matrix, self.place[0], self.want.grouping)

    def _ask_call(self, shown: Matrix, row: MatrixRow, grouping: Grouping) -> None:
        """What the rule suggests comes first."""
        found = self.seen.distinguished(row.key) if self.seen else None
        if found is None:
            self.notify("A consensus comes first.", title=f"No rating of {row.name} is agreed on")
            return
        first = found.suggested.call
        said = {first: "", **_CALLS} | {first: f"{_CALLS[first]}, as the rule suggests"}
        choices = [_choice(call, meaning) for call, meaning in said.items()]
        then = partial(self._ask_reason, shown, row.key, grouping)
        title = f"What the team says of {row.name}"
        self.ask_codes(choices, title, then, recent=list(said), hint="Type a word")

    def _ask_reason(
        self, shown: Matrix, key: str, grouping: Grouping, picked: Sequence[str]
    ) -> None:
        call = cast(Distinction, picked[0])
        then = partial(self._call, shown, key, grouping, call)
        self.ask(f"{call}: why", then, hint="the team's reason")

    def _call(
        self, shown: Matrix, key: str, grouping: Grouping, call: Distinction, reason: str
    ) -> None:
        project, lead = self.who
        with self.doing():
            workbench.make_call(project, lead, key, call, reason, grouping, shown=shown)


def _choice(key: str, about: str) -> Choice:
    return Choice(key, key, f"{about} > ", f"{key} {about}".casefold())


def _numbers(words: Sequence[str]) -> tuple[float, ...]:
    """All of them as numbers; none unless all are."""
    try:
        return tuple(map(float, words))
    except ValueError:
        return ()
