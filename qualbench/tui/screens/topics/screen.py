"""Topics: a list of them; beside it what was said, or a map; instead of it tables."""

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
from qualbench.tui.screens.room import bind
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
from qualbench.workbench import Scope, ShownTopic, Store, TopicsFound

View = Literal["quotes", "map", "table"]

_AT_FIRST = "Looking for topics; the first time takes a while."
_ON_TOPICS = frozenset(
    {"view", "against", "open", "other", "read_on", "example"}
    | {"code", "map", "label", "merge", "split", "keep", "steady"}
)
"""What cannot be done before there are any."""
_FIRST = tuple(
    f"topics.{name}"
    for name in ("view", "against", "code", "map", "label", "merge", "split", "keep", "scope")
)


class Topics(Quoting):
    """The topic at hand is the same in every view."""

    CSS_PATH = "topics.tcss"
    BINDINGS = [
        bind("v", "view", "A map of the texts, or the quotes", "topics.view", "Map"),
        bind("b", "against", "Against codes, role, clinic, wave", "topics.against", "Table"),
        bind("enter", "open", "Into the quotes; the transcript there", "topics.open", "Open"),
        bind("tab,shift+tab", "other", "Into the quotes and back", "topics.other"),
        bind("escape", "back", "Back", "topics.back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view: View = "quotes"
        self._by = ""
        self._mapped: TopicsFound | None = None

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

    def on_mount(self) -> None:
        self._turn("quotes")
        self.look(Scope())

    def on_screen_resume(self) -> None:
        """Somebody may have coded meanwhile."""
        self.changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        may = self.seen is not None or action not in _ON_TOPICS
        return may and super().check_action(action, parameters)

    # What is shown

    @property
    def _list(self) -> Rows:
        return self.query_one("#topics", Rows)

    @property
    def topic(self) -> ShownTopic | None:
        listed = self.seen.listed if self.seen else ()
        return listed[self._list.at] if self._list.at < len(listed) else None

    def say_instead(self, said: str) -> None:
        self.query_one("#said", Static).update(one_line(said))

    def show(self, found: Seen, at: int | None) -> None:
        if self._by not in ("", *found.tables):
            self._turn("quotes")
        before = self.query_one(TopicMap).at if at is None else at
        numbers = [topic.number for topic in found.listed]
        place = numbers.index(before) if before in numbers else self._list.at
        self._list.fill([("", len(numbers))], self._row, place)
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
            if self._view == "quotes":
                self.show_quotes(self.seen, topic)

    @on(Rows.AtHand, "#table Rows")
    def _at_hand_in_table(self, event: Rows.AtHand) -> None:
        self._list.action_go(event.rows.at)

    @on(Across.Moved)
    def _hint(self) -> None:
        if self.seen:
            said = self._of_table if self._view == "table" else self._of_all
            self.say_instead(f"{'. '.join(said(self.seen))}.")

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
        after = self._after(found)
        yield f"{self.bench.key('topics.against')}: {f'by {after}' if after else 'the list'}"

    def _after(self, found: Seen) -> str:
        """What topics are held against next; after the last the list comes again."""
        names = ["", *found.tables]
        return names[(names.index(self._by) + 1) % len(names)]

    # Views

    def _turn(self, view: View, by: str = "") -> None:
        """Another view; ``by`` is what the table holds topics against."""
        self._view, self._by = view, by
        self.set_class(view == "map", "map")
        self.set_class(view == "table", "table")
        self.set_focus(self.query_one(Across).rows if view == "table" else self._list)
        self._show_view()

    def _show_view(self) -> None:
        topic = self.topic
        if self.seen is None or topic is None:
            return
        if self._view == "quotes":
            self.show_quotes(self.seen, topic)
        elif self._view == "table":
            self.query_one(Across).show(cross(self.seen, self._by), self._list.at)
        elif self._mapped != self.seen.found:
            self._draw(self.seen.found)
        self._hint()

    def _draw(self, found: TopicsFound) -> None:
        def spots(project: Store, progress: Progress) -> Sequence[Spot]:
            return workbench.topic_map(project, found, progress)

        self.do("Drawing the map", spots, partial(self._drawn, found))

    def _drawn(self, found: TopicsFound, spots: Sequence[Spot]) -> None:
        self._mapped = found
        self.query_one(TopicMap).spots = spots

    def action_view(self) -> None:
        """The map, if nothing has to end before it can be drawn."""
        drawn = self.seen is not None and self._mapped == self.seen.found
        if self._view != "map" and not drawn and self.is_busy():
            return
        self._turn("quotes" if self._view == "map" else "map")

    def action_against(self) -> None:
        if self.seen:
            by = self._after(self.seen)
            self._turn("table" if by else "quotes", by)

    # One key each

    @on(Rows.Chosen, "#topics, #table Rows")
    def action_open(self) -> None:
        """A place in a transcript; of a topic its quotes."""
        if self.quoted:
            self.open_quote()
        elif self._view == "quotes":
            self.action_other()
        else:
            self._turn("quotes")

    def action_other(self) -> None:
        if self._view == "quotes" and self.quotes.has_focus:
            self.set_focus(self._list)
        elif self._view == "quotes":
            self.set_focus(self.quotes)
            self.quotes.action_go(max(1, self.quotes.at))

    def action_back(self) -> None:
        """Out of the quotes, of the map or of a table; then out of the screen."""
        if self._view != "quotes":
            self._turn("quotes")
        elif self.quotes.has_focus:
            self.set_focus(self._list)
        else:
            self.app.pop_screen()
