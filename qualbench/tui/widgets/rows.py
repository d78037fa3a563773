"""A long list under headings: only the rows that are visible are ever drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualbench.tui.widgets.pointed_list import pointer

Draw = Callable[[int, int], Sequence[Text]]
"""The lines of an item, by its number and the width in cells."""

_HEADING = -1
_DRAWN = 256
"""Items kept as they were drawn: more than are visible at once."""


class Rows(ScrollView, can_focus=True):
    """Items of ``tall`` lines each; the one at hand has a pointer before it."""

    COMPONENT_CLASSES = {"rows--heading", "rows--at-hand"}
    DEFAULT_CSS = """
    Rows {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        width: 1fr;
        height: 1fr;
    }
    Rows > .rows--heading {
        color: $text-accent;
        text-style: bold;
    }
    Rows > .rows--at-hand {
        background: $block-cursor-blurred-background;
    }
    Rows:focus > .rows--at-hand {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
    }
    """
    BINDINGS = [
        Binding("j,down", "step(1)", "Next", show=False, id="rows.next"),
        Binding("k,up", "step(-1)", "The one before", show=False, id="rows.previous"),
        Binding("pagedown", "page(1)", "A page on", show=False, id="rows.page_down"),
        Binding("pageup", "page(-1)", "A page back", show=False, id="rows.page_up"),
        Binding("g,home", "go(0)", "First", show=False, id="rows.first"),
        Binding("G,end", "last", "Last", show=False, id="rows.last"),
    ]

    at: reactive[int] = reactive(0, init=False, repaint=False)
    """The number of the item at hand; 0 too where there is none."""

    class AtHand(Message):
        """Another item is at hand, or what is shown has changed."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows:
            return self.rows

    class Chosen(AtHand):
        """The item at hand was clicked twice."""

    def __init__(self, tall: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self.tall = tall
        self._draw: Draw = _nothing
        self._lines: list[tuple[int, int]] = []
        self._places: list[int] = []
        self._headings: list[str] = []

    def fill(self, groups: Sequence[tuple[str, int]], draw: Draw, at: int = 0) -> None:
        """Show items in groups: each a heading (empty for none) and the number of its items."""
        self._draw = lru_cache(_DRAWN)(draw)
        self._lines, self._places, self._headings = [], [], []
        for heading, size in groups:
            if heading:
                self._lines.append((_HEADING, len(self._headings)))
                self._headings.append(heading)
            for item in range(len(self._places), len(self._places) + size):
                self._places.append(len(self._lines))
                self._lines += [(item, sub) for sub in range(self.height_of(item))]
        self.virtual_size = Size(self._width, len(self._lines))
        self.set_reactive(Rows.at, max(0, min(at, len(self._places) - 1)))
        self._bring_into_view()
        self.refresh()
        self.post_message(self.AtHand(self))

    @property
    def points(self) -> bool:
        """Whether it shows which item is at hand."""
        return True

    def height_of(self, item: int) -> int:
        """The lines that an item takes."""
        return self.tall

    def __len__(self) -> int:
        return len(self._places)

    def watch_at(self) -> None:
        self._bring_into_view()
        self.refresh()
        self.post_message(self.AtHand(self))

    def on_resize(self) -> None:
        self.virtual_size = Size(self._width, len(self._lines))
        self._bring_into_view()

    @property
    def _width(self) -> int:
        """Without the scroll bar, where there is one."""
        return self.scrollable_content_region.width

    def _bring_into_view(self) -> None:
        """The item at hand, and its heading where it is the first below one."""
        if not self._places or not self.size.height:
            return
        top, tall = self._places[self.at], self.height_of(self.at)
        headed = top > 0 and self._lines[top - 1][0] == _HEADING
        above = int(headed and tall < self.size.height)
        region = Region(0, top - above, 1, min(tall + above, self.size.height))
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    # Moving

    def action_step(self, step: int) -> None:
        self.action_go(self.at + step)

    def action_page(self, step: int) -> None:
        self.action_go(self.at + step * max(1, self.size.height // self.tall - 1))

    def action_go(self, to: int) -> None:
        """To an item, or the nearest there is."""
        if self._places:
            self.at = max(0, min(to, len(self._places) - 1))

    def action_last(self) -> None:
        self.action_go(len(self._places))

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        if not 0 <= row < len(self._lines) or self._lines[row][0] == _HEADING:
            return
        self.at = self._lines[row][0]
        if event.chain == 2:
            self.post_message(self.Chosen(self))

    # Drawing

    def render_line(self, y: int) -> Strip:
        row, width = y + self.scroll_offset.y, self._width
        base = self.rich_style
        if row >= len(self._lines):
            return Strip.blank(width, base)
        item, sub = self._lines[row]
        if item == _HEADING:
            heading = Text(f"{self._headings[sub]} ")
            rule = "─" * max(0, width - heading.cell_len)
            return self._strip(heading.append(rule, "not bold dim"), base + self._style("heading"))
        drawn = self._draw(item, max(1, width - 2))
        line = drawn[sub] if sub < len(drawn) else Text()
        here = item == self.at and self.points
        line = Text(f"{pointer(here and sub == 0)} ") + line
        if here:
            line.stylize("not dim")  # which could not be read on its ground
        return self._strip(line, base + self._style("at-hand") if here else base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"rows--{name}")

    def _strip(self, line: Text, style: Style) -> Strip:
        line.truncate(self._width, overflow="ellipsis")
        strip = Strip(line.render(self.app.console)).apply_style(style)
        return strip.adjust_cell_length(self._width, style)


def _nothing(item: int, width: int) -> Sequence[Text]:
    """Before anything is shown."""
    return ()
