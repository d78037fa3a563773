"""Topics: a list of them; beside it what was said, or a map; instead of it tables."""

from __future__ import annotations

from textual import on

from qualbench.tui.screens.room import bind
from qualbench.tui.screens.topics.deciding import Deciding
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Scope

_ON_TOPICS = frozenset(
    {"view", "against", "open", "other", "read_on", "example"}
    | {"code", "map", "label", "merge", "split", "keep", "steady"}
)
"""What cannot be done before there are any."""


class Topics(Deciding):
    """Views, and what was said in the topic at hand."""

    CSS_PATH = "topics.tcss"
    BINDINGS = [
        bind("space", "read_on", "Read on in the quotes", "topics.read_on", "More quotes"),
        bind("e", "example", "Make the quote an example of its code", "topics.example"),
        bind("v", "view", "A map of the texts, or the quotes", "topics.view", "Map"),
        bind("b", "against", "Against codes, role, clinic, wave", "topics.against", "Table"),
        bind("enter", "open", "Into the quotes; the transcript there", "topics.open", "Open"),
        bind("tab,shift+tab", "other", "Into the quotes and back", "topics.other"),
        bind("escape", "back", "Back", "topics.back", "Back"),
    ]

    def on_mount(self) -> None:
        self.turn("quotes")
        self.look(Scope())

    def on_screen_resume(self) -> None:
        """Somebody may have coded meanwhile."""
        self.changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        may = self.seen is not None or action not in _ON_TOPICS
        return may and super().check_action(action, parameters)

    # Views

    def action_view(self) -> None:
        """The map, if nothing has to end before it can be drawn."""
        drawn = self.seen is not None and self.mapped == self.seen.found
        if self.view != "map" and not drawn and self.is_busy():
            return
        self.turn("quotes" if self.view == "map" else "map")

    def action_against(self) -> None:
        if self.seen:
            by = self.after(self.seen)
            self.turn("table" if by else "quotes", by)

    # One key each

    @on(Rows.Chosen, "#topics, #table Rows")
    def action_open(self) -> None:
        """A place in a transcript; of a topic its quotes."""
        if self.quoted:
            self.open_quote()
        elif self.view == "quotes":
            self.action_other()
        else:
            self.turn("quotes")

    def action_read_on(self) -> None:
        read_on(self.quotes)

    def action_example(self) -> None:
        """Only what is typical of the topic can be an example."""
        topic, place = self.topic, self.quotes.at - 1
        if topic is None or self.quoted is None:
            self.notify("Tab goes into the quotes.", title="No quote is at hand")
        elif place >= len(topic.quotes):
            self.notify("One of the most typical quotes can be an example.")
        elif self.seen:
            self.examples = sorted({*self.examples} ^ {place})
            self.show_quotes(self.seen, topic)

    def action_other(self) -> None:
        if self.view == "quotes" and self.quotes.has_focus:
            self.set_focus(self.rows)
        elif self.view == "quotes":
            self.set_focus(self.quotes)
            self.quotes.action_go(max(1, self.quotes.at))

    def action_back(self) -> None:
        """Out of the quotes, of the map or of a table; then out of the screen."""
        if self.view != "quotes":
            self.turn("quotes")
        elif self.quotes.has_focus:
            self.set_focus(self.rows)
        else:
            self.app.pop_screen()
