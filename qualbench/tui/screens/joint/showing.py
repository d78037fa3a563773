"""How a joint display stands on the screen: squares, the construct at hand, or documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import CaseKey
from qualbench.tui.chequered import Chequered
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.chequers import Chequers
from qualbench.tui.screens.joint.drawing import chequered, legend
from qualbench.tui.screens.joint.pages import laid_out
from qualbench.tui.screens.joint.saying import about, headings, quote_lines, rule_lines, said_in
from qualbench.tui.screens.joint.seen import Row, Seen, Want, restated, seen
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.chequer import Chequer
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import DisplayKind, OutcomeRow

KINDS: dict[DisplayKind, str] = {
    "constructs": "constructs by cases",
    "statistics": "statistics beside quotes",
    "profiles": "case after case",
}
_ABOUT = 0
"""The first item of the pane says what follows from the construct."""
_LINES = 10
"""So many lines of the terminal for each outcome that stands above, where not all are wanted."""
_FIRST = tuple(
    f"joint.{name}"
    for name in (
        *("fit", "inference", "call", "outcome", "groups", "write", "report", "table"),
        *("view", "highest", "every", "open", "by"),
    )
)


class Showing(Chequers[Want, Seen]):
    """Squares on the left or above, the construct at hand on the right or below."""

    LITTLE = frozenset({"integration", "call"})

    kind: DisplayKind = "constructs"
    every = False
    """Whether all outcomes stand above, or what fits."""

    def __init__(self) -> None:
        super().__init__(Want(), seen)
        self._drawn: Seen | None = None  # what the squares show: their numbers are of that
        self._at = ("", 0)
        """The construct and the column that the pane is about."""

    def compose(self) -> ComposeResult:
        yield self.title_line("Joint display")
        yield Static(classes="hint", id="said", markup=False)
        with Container(id="both"):
            yield Chequer()
            yield Passages(id="beside")
        yield Passages(id="pages")
        yield CodePicker()
        yield MemoBox()
        yield AskLine()
        yield KeyLine(_FIRST)

    def on_resize(self) -> None:
        self.call_after_refresh(self.show)

    @property
    def pages(self) -> Passages:
        return self.query_one("#pages", Passages)

    @property
    def row(self) -> Row | None:
        """The construct at hand."""
        rows = self._drawn.rows if self._drawn else ()
        return rows[self.squares.at] if self.squares.at < len(rows) else None

    @property
    def _case(self) -> CaseKey | None:
        """The case at hand."""
        cases = self._drawn.cases if self._drawn else ()
        return cases[self.squares.column] if self.squares.column < len(cases) else None

    def look(self, want: Want) -> None:
        """Nothing is read before an outcome was chosen."""
        if want.outcome:
            super().look(want)
        self.want = want

    def refused(self, error: QualbenchError) -> None:
        """What is shown stays where something else was asked for; else it is not to be had now."""
        if self.seen and self.want != self.seen.want:
            self.want = self.seen.want
        else:
            self.seen = None
            if self.is_attached:
                self.show()
        super().refused(error)

    def changed(self) -> None:
        """Calls, fits and meta-inferences as they stand now."""
        self.leading = self.bench.coder in workbench.leads(self.bench.project)
        if self.seen:
            try:
                self.seen = restated(*self.who, self.seen)
            except QualbenchError as error:
                self.refused(error)
            else:
                self.show()

    def show(self) -> None:
        """Show what was found; the same construct and case stay at hand."""
        seen, row, case = self.seen, self.row, self._case
        self._drawn = seen
        if seen is None:
            self.query_one(Chequer).show(Chequered((), (), (), (), (), ()), 0, 0)
            self.pages.fill([], lambda item, width: ())
            return
        keys, cases = [one.key for one in seen.rows], seen.cases
        at = keys.index(row.key) if row and row.key in keys else self.squares.at
        column = cases.index(case) if case in cases else self.squares.column
        table = chequered(seen, self._above(seen))
        self.query_one(Chequer).show(table, at, column)
        self.query_one(TitleLine).where = one_line(f"Joint display: {seen.display.title}")
        self.set_class(self.kind != "constructs", "-pages")
        if self.kind != "constructs":
            self._show_pages(seen)
        self.refresh_bindings()

    def _above(self, seen: Seen) -> Sequence[OutcomeRow]:
        every = seen.display.outcomes
        return every if self.every else every[: max(1, self.size.height // _LINES)]

    def _say(self, seen: Seen) -> None:
        self.say_above(" · ".join(self._parts(seen)))

    def _parts(self, seen: Seen) -> Iterator[str]:
        """The order, then what is left out, then what marks stand for."""
        yield seen.display.order
        if self.kind != "constructs":
            yield f"{KINDS[self.kind]}, {self.bench.key('joint.view')} shows another kind"
            return
        if columns := self.query_one(Chequer).said:
            yield columns
        above, every = len(self._above(seen)), len(seen.display.outcomes)
        if above < every:
            yield f"{above} of {every} outcomes, {self.bench.key('joint.every')} shows all"
        yield from legend(seen.display.constructs)

    @on(Rows.AtHand, "Squares")
    def _at_hand(self) -> None:
        """Of another construct what follows from it; of another case its quotes."""
        seen, row = self.seen, self.row
        if seen is None or row is None:
            self.beside.fill([], lambda item, width: ())
            return
        self._say(seen)
        quotes, (key, column) = said_in(row), self._at
        self._at = row.key, self.squares.column
        first = [at for at, _ in quotes].index(self.squares.column) + 1
        at = first if column != self.squares.column else _ABOUT
        if key == row.key and column == self.squares.column:
            at = self.beside.at

        def draw(item: int, width: int) -> Sequence[Text]:
            if item == _ABOUT:
                return about(seen, row, width)
            if item > len(quotes):
                return rule_lines(seen, width)
            return quote_lines(quotes[item - 1][1], width)

        self.beside.fill([("", 1), *headings(row, seen), ("The rule", 1)], draw, at)

    def _show_pages(self, seen: Seen) -> None:
        groups, items = laid_out(workbench.pages_of(seen.display, self.kind))
        self.pages.fill(groups, lambda item, width: items[item](width), self.pages.at)
