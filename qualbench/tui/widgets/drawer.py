"""What opens below the text, takes the keys, and gives them back where they were."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.containers import Vertical
from textual.widget import Widget

_TITLE = 12
"""Cells of a title that are always shown."""


class Drawer(Vertical):
    """Shut until it is opened; it makes room for itself and covers nothing."""

    DEFAULT_CSS = """
    Drawer {
        display: none;
        height: auto;
        border-top: solid $accent;
        border-title-color: $foreground;
        border-title-style: none;
    }
    """

    _before: Widget | None = None

    def pull(self, to: Widget) -> None:
        """Open, with the keys on one widget inside."""
        if not self.display:
            self._before = self.screen.focused
        self.display = True
        self.screen.set_focus(to, scroll_visible=False)  # at once: keys may be typed ahead

    def shut(self) -> None:
        """Close; the keys go back where they were."""
        before, self._before = self._before, None
        if before is not None and before.is_attached:
            self.screen.set_focus(before, scroll_visible=False)
        self.display = False

    def name_it(self, title: str, hint: str) -> None:
        """What is asked, and the keys that answer, on the line above; a long title is clipped."""
        said = Text(title, style="bold")
        said.truncate(max(_TITLE, self.app.size.width - cell_len(hint) - 8), overflow="ellipsis")
        self.border_title = said.append(f"  {hint}", style="not bold")
