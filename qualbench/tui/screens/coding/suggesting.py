"""Suggestions: asked for or shown after coding, accepted or rejected; made in the background."""

from __future__ import annotations

from textual import work
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Span
from qualbench.tui.screens.coding.meaning import Meaning
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.at_hand import Item
from qualbench.workbench import Cancelled, ShownSuggestion


class Suggesting(Meaning):
    """Nobody is talked into a code: a turn's suggestions show after it was coded, or on demand."""

    BINDINGS = [
        bind("space", "ask", "Show suggestions for this turn", "coding.suggest", "Suggest"),
        bind("a", "accept", "Accept the suggestion at hand", "coding.accept"),
        bind("x", "reject", "Reject the suggestion at hand", "coding.reject"),
    ]

    def __init__(self, transcript: str, at: Span | None = None, edges: str = "") -> None:
        super().__init__(transcript, at, edges)
        self._asked: set[Span] = set()
        self._suggestions: dict[Span, tuple[ShownSuggestion, ...]] = {}

    def suggestion_items(self) -> list[Item]:
        """Only where the coder has coded first, or has asked: see README, Suggestions."""
        turn = self.view.selection.turn
        if turn not in self._asked and not any(self.touched.over(turn)):
            return []
        return [
            Item("suggestion", shown.said.key, shown.said.key, shown.name, shown.why)
            for shown in self._suggested_here()
        ]

    def _suggested_here(self) -> tuple[ShownSuggestion, ...]:
        """Suggestions are made for turns; a sentence has those of its turn."""
        return self._suggestions.get(self.view.selection.turn, ())

    def action_ask(self) -> None:
        self._asked.add(self.view.selection.turn)
        self.happened("suggested")
        self.show_here()
        if self._looking or self._suggested_here():
            return
        if self._suggestions:
            self.notify("There are none for an interviewer's turn, or you have decided on all.")
        else:
            self.notify("Press p in the library first.", title="There are no suggestions yet")

    @property
    def _looking(self) -> bool:
        return any(worker.node is self and not worker.is_finished for worker in self.workers)

    def action_accept(self) -> None:
        if said := self._suggested_at_hand():
            with self.doing():
                workbench.accept(*self.who, self.hash, said.said, self.span)
                self.happened("coded")

    def action_reject(self) -> None:
        if said := self._suggested_at_hand():
            with self.doing():
                workbench.reject(*self.who, self.hash, said.said)

    def _suggested_at_hand(self) -> ShownSuggestion | None:
        item = self.item
        if item is None or item.kind != "suggestion":
            self.notify("Tab moves to a suggestion; Space shows them.", title="No suggestion here")
            return None
        return next(one for one in self._suggested_here() if one.said.key == item.key)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def suggest(self) -> None:
        """Look for suggestions, without keeping anybody waiting."""
        if not self.page.sentences:
            return  # nobody has prepared this transcript
        worker = get_current_worker()
        try:
            with workbench.opened(self.bench.project.path) as project:
                found = workbench.suggestions(
                    project, self.bench.coder, self.hash, progress=_not_now
                )
        except (QualbenchError, Cancelled):
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._suggested, found)

    def _suggested(self, found: dict[Span, tuple[ShownSuggestion, ...]]) -> None:
        self._suggestions = found
        self.show_here()


def _not_now(stage: str, done: int, total: int) -> None:
    """Vectors are computed when somebody prepares, not behind the back of who is coding."""
    raise Cancelled
