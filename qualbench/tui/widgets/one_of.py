"""A few words on a line, of which one holds; arrows choose another."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget


class OneOf(Widget, can_focus=True):
    """``(•) all  ( ) by hand``; the mouse chooses, too."""

    DEFAULT_CSS = """
    OneOf {
        width: auto;
        height: 1;
        link-style: none;
        link-color: $foreground;
    }
    """
    BINDINGS = [
        Binding("right,l,space", "step(1)", "The next choice", show=False, id="one_of.next"),
        Binding("left,h", "step(-1)", "The choice before", show=False, id="one_of.previous"),
    ]
    ALLOW_SELECT = False

    value: reactive[str] = reactive("", init=False)

    class Changed(Message):
        """Another one holds."""

    def __init__(self, values: Sequence[str], id: str | None = None) -> None:
        super().__init__(id=id)
        self._values = tuple(values)
        self.set_reactive(OneOf.value, self._values[0])

    def watch_value(self) -> None:
        self.post_message(self.Changed())

    def action_step(self, step: int) -> None:
        self.value = self._values[(self._values.index(self.value) + step) % len(self._values)]

    def action_choose(self, number: int) -> None:
        self.value = self._values[number]

    def render(self) -> RenderResult:
        return Content("  ").join(self._piece(number) for number in range(len(self._values)))

    def _piece(self, number: int) -> Content:
        value = self._values[number]
        holds = value == self.value
        piece = Content(f"({'•' if holds else ' '}) {value}")
        if holds and self.has_focus:
            piece = piece.stylize("reverse")
        return piece.stylize(Style.from_meta({"@click": f"choose({number})"}))
