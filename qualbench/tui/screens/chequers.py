"""Screens of constructs by cases: squares, what is behind the one at hand, read in a thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.tui.screens.leading import Leading
from qualbench.tui.widgets.chequer import Squares
from qualbench.tui.widgets.passages import Passages
from qualbench.workbench import Store

Want = TypeVar("Want")
Seen = TypeVar("Seen")


class Chequers(Leading, Generic[Want, Seen]):
    """``seen`` is what is shown; nothing before anything was read."""

    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (120, "wide")]
    LITTLE: ClassVar[frozenset[str]]
    """Kinds of facts for which talk need not be read again: ``changed`` will do."""

    def __init__(self, want: Want, read: Callable[[Store, str, Want], Seen]) -> None:
        super().__init__()
        self.want = want
        """What was asked for last, even if it was refused."""
        self.seen: Seen | None = None
        self._read = read

    @property
    def squares(self) -> Squares:
        return self.query_one(Squares)

    @property
    def beside(self) -> Passages:
        """What is behind the square at hand."""
        return self.query_one("#beside", Passages)

    @property
    def in_quotes(self) -> bool:
        """At once, where ``has_focus`` waits for a message: keys may be typed ahead."""
        return self.focused is self.beside

    def look(self, want: Want) -> None:
        self.want = want
        self._look(want)

    @work(thread=True, exclusive=True, exit_on_error=False, group="look")
    def _look(self, want: Want) -> None:
        worker = get_current_worker()
        try:
            with workbench.opened(self.bench.project.path) as project:
                found = self._read(project, self.bench.coder, want)
        except QualbenchError as error:
            self.app.call_from_thread(self.refused, error)
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.found, found)

    def found(self, found: Seen) -> None:
        """As it stands now: some may have been stored meanwhile."""
        if self.is_attached:
            self.seen = found
            self.changed()

    def refused(self, error: QualbenchError) -> None:
        """What is shown stays."""
        if self.seen is not None:
            self.bench.say(error)
        elif self.is_attached:
            self.say_above(f"{error.message}. {error.hint}")

    def renewed(self, kinds: frozenset[str]) -> None:
        if kinds <= self.LITTLE:
            self.changed()
        else:
            self.look(self.want)

    def on_screen_resume(self) -> None:
        """Somebody may have coded or rated meanwhile."""
        self.look(self.want)

    def stepped(self) -> None:
        """It may have been a coding."""
        super().stepped()
        self.look(self.want)

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)
