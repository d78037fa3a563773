"""Comparing in the background: the points first, then their intervals; what was found is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on, work
from textual.worker import Worker, WorkerState, get_current_worker

from qualbench import workbench
from qualbench.tui.screens.agreement.compared import PLAIN, Found, Want, compared, uncollected
from qualbench.tui.screens.agreement.differing import coders, confusions, unused
from qualbench.tui.screens.agreement.figures import constructs, drift, groups, units
from qualbench.tui.screens.agreement.showing import Showing
from qualbench.tui.screens.agreement.view import View
from qualbench.workbench import Unit

_BESIDE = frozenset(
    {
        *("coder", "coding", "decision", "handout", "memo", "proposal", "showing", "star"),
        *("topic_run", "topic_decision", "guide", "asked", "rating", "consensus_rating"),
        *("verification", "trial_table", "call", "integration"),
    }
)
"""Kinds of facts that nothing is compared by: codings count once they are submitted."""


class Comparing(Showing):
    """Views are made in the thread, too: of many coders they take a while."""

    def __init__(self, round_name: str = "") -> None:
        super().__init__(round_name)
        self._known: dict[Want, Found] = {}  # by what is needed of them
        self._views: dict[Want, View | None] = {}
        self._comparing: Worker[None] | None = None

    def changed(self) -> None:
        """Anew, as something may have been decided, submitted or revealed elsewhere."""
        self._known.clear()
        self._views.clear()
        self.look(self.want)

    @property
    def at_rest(self) -> bool:
        """What is being compared comes to its end: others may store something every second."""
        return super().at_rest and (not self._comparing or self._comparing.is_finished)

    def renewed(self, kinds: frozenset[str]) -> None:
        if not kinds <= _BESIDE:
            self.changed()

    def look(self, want: Want, units: Sequence[Unit] = ()) -> None:
        """Show something else; ``units`` are tried one after the other."""
        self.want = want
        before, self._comparing = self._comparing, None
        if before:
            before.cancel()
        if want in self._views and not units:
            self.bench.tell("agreement", "")
            self.show(replace(self._known[want.needs], want=want), self._views[want])
        else:
            self._comparing = self._compare(want, tuple(units))

    @work(thread=True, exit_on_error=False)
    def _compare(self, want: Want, units: tuple[Unit, ...]) -> None:
        """The points first, then their intervals."""
        worker = get_current_worker()

        def step(now: Want, stage: str, units: tuple[Unit, ...] = ()) -> Found:
            known = None if units else self._known.get(now.needs)
            if not known:
                self.app.call_from_thread(self._tell, worker, stage)
            found = known or compared(project, self.bench.coder, now, units)
            found = replace(found, want=replace(now, unit=found.want.unit))
            self.app.call_from_thread(self._came, worker, found, _view(found))
            return found

        with workbench.opened(self.bench.project.path) as project, uncollected():
            found = step(replace(want, resamples=0), "Comparing", units)
            if want.resamples and found.agreement and not worker.is_cancelled:
                now = replace(want, unit=found.want.unit)
                step(now, f"Resampling {want.resamples:,} times")

    def _tell(self, worker: Worker[None], stage: str) -> None:
        if self.is_attached and not worker.is_cancelled:
            self.bench.tell("agreement", stage)

    def _came(self, worker: Worker[None], found: Found, view: View | None) -> None:
        if worker.is_cancelled or not self.is_attached:
            return
        self.want = replace(self.want, unit=found.want.unit)
        if found.agreement:
            self._known[found.want.needs] = replace(found, skipped="")
            self._views[found.want] = view
        if found.skipped:
            self.notify(found.skipped, title=f"Unit: {found.want.unit}")
        self.show(found, view)

    @on(Worker.StateChanged)
    def _ended(self, event: Worker.StateChanged) -> None:
        """Whatever became of it; stopped, what is shown is what is wanted."""
        if event.worker is not self._comparing or not event.worker.is_finished:
            return
        self.bench.tell("agreement", "")
        if event.state is not WorkerState.SUCCESS and self.found:
            self.want = self.found.want
            self.settle()


def _view(found: Found) -> View | None:
    """The look that is wanted; None where there is nothing to be seen."""
    agreement, look = found.agreement, found.want.look
    if agreement is None or (found.ground.hidden and look not in PLAIN):
        return None
    if look in ("confusions", "coders"):
        behind = found.behind
        draw = confusions if look == "confusions" else coders
        return draw(found, agreement, behind) if behind else None
    plain = {
        "constructs": constructs,
        "groups": groups,
        "units": units,
        "unused": unused,
        "drift": drift,
    }
    return plain[look](found, agreement)
