"""The line on top: where one is, who is at work, and what is running."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget


class TitleLine(Widget):
    """``where`` to the left; the coder to the right, or what is running."""

    where: reactive[str] = reactive("")
    coder: reactive[str] = reactive("")
    busy: reactive[str] = reactive("")

    def render(self) -> Text:
        right = f"{self.busy} (Ctrl+X stops it) " if self.busy else f"coder: {self.coder} "
        room = max(0, self.size.width - cell_len(right) - 2)
        left = Text(f" {self.where}", no_wrap=True, style="bold")
        left.truncate(room, overflow="ellipsis", pad=True)
        return left.append(f" {right}", style="italic" if self.busy else "")
