"""A table that is moved sideways: its titles stay above the rows."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from qualbench.tui.screens.topics.crossing import Cross
from qualbench.tui.widgets.rows import Rows


class Across(Vertical):
    """Rows are topics; of the columns as many show as there is room for."""

    DEFAULT_CSS = """
    Across {
        height: 1fr;
    }
    Across Static {
        color: $text-accent;
        text-style: bold;
    }
    """
    BINDINGS = [
        Binding("l,right", "column(1)", "Next column", show=False, id="columns.next"),
        Binding("h,left", "column(-1)", "Column before", show=False, id="columns.previous"),
    ]

    class Moved(Message):
        """Other columns show."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cross: Cross | None = None
        self._first = 0

    def compose(self) -> ComposeResult:
        yield Static(markup=False)
        yield Rows()

    @property
    def rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def _width(self) -> int:
        return max(1, self.size.width - 3)

    @property
    def said(self) -> str:
        """``columns 1 to 5 of 46``; nothing where all are shown."""
        if self._cross is None:
            return ""
        every = len(self._cross.columns)
        last = self._first + len(self._cross.shown(self._first, self._width))
        all_here = last - self._first == every
        return "" if all_here else f"columns {self._first + 1} to {last} of {every}"

    def show(self, cross: Cross, at: int) -> None:
        """Where the columns are the same, the same of them show."""
        before, self._cross = self._cross, cross
        if before is None or before.titles != cross.titles:
            self._first = 0
        self._fill(at)

    def _fill(self, at: int) -> None:
        cross, first, width = self._cross, self._first, self._width
        if cross:
            head = Text("\n").join(Text("  ") + line for line in cross.head(first, width))
            self.query_one(Static).update(head)
            names = [("", len(cross.names))]
            self.rows.fill(names, lambda item, _: [cross.row(item, first, width)], at)
            self.post_message(self.Moved())

    def on_resize(self) -> None:
        self.action_column(0)

    def action_column(self, step: int) -> None:
        if self._cross:
            self._first = max(0, min(self._first + step, self._cross.last(self._width)))
            self._fill(self.rows.at)
