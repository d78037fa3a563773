"""What was said in the topic at hand: to be read, marked as examples, opened in its place."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on

from qualbench.tui.screens.room import bind
from qualbench.tui.screens.topics.deciding import Deciding
from qualbench.tui.screens.topics.saying import Said, about, others, passage, rest_said, typical
from qualbench.tui.screens.topics.seen import Seen
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import ShownTopic

_ABOUT = 0
"""The first item says what is known of the topic."""


class Quoting(Deciding):
    """The most typical quotes first, then all others in reading order."""

    BINDINGS = [
        bind("space", "read_on", "Read on in the quotes", "topics.read_on", "More quotes"),
        bind("e", "example", "Make the quote an example of its code", "topics.example"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._examples: list[int] = []
        self._quoted: Sequence[Said] = ()
        self._quoted_of: ShownTopic | None = None

    @property
    def examples(self) -> Sequence[int]:
        return self._examples

    @property
    def quotes(self) -> Passages:
        return self.query_one(Passages)

    def show_quotes(self, found: Seen, topic: ShownTopic) -> None:
        """Of the same topic the same quote stays at hand."""
        first, rest = typical(topic), others(found, topic)
        before, self._quoted_of = self._quoted_of, topic
        if before is None or before.quotes != topic.quotes:
            self._examples = []
        self._quoted = (*first, *rest)

        def draw(item: int, width: int) -> Sequence[Text]:
            if item == _ABOUT:
                return about(found, topic, width)
            example = item - 1 in self._examples
            return passage(self._quoted[item - 1], width, example=example)

        groups = [("Most typical", len(first)), (rest_said(topic, len(rest)), len(rest))]
        shown = [("", 1), *((title, size) for title, size in groups if size)]
        same = before is not None and before.number == topic.number
        self.quotes.fill(shown, draw, self.quotes.at if same else _ABOUT)

    @property
    def quoted(self) -> Said | None:
        """The quote at hand, while the keys are in the quotes."""
        place = self.quotes.at - 1
        here = self.quotes.has_focus and 0 <= place < len(self._quoted)
        return self._quoted[place] if here else None

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
            self._examples = sorted({*self._examples} ^ {place})
            self.show_quotes(self.seen, topic)

    @on(Rows.Chosen, "#quotes")
    def open_quote(self) -> None:
        """The place in the transcript."""
        if said := self.quoted:
            self.bench.open_at(said.hash, said.span)
