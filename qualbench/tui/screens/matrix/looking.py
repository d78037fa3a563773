"""What is looked at: which cases, which constructs, as they stand now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import work
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.tui.screens.leading import Leading
from qualbench.tui.screens.matrix.saying import AtHand
from qualbench.tui.screens.matrix.seen import Seen, Want, judged_in, rerated, seen
from qualbench.tui.screens.room import bind
from qualbench.workbench import Choice, MatrixCell, MatrixRow

_RATINGS = frozenset({"rating", "consensus_rating", "verification", "call"})
"""Kinds of facts for which the talk need not be read again."""


class Looking(Leading):
    """``seen`` is what is shown; nothing before anything was read."""

    BINDINGS = [
        bind("b", "by", "Other cases: by role, clinic, wave, …", "matrix.by", "By"),
        bind("e", "every", "Every construct, or those in use", "matrix.every", "Every"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.seen: Seen | None = None
        self.consensus = False
        """Whether rating is writing down what the team agreed on, and not one's own."""

    @property
    def place(self) -> tuple[MatrixRow, MatrixCell] | None:
        """The row and the cell at hand."""
        raise NotImplementedError

    def show(self) -> None:
        """Show what was found; the same cell stays at hand."""
        raise NotImplementedError

    def say_instead(self, said: str) -> None:
        """Say why there is nothing to be shown."""
        raise NotImplementedError

    @property
    def want(self) -> Want:
        return self.seen.want if self.seen else Want()

    def at_hand(self) -> AtHand | None:
        """The cell at hand with all that is shown of it."""
        place = self.place
        if self.seen is None or place is None:
            return None
        row, cell = place
        judged = judged_in(cell, consensus=self.consensus)
        project = self.bench.project
        concerns = workbench.cell_concerns(project, cell, judged) if judged else ()
        quotes = workbench.cell_quotes(project, cell)
        return AtHand(self.seen, row, cell, self.consensus, quotes, concerns)

    # Looking

    def look(self, want: Want) -> None:
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
        """With ratings and a filter as they are now: either may have changed meanwhile."""
        if self.is_attached:
            words = self.want.words
            self.seen = replace(found, want=replace(found.want, words=words))
            self.changed()

    def _refused(self, error: QualbenchError) -> None:
        """Without the outcome, if it is that: it may be hidden, or taken out, by now."""
        if self.seen is None and self.is_attached:
            self.say_instead(f"{error.message}. {error.hint}")
        elif self.is_attached:
            self.bench.say(error)
            if self.want.outcome:
                self.look(replace(self.want, outcome="", grouping=None))

    def changed(self) -> None:
        """Ratings as they stand now."""
        self.leading = self.bench.coder in workbench.leads(self.bench.project)
        if self.seen:
            try:
                self.seen = rerated(*self.who, self.seen)
            except QualbenchError as error:
                self._refused(error)
            self.show()

    def renewed(self, kinds: frozenset[str]) -> None:
        if kinds <= _RATINGS:
            self.changed()
        else:
            self.look(self.want)

    def on_screen_resume(self) -> None:
        """Somebody may have coded meanwhile."""
        self.look(self.want)

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)

    def action_undo(self) -> None:
        super().action_undo()
        self.look(self.want)  # it may have been a coding

    def action_redo(self) -> None:
        super().action_redo()
        self.look(self.want)

    # At what

    def action_by(self) -> None:
        """One attribute, or several: their combinations are the cases then."""
        known = workbench.attributes(self.bench.project)
        now = self.seen.matrix.cases.by if self.seen else ()
        names = [*now, *sorted(set(known) - set(now))]
        choices = [_attribute(name, known[name], name in now) for name in names]
        title = "A case is each"
        self.ask_codes(choices, title, self._by, recent=names, several=True, hint="Type a name")

    def _by(self, keys: Sequence[str]) -> None:
        """Groups were made of other cases; what orders these may say nothing of others."""
        self.look(replace(self.want, by=tuple(keys), outcome="", grouping=None))

    def action_every(self) -> None:
        self.look(replace(self.want, every=not self.want.every))


def _attribute(name: str, values: Sequence[str], now: bool) -> Choice:
    said = f"{name} (now)" if now else name
    return Choice(name, said, f"{', '.join(values)} > ", f"{name} {' '.join(values)}".casefold())
