"""Reading a pane that has no focus, by one key."""

from __future__ import annotations

from textual.widget import Widget


def read_on(pane: Widget) -> None:
    """A page down, or from the end back to the beginning."""
    if pane.scroll_y >= pane.max_scroll_y:
        pane.scroll_home(animate=False)
    else:
        pane.scroll_page_down(animate=False)
