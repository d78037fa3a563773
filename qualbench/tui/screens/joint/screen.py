"""The joint display: cases in the order of an outcome, what was rated, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from qualbench import workbench
from qualbench.model import CaseKey
from qualbench.tui.chequered import Chequered
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.joint.drawing import chequered, legend
from qualbench.tui.screens.joint.files import Files
from qualbench.tui.screens.joint.pages import laid_out
from qualbench.tui.screens.joint.saying import about, headings, quote_lines, said_in
from qualbench.tui.screens.joint.seen import Row, Seen
from qualbench.tui.screens.joint.stating import Stating
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
from qualbench.workbench import DisplayKind, OutcomeRow

_ABOUT = 0
"""The first item of the pane says what follows from the construct."""
_LINES = 10
"""So many lines of the terminal for each outcome that stands above, where not all are wanted."""
_KINDS: dict[DisplayKind, str] = {
    "constructs": "constructs by cases",
    "statistics": "statistics beside quotes",
    "profiles": "case after case",
}
_OF_DISPLAY = frozenset(
    {"fit", "inference", "call", "groups", "turn_round", "every", "view", "write_display"}
    | {"open", "other", "read_on"}
)
"""What cannot be done before there is a display."""
_OF_CONSTRUCT = frozenset({"fit", "inference", "call", "every", "open", "other"})
"""What is about the construct at hand, which documents do not show."""
_FIRST = tuple(
    f"joint.{name}"
    for name in (
        *("fit", "inference", "call", "outcome", "groups", "write", "report", "table"),
        *("view", "highest", "every", "open", "by"),
    )
)


class Joint(Stating, Files):
    """Squares on the left or above, the construct at hand on the right or below."""

    CSS_PATH = "joint.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (120, "wide")]
    BINDINGS = [
        bind("m", "every", "All outcomes above, or what fits", "joint.every", "More"),
        bind("v", "view", "Constructs, statistics or case profiles", "joint.view", "View"),
        bind("enter", "open", "Into the quotes; the transcript there", "joint.open", "Quotes"),
        bind("tab,shift+tab", "other", "Into the quotes and back", "joint.other"),
        bind("space", "read_on", "Read on in the pane", "joint.read_on"),
        bind("escape", "back", "Out of the quotes, back", "joint.back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._every = False
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

    def on_mount(self) -> None:
        self.set_focus(self._squares)
        self.say_instead(f"{self.bench.key('joint.outcome')} chooses an outcome.")
        self.begin()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        may = self.seen is not None or action not in _OF_DISPLAY
        may = may and (self.kind == "constructs" or action not in _OF_CONSTRUCT)
        return may and super().check_action(action, parameters)

    # What is shown

    @property
    def _squares(self) -> Squares:
        return self.query_one(Squares)

    @property
    def _beside(self) -> Passages:
        return self.query_one("#beside", Passages)

    @property
    def _pages(self) -> Passages:
        return self.query_one("#pages", Passages)

    @property
    def _in_quotes(self) -> bool:
        """At once, where ``has_focus`` waits for a message: keys may be typed ahead."""
        return self.focused is self._beside

    @property
    def row(self) -> Row | None:
        rows = self._drawn.rows if self._drawn else ()
        return rows[self._squares.at] if self._squares.at < len(rows) else None

    @property
    def _case(self) -> CaseKey | None:
        """The case at hand."""
        cases = self._drawn.cases if self._drawn else ()
        return cases[self._squares.column] if self._squares.column < len(cases) else None

    def say_instead(self, said: str) -> None:
        self.query_one("#said", Static).update(one_line(said))

    def show(self) -> None:
        seen, row, case = self.seen, self.row, self._case
        self._drawn = seen
        if seen is None:
            self.query_one(Chequer).show(Chequered((), (), (), (), (), ()), 0, 0)
            self._pages.fill([], lambda item, width: ())
            return
        keys, cases = [one.key for one in seen.rows], seen.cases
        at = keys.index(row.key) if row and row.key in keys else self._squares.at
        column = cases.index(case) if case in cases else self._squares.column
        table = chequered(seen, self._above(seen))
        self.query_one(Chequer).show(table, at, column)
        self.query_one(TitleLine).where = one_line(f"Joint display: {seen.display.title}")
        self.set_class(self.kind != "constructs", "-pages")
        if self.kind != "constructs":
            self._show_pages(seen)
        self.refresh_bindings()

    def _above(self, seen: Seen) -> Sequence[OutcomeRow]:
        every = seen.display.outcomes
        return every if self._every else every[: max(1, self.size.height // _LINES)]

    def _say(self, seen: Seen) -> None:
        self.say_instead(" · ".join(self._parts(seen)))

    def _parts(self, seen: Seen) -> Iterator[str]:
        """The order, then what is left out, then what marks stand for."""
        yield seen.display.order
        if self.kind != "constructs":
            yield f"{_KINDS[self.kind]}, {self.bench.key('joint.view')} shows another kind"
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
            self._beside.fill([], lambda item, width: ())
            return
        self._say(seen)
        quotes, (key, column) = said_in(row), self._at
        self._at = row.key, self._squares.column
        first = [at for at, _ in quotes].index(self._squares.column) + 1
        at = first if column != self._squares.column else _ABOUT
        if key == row.key and column == self._squares.column:
            at = self._beside.at

        def draw(item: int, width: int) -> Sequence[Text]:
            if item == _ABOUT:
                return about(seen, row, width)
            return quote_lines(quotes[item - 1][1], width)

        self._beside.fill([("", 1), *headings(row, seen)], draw, at)

    def _show_pages(self, seen: Seen) -> None:
        groups, items = laid_out(workbench.pages_of(seen.display, self.kind))
        self._pages.fill(groups, lambda item, width: items[item](width), self._pages.at)

    # How it is shown

    def action_every(self) -> None:
        self._every = not self._every
        self.show()

    def action_view(self) -> None:
        kinds = list(_KINDS)
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)]
        self.show()
        self.set_focus(self._squares if self.kind == "constructs" else self._pages)

    # Quotes

    @on(Rows.Chosen, "#beside, Squares")
    def action_open(self) -> None:
        """The place of a quote in its transcript; of a construct its quotes."""
        if not self._in_quotes:
            self.action_other()
        elif self.seen and (row := self.row) and self._beside.at:
            self._open(self.seen, row, self._beside.at - 1)

    def _open(self, seen: Seen, row: Row, place: int) -> None:
        column, quote = said_in(row)[place]
        cell = seen.made.matrix.cell(row.key, seen.cases[column])
        found = workbench.cell_quotes(self.bench.project, cell) if cell and quote else ()
        for one in found:
            if quote and " ".join(one.speech.split()) == quote.text:
                self.bench.open_at(one.hash, one.shown.coding.span)
                return

    def action_other(self) -> None:
        if self._in_quotes:
            self.set_focus(self._squares)
        else:
            self.set_focus(self._beside)
            self._beside.action_go(max(1, self._beside.at))

    def action_read_on(self) -> None:
        read_on(self._beside if self.kind == "constructs" else self._pages)

    def action_back(self) -> None:
        if self._in_quotes:
            self.set_focus(self._squares)
        elif self.kind != "constructs":
            self.kind = "constructs"
            self.show()
            self.set_focus(self._squares)
        else:
            self.app.pop_screen()
