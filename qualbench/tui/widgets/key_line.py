"""The last line: the keys that matter most on this screen, each a click away, too."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

_LAST = ("app.keys",)
"""These stay where there is no room for all: they lead to the others."""


class KeyLine(Widget):
    """One widget draws all keys: Textual's Footer makes one for each, anew at every change.

    ``order`` holds the ids of those that come first.
    """

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        width: 100%;
        color: $footer-foreground;
        background: $footer-background;
        link-style: none;
        link-color: $footer-foreground;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, order: Sequence[str] = ()) -> None:
        super().__init__()
        self._ranks = {name: rank for rank, name in enumerate(order)}

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        found = [a for a in self.screen.active_bindings.values() if a.binding.show and a.enabled]
        actives = {active.binding.action: active for active in reversed(found)}
        shown = list(reversed(actives.values()))
        shown.sort(key=lambda active: self._ranks.get(active.binding.id or "", len(self._ranks)))
        last = [a for a in shown if a.binding.id in _LAST]
        pieces = [self._piece(active) for active in (*(a for a in shown if a not in last), *last)]
        room = self.size.width
        while len(pieces) > 1 and sum(piece.cell_length + 1 for piece in pieces) > room + 1:
            del pieces[-1 - len(last)]
        return Content(" ").join(pieces)

    def _piece(self, active: ActiveBinding) -> Content:
        binding = active.binding
        said = self.app.get_key_display(binding).replace("Space", "␣")
        key = Content.styled(said, "$footer-key-foreground bold")
        click = Style.from_meta({"@click": f"app.simulate_key({binding.key!r})"})
        return Content.assemble(key, " ", binding.description).stylize(click)
