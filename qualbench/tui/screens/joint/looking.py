"""What is looked at: which outcome, in which groups, of which cases, as it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import work
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.tui.screens.comparing import Comparing
from qualbench.tui.screens.joint.seen import Row, Seen, Want, remembered, restated, seen
from qualbench.tui.screens.room import bind

_DESK = "joint"
"""What the desk calls what was looked at last."""
_STATED = frozenset({"integration", "call"})
"""Kinds of facts for which talk and ratings need not be read again."""


class Looking(Comparing):
    """``seen`` is what is shown; nothing before an outcome was chosen."""

    BINDINGS = [
        bind("o", "outcome", "Another outcome", "joint.outcome", "Outcome"),
        bind("g", "groups", "Where the outcome parts cases", "joint.groups", "Groups"),
        bind("b", "by", "Other cases: by role, clinic, wave, …", "joint.by", "By"),
        bind("H", "turn_round", "Cases from the highest outcome down", "joint.highest", "Highest"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.seen: Seen | None = None
        self.want = Want()
        """What was asked for last, even if it was refused."""

    @property
    def row(self) -> Row | None:
        """The construct at hand."""
        raise NotImplementedError

    def show(self) -> None:
        """Show what was found; the same construct and case stay at hand."""
        raise NotImplementedError

    def say_instead(self, said: str) -> None:
        """Say why there is nothing to be shown."""
        raise NotImplementedError

    def begin(self) -> None:
        """With what was looked at last; else an outcome is asked for."""
        self.want = remembered(self.bench.desk.get(_DESK, ""))
        if not self.want.outcome:
            self.action_outcome()

    def look(self, want: Want) -> None:
        self.want = want
        if want.outcome:
            self._look(want)

    @work(thread=True, exclusive=True, exit_on_error=False, group="look")
    def _look(self, want: Want) -> None:
        worker = get_current_worker()
        try:
            with workbench.opened(self.bench.project.path) as project:
                found = seen(project, self.bench.coder, want)
        except QualbenchError as error:
            self.app.call_from_thread(self._refused, error)
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._found, found)

    def _found(self, found: Seen) -> None:
        """With calls and fits as they stand now: some may have been stored meanwhile."""
        if self.is_attached:
            self.seen = found
            self.bench.remember({_DESK: found.want.kept()})
            self.changed()

    def _refused(self, error: QualbenchError) -> None:
        """What is shown stays where something else was asked for; else it is not to be had now."""
        if self.seen and self.want != self.seen.want:
            self.want = self.seen.want
            self.bench.say(error)
        elif self.is_attached:
            self.seen = None
            self.show()
            self.say_instead(f"{error.message}. {error.hint}")

    def changed(self) -> None:
        """Calls, fits and meta-inferences as they stand now."""
        self.leading = self.bench.coder in workbench.leads(self.bench.project)
        if self.seen:
            try:
                self.seen = restated(*self.who, self.seen)
            except QualbenchError as error:
                self._refused(error)
            else:
                self.show()

    def renewed(self, kinds: frozenset[str]) -> None:
        if kinds <= _STATED:
            self.changed()
        else:
            self.look(self.want)

    def on_screen_resume(self) -> None:
        """Somebody may have rated meanwhile."""
        self.look(self.want)

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)

    def action_undo(self) -> None:
        super().action_undo()
        self.look(self.want)  # it may have been a rating

    def action_redo(self) -> None:
        super().action_redo()
        self.look(self.want)

    # At what

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
