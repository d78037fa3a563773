"""The joint display: cases in the order of an outcome, what was rated, and what follows."""

from __future__ import annotations

from textual import on

from qualbench import workbench
from qualbench.tui.screens.joint.files import Files
from qualbench.tui.screens.joint.looking import Looking
from qualbench.tui.screens.joint.saying import said_in
from qualbench.tui.screens.joint.seen import Row, Seen
from qualbench.tui.screens.joint.showing import KINDS
from qualbench.tui.screens.joint.stating import Stating
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows

_OF_DISPLAY = frozenset(
    {"fit", "inference", "call", "groups", "turn_round", "every", "view", "write_display"}
    | {"open", "other", "read_on"}
)
"""What cannot be done before there is a display."""
_OF_CONSTRUCT = frozenset({"fit", "inference", "call", "every", "open", "other"})
"""What is about the construct at hand, which documents do not show."""


class Joint(Stating, Files, Looking):
    """How it is shown, and what was said."""

    CSS_PATH = "joint.tcss"
    BINDINGS = [
        bind("m", "every", "All outcomes above, or what fits", "joint.every", "More"),
        bind("v", "view", "Constructs, statistics or case profiles", "joint.view", "View"),
        bind("enter", "open", "Into the quotes; the transcript there", "joint.open", "Quotes"),
        bind("tab,shift+tab", "other", "Into the quotes and back", "joint.other"),
        bind("space", "read_on", "Read on in the pane", "joint.read_on"),
        bind("escape", "back", "Out of the quotes, back", "joint.back", "Back"),
    ]

    def on_mount(self) -> None:
        self.set_focus(self.squares)
        self.say_above(f"{self.bench.key('joint.outcome')} chooses an outcome.")
        self.begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        may = self.seen is not None or action not in _OF_DISPLAY
        may = may and (self.kind == "constructs" or action not in _OF_CONSTRUCT)
        return may and super().check_action(action, parameters)

    # How it is shown

    def action_every(self) -> None:
        self.every = not self.every
        self.show()

    def action_view(self) -> None:
        kinds = list(KINDS)
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)]
        self.show()
        self.set_focus(self.squares if self.kind == "constructs" else self.pages)

    # Quotes

    @on(Rows.Chosen, "#beside, Squares")
    def action_open(self) -> None:
        """The place of a quote in its transcript; of a construct its quotes."""
        if not self.in_quotes:
            self.action_other()
        elif self.seen and (row := self.row) and self.beside.at:
            self._open(self.seen, row, self.beside.at - 1)

    def _open(self, seen: Seen, row: Row, place: int) -> None:
        quotes = said_in(row)
        if place >= len(quotes):
            return
        column, quote = quotes[place]
        cell = seen.made.matrix.cell(row.key, seen.cases[column])
        found = workbench.cell_quotes(self.bench.project, cell) if cell and quote else ()
        for one in found:
            if quote and " ".join(one.speech.split()) == quote.text:
                self.bench.open_at(one.hash, one.shown.coding.span)
                return

    def action_other(self) -> None:
        if self.in_quotes:
            self.set_focus(self.squares)
        else:
            self.set_focus(self.beside)
            self.beside.action_go(max(1, self.beside.at))

    def action_read_on(self) -> None:
        read_on(self.beside if self.kind == "constructs" else self.pages)

    def action_back(self) -> None:
        if self.in_quotes:
            self.set_focus(self.squares)
        elif self.kind != "constructs":
            self.kind = "constructs"
            self.show()
            self.set_focus(self.squares)
        else:
            self.app.pop_screen()
