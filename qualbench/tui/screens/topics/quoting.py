"""What was said in the topic at hand: to be read, marked as examples, opened in its place."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on

from qualbench.tui.screens.topics.saying import Said, about, others, passage, rest_said, typical
from qualbench.tui.screens.topics.seen import Seen
from qualbench.tui.screens.working import Working
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import ShownTopic

_ABOUT = 0
"""The first item says what is known of the topic."""


class Quoting(Working):
    """The most typical quotes first, then all others in reading order."""

    def __init__(self) -> None:
        super().__init__()
        self.examples: Sequence[int] = ()
        """The quotes that were marked as examples, by place."""
        self._quoted: Sequence[Said] = ()
        self._quoted_of: ShownTopic | None = None

    @property
    def quotes(self) -> Passages:
        return self.query_one(Passages)

    def show_quotes(self, found: Seen, topic: ShownTopic) -> None:
        """Of the same topic the same quote stays at hand."""
        first, rest = typical(topic), others(found, topic)
        before, self._quoted_of = self._quoted_of, topic
        if before is None or before.quotes != topic.quotes:
            self.examples = ()
        self._quoted = (*first, *rest)

        def draw(item: int, width: int) -> Sequence[Text]:
            if item == _ABOUT:
                return about(found, topic, width)
            example = item - 1 in self.examples
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

    @on(Rows.Chosen, "#quotes")
    def open_quote(self) -> None:
        """The place in the transcript."""
        if said := self.quoted:
            self.bench.open_at(said.hash, said.span)
