"""A table that shows without colour, too, which of its rows is chosen."""

from __future__ import annotations

from rich.segment import Segment
from rich.text import Text
from textual.strip import Strip
from textual.widgets import DataTable

from qualbench.tui.widgets.pointed_list import POINTER


class PointedTable(DataTable[str | Text]):
    """Rows are chosen; the padding before the first cell holds the pointer."""

    DEFAULT_CSS = """
    PointedTable {
        background: $background;
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=True)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        style = next((segment.style for segment in strip if segment.style), None)
        if style is None or style.meta.get("row") != self.cursor_row or not self.row_count:
            return strip
        return Strip.join([Strip([Segment(POINTER, style)]), strip.crop(1)])
