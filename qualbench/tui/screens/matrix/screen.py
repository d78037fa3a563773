"""The matrix: rating by keys, with what stands behind a cell beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer
from textual.widgets import Static

from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.matrix.drawing import chequered, legend
from qualbench.tui.screens.matrix.saying import AtHand, about, quote_lines
from qualbench.tui.screens.matrix.seen import Seen
from qualbench.tui.screens.matrix.telling import Telling
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.chequer import Chequer, Squares
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import MatrixCell, MatrixRow, RatingChange

_AT_FIRST = "Reading the matrix …"
_PAUSE = 0.04
"""Seconds that a key rests before the pane follows; one that is held repeats sooner."""
_ABOUT = 0
"""The first item of the pane says what is known of the cell."""
_ANYWAY = frozenset({"back", "by", "undo", "redo"})
"""What can be done before there is a matrix."""
_FIRST = tuple(
    f"matrix.{name}"
    for name in (
        *("hinders_much", "hinders", "neither", "helps", "helps_much", "mixed", "missing"),
        *("not_applicable", "varies", "summary", "rationale", "open", "source", "verify"),
        *("drop", "mode", "by", "order", "groups", "call", "filter", "every"),
    )
)


class Matrix(Telling):
    """Squares on the left or above, the cell at hand on the right or below."""

    CSS_PATH = "matrix.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (120, "wide")]
    BINDINGS = [
        bind("enter", "open", "Into the quotes; the transcript there", "matrix.open", "Quotes"),
        bind("tab,shift+tab", "other", "Into the quotes and back", "matrix.other"),
        bind("space", "link", "A quote as evidence, or not; read on", "matrix.link"),
        bind("f,slash", "filter", "Only some constructs", "matrix.filter", "Filter"),
        bind("escape", "back", "Out of the quotes, filter off, back", "matrix.back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._at: AtHand | None = None  # what the pane shows
        self._resting: Timer | None = None
        self._drawn: Seen | None = None  # what the squares show: their numbers are of that
        self._said = Text()
        self._legend: Sequence[str] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Matrix")
        yield Static(_AT_FIRST, classes="hint", id="said", markup=False)
        with Container(id="both"):
            yield Chequer()
            yield Passages(id="cell")
        yield CodePicker()
        yield MemoBox()
        yield AskLine()
        yield KeyLine(_FIRST)

    def on_mount(self) -> None:
        self.set_focus(self._squares)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        may = self.seen is not None or action in _ANYWAY
        return may and super().check_action(action, parameters)

    # What is shown

    @property
    def _squares(self) -> Squares:
        return self.query_one(Squares)

    @property
    def _quotes(self) -> Passages:
        return self.query_one("#cell", Passages)

    @property
    def _in_quotes(self) -> bool:
        """At once, where ``has_focus`` waits for a message: keys may be typed ahead."""
        return self.focused is self._quotes

    @property
    def place(self) -> tuple[MatrixRow, MatrixCell] | None:
        seen, squares = self._drawn, self._squares
        rows = seen.rows if seen else ()
        if seen is None or squares.at >= len(rows) or squares.column >= len(seen.order):
            return None
        row = rows[squares.at]
        return row, row.cells[seen.order[squares.column]]

    def say_instead(self, said: str) -> None:
        self.query_one("#said", Static).update(one_line(said))

    def show(self) -> None:
        seen, before = self.seen, self.place
        if seen is None:
            return
        self._drawn, table = seen, chequered(seen)
        keys = [row.key for row in seen.rows]
        cases = [seen.matrix.keys[place] for place in seen.order]
        row, column = self._squares.at, self._squares.column
        if before and before[1].key in keys:
            row = keys.index(before[1].key)
        if before and before[1].case in cases:
            column = cases.index(before[1].case)
        self.query_one(Chequer).show(table, row, column)
        by = " x ".join(seen.matrix.cases.by)
        self.query_one(TitleLine).where = one_line(f"Matrix: constructs by {by}")
        self._legend = legend(table)
        self._say(seen)
        self.refresh_bindings()

    def _say(self, seen: Seen) -> None:
        said = Text(self._mode, style="bold reverse" if self.consensus else "bold")
        for part in self._parts(seen):
            said.append(f" · {one_line(part)}", "not bold not reverse")
        if said != self._said:
            self._said = said
            self.query_one("#said", Static).update(said)

    @property
    def _mode(self) -> str:
        if self.consensus:
            return " Rating for the TEAM: the consensus "
        return f"Rating for yourself, {self.bench.coder}"

    def _parts(self, seen: Seen) -> Iterator[str]:
        """What is left out comes first, then what marks stand for."""
        if seen.want.words:
            rows = f"{len(seen.rows)} of {len(seen.matrix.rows)} constructs"
            yield f"only “{seen.want.words}”: {rows}; {self.bench.key('matrix.back')} shows all"
        if columns := self.query_one(Chequer).said:
            yield columns
        if seen.told and seen.told.warning:
            yield seen.told.warning
        if seen.matrix.unplaced:
            yield f"{counted(seen.matrix.unplaced, 'coding')} in no case"
        if without := seen.matrix.cases.without:
            yield f"{counted(len(without), 'transcript')} in no case: {', '.join(without)}"
        yield from self._legend

    @on(Rows.AtHand, "Squares")
    def _moved(self) -> None:
        """The pane follows at once where the cell has changed, else when a key rests."""
        if self.seen:
            self._say(self.seen)
        if self._resting:
            self._resting.stop()
        if self._is_of(self.place):
            self._follow()
        else:
            self._resting = self.set_timer(_PAUSE, self._follow)

    def _is_of(self, place: tuple[MatrixRow, MatrixCell] | None) -> bool:
        """Whether the pane is of that cell."""
        shown, there = self._at.cell if self._at else None, place[1] if place else None
        if shown is None or there is None:
            return shown is there
        return (shown.key, shown.case) == (there.key, there.case)

    def _follow(self) -> None:
        """The pane; of the same cell the same quote stays at hand."""
        same = self._is_of(self.place)
        at = self._at = self.at_hand()
        if at is None:
            self._quotes.fill([], lambda item, width: ())
            return
        linked = sum(quote.shown.coding.lineage in at.linked for quote in at.quotes)
        title = f"Quotes: {linked} of {len(at.quotes)} linked as evidence"
        groups = [("", 1), *([(title, len(at.quotes))] if at.quotes else [])]

        def draw(item: int, width: int) -> Sequence[Text]:
            if item == _ABOUT:
                return about(at, width)
            quote = at.quotes[item - 1]
            return quote_lines(quote, width, linked=quote.shown.coding.lineage in at.linked)

        self._quotes.fill(groups, draw, self._quotes.at if same else _ABOUT)

    # Quotes

    @on(Rows.Chosen, "#cell, Squares")
    def action_open(self) -> None:
        """A place in a transcript; of a cell its quotes."""
        place = self._quotes.at - 1
        if not self._in_quotes:
            self.action_other()
        elif self._at and 0 <= place < len(self._at.quotes):
            quote = self._at.quotes[place]
            self.bench.open_at(quote.hash, quote.shown.coding.span)

    def action_other(self) -> None:
        if self._in_quotes:
            self.set_focus(self._squares)
            return
        if not self._is_of(self.place):
            self._follow()  # keys typed ahead
        if self._at and self._at.quotes:
            self.set_focus(self._quotes)
            self._quotes.action_go(max(1, self._quotes.at))
        else:
            self.notify("There is no talk of it in this case.")

    def action_link(self) -> None:
        """A quote as evidence of the rating, or no longer; without one at hand the pane moves."""
        at, place = self.at_hand(), self._quotes.at - 1
        if at is None or not self._in_quotes or place < 0:
            read_on(self._quotes)
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
            self.seen = replace(self.seen, want=replace(self.want, words=words.strip()))
            self.show()

    def action_back(self) -> None:
        if self._in_quotes:
            self.set_focus(self._squares)
        elif self.want.words:
            self._only("")
        else:
            self.app.pop_screen()
