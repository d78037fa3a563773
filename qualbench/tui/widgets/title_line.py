"""The line on top: where one is, who is at work, and what is running."""

from __future__ import annotations

from time import monotonic

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from qualbench.tui.jobs import Job


class TitleLine(Widget):
    """``where`` to the left; the coder to the right, or what is running.

    Where several things run, each after the first has a line of its own below.
    """

    DEFAULT_CSS = """
    TitleLine {
        height: auto;
        width: 100%;
        background: $primary-background;
        color: $text;
    }
    """

    where: reactive[str] = reactive("")
    coder: reactive[str] = reactive("")
    stop: reactive[str] = reactive("Ctrl+X")
    running: reactive[tuple[Job, ...]] = reactive((), layout=True)

    def on_mount(self) -> None:
        self._ticking = self.set_interval(1, self.refresh, pause=not self.running)

    def watch_running(self, running: tuple[Job, ...]) -> None:
        if self.is_mounted:
            (self._ticking.resume if running else self._ticking.pause)()

    def render(self) -> Text:
        first, *more = [job.line(monotonic()) for job in self.running] or [""]
        said = f"{first} ({self.stop} stops it)  " if first else ""
        lines = [self._line(self.where, f"{said}coder: {self.coder} ")]
        lines += [self._line("", f"{line} ") for line in more]
        return Text("\n", no_wrap=True).join(lines)

    def _line(self, left: str, right: str) -> Text:
        """The place gives way to what is running, but not below a dozen columns."""
        width = self.size.width
        ending = Text(right, no_wrap=True, style="italic" if self.running else "")
        ending.truncate(max(0, width - min(cell_len(left), 12) - 2), overflow="ellipsis")
        line = Text(f" {left}", no_wrap=True, style="bold")
        line.truncate(max(0, width - ending.cell_len - 1), overflow="ellipsis", pad=True)
        return line.append(" ").append_text(ending)
