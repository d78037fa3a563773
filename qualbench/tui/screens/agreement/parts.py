"""The titles above the rows, and what stands beside them."""

from __future__ import annotations

from rich.text import Text
from textual.app import RenderResult
from textual.widget import Widget

from qualbench.tui.screens.agreement.view import View
from qualbench.tui.widgets.rows import Rows


class Panel(Widget):
    """Text that is made for the room there is."""

    DEFAULT_CSS = "Panel { width: 1fr; height: 1fr; }"

    view: View | None = None
    item = 0

    def render(self) -> RenderResult:
        if self.view is None or self.view.beside is None:
            return Text()
        return self.view.beside(self.item, self.size.width, self.size.height)


class Head(Widget):
    """The titles of the columns, above them."""

    DEFAULT_CSS = "Head { height: 1; color: $text-accent; text-style: bold; }"

    view: View | None = None

    def render(self) -> RenderResult:
        bar = self.screen.query_one(Rows).show_vertical_scrollbar
        width = max(1, self.size.width - 2 - int(bar))
        return Text("  ") + self.view.head(width) if self.view else Text()
