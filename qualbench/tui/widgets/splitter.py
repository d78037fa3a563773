"""A line between two panes that is dragged to give one of them more room."""

from __future__ import annotations

from typing import Literal

from textual.events import MouseDown, MouseMove, MouseUp
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

_PANE = 20  # the narrowest pane
_TEXT = 30  # what stays for all else
_PACE = 0.04  # seconds; text is wrapped anew at most so often while dragging


class Splitter(Widget, can_focus=False):
    """Sets the width of one pane; ``side`` is the side of this line that the pane is on."""

    DEFAULT_CSS = """
    Splitter {
        width: 1;
        height: 100%;
        color: $surface-lighten-2;
    }
    Splitter:hover, Splitter.-dragged {
        color: $accent;
    }
    """

    class Moved(Message):
        """The pane has this width now, in cells."""

        def __init__(self, splitter: Splitter, width: int) -> None:
            super().__init__()
            self.splitter = splitter
            self.width = width

        @property
        def control(self) -> Splitter:
            return self.splitter

    def __init__(
        self, of: str, side: Literal["left", "right"] = "right", id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._of = of
        self._side = side
        self._wanted = 0
        self._soon: Timer | None = None

    @property
    def _pane(self) -> Widget:
        return self.screen.query_one(f"#{self._of}")

    def render(self) -> str:
        sign = "┃" if self.has_class("-dragged") else "│"
        return "\n".join(sign * self.size.height)

    def resize(self, width: int) -> int:
        """Give the pane a width, as near to it as leaves room for all else, and say so."""
        self._set(width)
        self.post_message(self.Moved(self, self._wanted))
        return self._wanted

    def widen(self, step: int) -> int:
        """Give the pane so many cells more, or less."""
        return self.resize(self._pane.outer_size.width + step)

    def _set(self, width: int) -> None:
        whole = self.screen.size.width
        self._wanted = max(min(width, whole - _TEXT), min(_PANE, whole // 3))
        self._pane.styles.width = self._wanted

    def on_mouse_down(self, event: MouseDown) -> None:
        event.stop()
        self.capture_mouse()
        self.add_class("-dragged")
        self._wanted = self._pane.outer_size.width

    def on_mouse_move(self, event: MouseMove) -> None:
        if not self.has_class("-dragged"):
            return
        event.stop()
        pane, x = self._pane.region, event.screen_x
        self._wanted = x - pane.x if self._side == "left" else pane.right - 1 - x
        if self._soon is None:
            self._soon = self.set_timer(_PACE, self._follow)

    def _follow(self) -> None:
        self._soon = None
        if self.has_class("-dragged"):
            self._set(self._wanted)

    def on_mouse_up(self, event: MouseUp) -> None:
        if self.has_class("-dragged"):
            event.stop()
            self.release_mouse()
            self.remove_class("-dragged")
            self.resize(self._wanted)
