"""The matrix: rating by keys, with what stands behind a cell beside it."""

from __future__ import annotations

from dataclasses import replace

from textual import on

from qualbench.tui.screens.matrix.looking import Looking
from qualbench.tui.screens.matrix.rating import Rates
from qualbench.tui.screens.matrix.telling import Telling
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import RatingChange

_ANYWAY = frozenset({"back", "by", "undo", "redo"})
"""What can be done before there is a matrix."""


class Matrix(Telling, Rates, Looking):
    """What was said, as evidence; and which constructs."""

    CSS_PATH = "matrix.tcss"
    BINDINGS = [
        bind("enter", "open", "Into the quotes; the transcript there", "matrix.open", "Quotes"),
        bind("tab,shift+tab", "other", "Into the quotes and back", "matrix.other"),
        bind("space", "link", "A quote as evidence, or not; read on", "matrix.link"),
        bind("f,slash", "filter", "Only some constructs", "matrix.filter", "Filter"),
        bind("escape", "back", "Out of the quotes, filter off, back", "matrix.back", "Back"),
    ]

    def on_mount(self) -> None:
        self.set_focus(self.squares)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        may = self.seen is not None or action in _ANYWAY
        return may and super().check_action(action, parameters)

    # Quotes

    @on(Rows.Chosen, "#beside, Squares")
    def action_open(self) -> None:
        """A place in a transcript; of a cell its quotes."""
        place = self.beside.at - 1
        if not self.in_quotes:
            self.action_other()
        elif self.at and 0 <= place < len(self.at.quotes):
            quote = self.at.quotes[place]
            self.bench.open_at(quote.hash, quote.shown.coding.span)

    def action_other(self) -> None:
        if self.in_quotes:
            self.set_focus(self.squares)
            return
        if not self.is_of(self.place):
            self.follow()  # keys typed ahead
        if self.at and self.at.quotes:
            self.set_focus(self.beside)
            self.beside.action_go(max(1, self.beside.at))
        else:
            self.notify("There is no talk of it in this case.")

    def action_link(self) -> None:
        """A quote as evidence of the rating, or no longer; without one at hand the pane moves."""
        at, place = self.at_hand(), self.beside.at - 1
        if at is None or not self.in_quotes or not 0 <= place < len(at.quotes):
            read_on(self.beside)
            return
        lineage = at.quotes[place].shown.coding.lineage
        self.change(RatingChange(quotes=tuple(at.linked ^ {lineage})))

    # Which constructs

    def action_filter(self) -> None:
        hint = "Words of a construct or its domain; none shows all"
        self.ask("Only constructs with", self._only, self.want.words, hint)

    @on(AskLine.Changed)
    def _typed(self, event: AskLine.Changed) -> None:
        if self._told == self._only:
            self._only(event.text)

    def _only(self, words: str) -> None:
        if self.seen:
            self.want = replace(self.want, words=words.strip())
            self.seen = replace(self.seen, want=replace(self.seen.want, words=self.want.words))
            self.show()

    def action_back(self) -> None:
        if self.in_quotes:
            self.set_focus(self.squares)
        elif self.want.words:
            self._only("")
        else:
            self.app.pop_screen()
