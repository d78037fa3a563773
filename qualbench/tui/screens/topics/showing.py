"""How topics stand on the screen: a list; beside it what was said, or a map; or else tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.quoted import one_line
from qualbench.tui.scatter import Spot
from qualbench.tui.screens.topics.crossing import cross
from qualbench.tui.screens.topics.parts import Across
from qualbench.tui.screens.topics.quoting import Quoting
from qualbench.tui.screens.topics.saying import MISSED, in_list
from qualbench.tui.screens.topics.seen import CODES, Seen
from qualbench.tui.screens.working import Progress
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.tui.widgets.topic_map import TopicMap
from qualbench.workbench import ShownTopic, Store, TopicsFound

View = Literal["quotes", "map", "table"]

_AT_FIRST = "Looking for topics; the first time takes a while."
_FIRST = tuple(
    f"topics.{name}"
    for name in ("view", "against", "code", "map", "label", "merge", "split", "keep", "scope")
)


class Showing(Quoting):
    """The topic at hand is the same in every view. Nothing is ``seen`` before any were found."""

    JOB = "topics"

    def __init__(self) -> None:
        super().__init__()
        self.seen: Seen | None = None
        self.view: View = "quotes"
        self.mapped: TopicsFound | None = None
        """What is on the map."""
        self._by = ""

    def compose(self) -> ComposeResult:
        yield self.title_line("Topics")
        yield Static(_AT_FIRST, classes="hint", id="said", markup=False)
        with Horizontal(id="both"):
            yield Rows(tall=2, id="topics")
            yield Passages(id="quotes")
            yield TopicMap()
        yield Across(id="table")
        yield CodePicker()
        yield AskLine()
        yield KeyLine(_FIRST)

    # What is shown

    @property
    def rows(self) -> Rows:
        return self.query_one("#topics", Rows)

    @property
    def topic(self) -> ShownTopic | None:
        """The topic at hand, or what lies outside all."""
        listed = self.seen.listed if self.seen else ()
        return listed[self.rows.at] if self.rows.at < len(listed) else None

    def show(self, found: Seen, at: int | None) -> None:
        """Show what was found; at hand is a topic by its number, or what was."""
        if self._by not in ("", *found.tables):
            self.turn("quotes")
        before = self.query_one(TopicMap).at if at is None else at
        numbers = [topic.number for topic in found.listed]
        place = numbers.index(before) if before in numbers else self.rows.at
        self.rows.fill([("", len(numbers))], self._row, place)
        kept = f" “{found.found.kept}”" if found.found.kept else ""
        where = f"Topics{kept}: {found.found.scope.said}"
        self.query_one(TitleLine).where = one_line(where)
        self._show_view()
        self.refresh_bindings()

    def _row(self, item: int, width: int) -> Sequence[Text]:
        return in_list(self.seen, self.seen.listed[item], width) if self.seen else ()

    @on(Rows.AtHand, "#topics")
    def _at_hand(self) -> None:
        topic = self.topic
        if topic and self.seen:
            self.query_one(TopicMap).at = topic.number
            if self.view == "quotes":
                self.show_quotes(self.seen, topic)

    @on(Rows.AtHand, "#table Rows")
    def _at_hand_in_table(self, event: Rows.AtHand) -> None:
        self.rows.action_go(event.rows.at)

    @on(Across.Moved)
    def _hint(self) -> None:
        if self.seen:
            said = self._of_table if self.view == "table" else self._of_all
            self.say_above(f"{'. '.join(said(self.seen))}.")

    def _of_all(self, found: Seen) -> Iterator[str]:
        """How they were found, and what the sign stands for or why there is none."""
        yield found.found.summary.removesuffix(".")
        if found.steady:
            draws = f"{found.steady.draws} draws of nine texts in ten"
            yield f"Steadiness {found.steady.agreement:z.2f} (1: always the same), {draws}"
        if found.follows and not found.run:
            yield f"Numbers and names are those of “{found.follows}”"
        table = found.tables.get(CODES)
        if table is None:
            yield f"What the codebook misses is not known: {found.refused.removesuffix('.')}"
        elif any(row.missed for row in table.rows):
            yield f"{MISSED} less than half is coded"

    def _of_table(self, found: Seen) -> Iterator[str]:
        noun = f"{found.found.scope.unit}s"
        by = "codes" if self._by == CODES else self._by
        yield f"Topics by {by}: {noun}, in brackets respondents; the darker, the more of the topic"
        if said := self.query_one(Across).said:
            yield f"{said.capitalize()}, l and h move on"
        after = self.after(found)
        yield f"{self.bench.key('topics.against')}: {f'by {after}' if after else 'the list'}"

    def after(self, found: Seen) -> str:
        """What topics are held against next; after the last the list comes again."""
        names = ["", *found.tables]
        return names[(names.index(self._by) + 1) % len(names)]

    # Views

    def turn(self, view: View, by: str = "") -> None:
        """Another view; ``by`` is what the table holds topics against."""
        self.view, self._by = view, by
        self.set_class(view == "map", "map")
        self.set_class(view == "table", "table")
        self.set_focus(self.query_one(Across).rows if view == "table" else self.rows)
        self._show_view()

    def _show_view(self) -> None:
        topic = self.topic
        if self.seen is None or topic is None:
            return
        if self.view == "quotes":
            self.show_quotes(self.seen, topic)
        elif self.view == "table":
            self.query_one(Across).show(cross(self.seen, self._by), self.rows.at)
        elif self.mapped != self.seen.found:
            self._draw(self.seen.found)
        self._hint()

    def _draw(self, found: TopicsFound) -> None:
        def spots(project: Store, progress: Progress) -> Sequence[Spot]:
            return workbench.topic_map(project, found, progress)

        self.do("Drawing the map", spots, partial(self._drawn, found))

    def _drawn(self, found: TopicsFound, spots: Sequence[Spot]) -> None:
        self.mapped = found
        self.query_one(TopicMap).spots = spots
