"""Selecting in the text by the mouse: clicks, drags, and scrolling at the edges."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.timer import Timer

from qualbench.model import Span
from qualbench.tui.selection import Selection
from qualbench.tui.talk import Unit
from qualbench.tui.widgets.cells import grapheme_at
from qualbench.tui.widgets.painted_text import PaintedText

By = Literal["keys", "mouse"]

_SCROLLING = 0.05  # seconds between lines while the pointer is held outside the text
_BEYOND = 1 << 20  # a cell right of every line

_SEEN = ("span", "unit", "free", "fell_back")
"""What of a selection people see."""


class Pointing(PaintedText):
    """A click selects the unit, two the word, three the sentence; a drag whatever is between."""

    class Selected(Message, namespace="transcript_view"):
        """Something else is selected; ``finished`` is False while the mouse drags."""

        def __init__(self, span: Span, by: By, finished: bool) -> None:
            super().__init__()
            self.span = span
            self.by = by
            self.finished = finished

    _pressed: Span | None = None
    _scrolling: Timer | None = None
    _dragged = False
    _pointer = Offset()

    def _take(self, selection: Selection, by: By = "keys", finished: bool = True) -> None:
        """What a person has selected."""
        before = self._selection
        self._show(selection)
        if any(getattr(selection, name) != getattr(before, name) for name in _SEEN):
            self.post_message(self.Selected(selection.span, by, finished))

    def _under(self, at: Offset) -> Span:
        """The character under the pointer, or the nearest to it."""
        row = min(max(0, at.y + self.scroll_offset.y), len(self._layout) - 1)
        line = self._layout[row]
        if line.kind == "speaker":
            return self._under_words(self._layout.next_words(row, 1), 0)
        row = self._layout.next_words(row, -1)
        cell = at.x - self._columns.gutter if line.kind == "words" else _BEYOND
        return self._under_words(row, cell)

    def _under_words(self, row: int, cell: int) -> Span:
        return grapheme_at(self._text, self._layout[row].span, cell)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1 or not self._layout:
            return
        self._pointer = event.get_content_offset_capture(self)
        self._pressed = self._under(self._pointer)
        self._dragged = event.shift or self._selection.extending
        self.capture_mouse()
        if self._dragged:
            self._drag()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed is None:
            return
        self._pointer = event.get_content_offset_capture(self)
        if not self._dragged and self._under(self._pointer) != self._pressed:
            self._dragged = True
            free = replace(self._selection, anchor=self._pressed, head=self._pressed.end)
            self._selection = replace(free, place=self._pressed.start)
        if self._dragged:
            self._drag()
            self._scrolling = self._scrolling or self.set_interval(_SCROLLING, self._drag_on)

    def _drag(self) -> None:
        """The moving end to the pointer; the character under it is selected too."""
        at = self._under(self._pointer)
        self._take(self._selection.toward(at), "mouse", finished=False)

    def _drag_on(self) -> None:
        """Scroll while the pointer is held above or below the text."""
        over = self._pointer.y - (self.size.height - 1 if self._pointer.y > 0 else 0)
        if self._pointer.y < 0 or over > 0:
            y = self.scroll_offset.y + max(-3, min(over, 3))
            self.scroll_to(y=y, animate=False, force=True)
            self._drag()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        pressed, self._pressed = self._pressed, None
        self.release_mouse()
        if self._scrolling:
            self._scrolling.stop()
            self._scrolling = None
        if pressed and self._dragged:
            self.post_message(self.Selected(self._selection.span, "mouse", True))

    def on_click(self, event: events.Click) -> None:
        """Once the unit, twice the word, three times the sentence."""
        at = event.get_content_offset(self)
        if self._dragged or at is None or not self._layout or event.button != 1:
            self._dragged = False
            return
        units: dict[int, Unit] = {1: self._selection.unit, 2: "word"}
        unit = units.get(event.chain, "sentence")
        self._take(self._selection.pointed(self._under(at).start, unit), "mouse")
