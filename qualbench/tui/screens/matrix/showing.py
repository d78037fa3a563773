"""How a matrix stands on the screen: squares, and what stands behind the cell at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer
from textual.widgets import Static

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.chequers import Chequers
from qualbench.tui.screens.matrix.drawing import chequered, legend
from qualbench.tui.screens.matrix.saying import AtHand, about, meaning, quote_lines
from qualbench.tui.screens.matrix.seen import Seen, Want, judged_in, rerated, seen
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.chequer import Chequer
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import MatrixCell, MatrixRow

_AT_FIRST = "Reading the matrix …"
_PAUSE = 0.04
"""Seconds that a key rests before the pane follows; one that is held repeats sooner."""
_ABOUT = 0
"""The first item of the pane says what is known of the cell."""
_FIRST = tuple(
    f"matrix.{name}"
    for name in (
        *("hinders", "mixed", "missing", "varies", "summary", "rationale", "open", "groups"),
        *("mode", "order", "filter", "by", "call", "verify", "not_applicable", "source", "drop"),
        "every",
    )
)


class Showing(Chequers[Want, Seen]):
    """Squares on the left or above, the cell at hand on the right or below."""

    LITTLE = frozenset({"rating", "consensus_rating", "verification", "call"})

    def __init__(self) -> None:
        super().__init__(Want(), seen)
        self.consensus = False
        """Whether rating is writing down what the team agreed on, and not one's own."""
        self.at: AtHand | None = None
        """What the pane shows."""
        self._resting: Timer | None = None
        self._drawn: Seen | None = None  # what the squares show: their numbers are of that
        self._said = Text()
        self._legend: Sequence[str] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Matrix")
        yield Static(_AT_FIRST, classes="hint", id="said", markup=False)
        with Container(id="both"):
            yield Chequer()
            yield Passages(id="beside")
        yield CodePicker()
        yield MemoBox()
        yield AskLine()
        yield KeyLine(_FIRST)

    @property
    def place(self) -> tuple[MatrixRow, MatrixCell] | None:
        """The row and the cell at hand."""
        seen, squares = self._drawn, self.squares
        rows = seen.rows if seen else ()
        if seen is None or squares.at >= len(rows) or squares.column >= len(seen.order):
            return None
        row = rows[squares.at]
        return row, row.cells[seen.order[squares.column]]

    def at_hand(self) -> AtHand | None:
        """The cell at hand with all that is shown of it."""
        place = self.place
        if self.seen is None or place is None:
            return None
        row, cell = place
        judged = judged_in(cell, consensus=self.consensus)
        project = self.bench.project
        concerns = workbench.cell_concerns(project, cell, judged) if judged else ()
        quotes = workbench.cell_quotes(project, cell)
        return AtHand(self.seen, row, cell, self.consensus, quotes, concerns)

    def found(self, found: Seen) -> None:
        """With the filter as it is now."""
        super().found(replace(found, want=replace(found.want, words=self.want.words)))

    def refused(self, error: QualbenchError) -> None:
        """Without the outcome, if it is that: it may be hidden, or taken out, by now."""
        self.want = self.seen.want if self.seen else Want()
        if self.is_attached:
            super().refused(error)
            if self.want.outcome:
                self.look(replace(self.want, outcome="", grouping=None))

    def changed(self) -> None:
        """Ratings as they stand now."""
        self.leading = self.bench.coder in workbench.leads(self.bench.project)
        if self.seen:
            try:
                self.seen = rerated(*self.who, self.seen)
            except QualbenchError as error:
                self.refused(error)
            self.show()

    def show(self) -> None:
        """Show what was found; the same cell stays at hand."""
        seen, before = self.seen, self.place
        if seen is None:
            return
        self._drawn, table = seen, chequered(seen)
        keys = [row.key for row in seen.rows]
        cases = [seen.matrix.keys[place] for place in seen.order]
        row, column = self.squares.at, self.squares.column
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
        said = Text(self.mode, style="bold reverse" if self.consensus else "bold")
        for part in self._parts(seen):
            said.append(f" · {one_line(part)}", "not bold not reverse")
        if said != self._said:
            self._said = said
            self.query_one("#said", Static).update(said)

    def say_mode(self) -> None:
        """What is said above, as it is now."""
        if self.seen:
            self._say(self.seen)

    @property
    def mode(self) -> str:
        """For whom it is rated."""
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
        self.say_mode()
        if self._resting:
            self._resting.stop()
        if self.is_of(self.place):
            self.follow()
        else:
            self._resting = self.set_timer(_PAUSE, self.follow)

    def is_of(self, place: tuple[MatrixRow, MatrixCell] | None) -> bool:
        """Whether the pane is of that cell."""
        shown, there = self.at.cell if self.at else None, place[1] if place else None
        if shown is None or there is None:
            return shown is there
        return (shown.key, shown.case) == (there.key, there.case)

    def follow(self) -> None:
        """The pane; of the same cell the same quote stays at hand."""
        same = self.is_of(self.place)
        at = self.at = self.at_hand()
        if at is None:
            self.beside.fill([], lambda item, width: ())
            return
        linked = sum(quote.shown.coding.lineage in at.linked for quote in at.quotes)
        title = f"Quotes: {linked} of {len(at.quotes)} linked as evidence"
        quotes = [(title, len(at.quotes))] if at.quotes else []
        groups = [("", 1), *quotes, ("What it means", 1)]

        def draw(item: int, width: int) -> Sequence[Text]:
            if item == _ABOUT:
                return about(at, width)
            if item > len(at.quotes):
                return meaning(at, width)
            quote = at.quotes[item - 1]
            return quote_lines(quote, width, linked=quote.shown.coding.lineage in at.linked)

        self.beside.fill(groups, draw, self.beside.at if same else _ABOUT)
