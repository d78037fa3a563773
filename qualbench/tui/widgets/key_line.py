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
"""These come last and stay where there is no room for all: they lead to the others."""


class KeyLine(Widget):
    """One widget draws all keys: Textual's Footer makes one for each, anew at every change.

    ``order`` holds the ids of those that come first, ``stay`` of those that stay where there is
    no room for all.
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

    def __init__(self, order: Sequence[str] = (), stay: Sequence[str] = ()) -> None:
        super().__init__()
        self._ranks = {name: rank for rank, name in enumerate(order)}
        self._stay = {*stay, *_LAST}

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        found = [a for a in self.screen.active_bindings.values() if a.binding.show and a.enabled]
        actives = {active.binding.action: active for active in reversed(found)}
        shown = list(reversed(actives.values()))
        shown.sort(key=self._rank)
        pieces = [(self._piece(active), active.binding.id in self._stay) for active in shown]
        while sum(piece.cell_length + 1 for piece, _ in pieces) > self.size.width + 1:
            going = [place for place, (_, stays) in enumerate(pieces) if not stays]
            if not going:
                break
            del pieces[going[-1]]
        return Content(" ").join(piece for piece, _ in pieces)

    def _rank(self, active: ActiveBinding) -> tuple[bool, int]:
        name = active.binding.id or ""
        return name in _LAST, self._ranks.get(name, len(self._ranks))

    def _piece(self, active: ActiveBinding) -> Content:
        binding = active.binding
        said = self.app.get_key_display(binding).replace("Space", "␣")
        key = Content.styled(said, "$footer-key-foreground bold")
        click = Style.from_meta({"@click": f"app.simulate_key({binding.key!r})"})
        return Content.assemble(key, " ", binding.description).stylize(click)
