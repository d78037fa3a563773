"""Every key of a screen and what it does, over the screen until any of them is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widgets import Static


class Keys(ModalScreen[None]):
    """Arrow keys scroll, all others close it."""

    CSS_PATH = "keys.tcss"

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        table = Table.grid(padding=(0, 2, 0, 0))
        for key, said in self._keys:
            table.add_row(key, said)
        with VerticalScroll() as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes"
            yield Static(table)

    def on_key(self, event: Key) -> None:
        if event.key not in ("up", "down", "pageup", "pagedown", "home", "end"):
            event.stop()
            self.dismiss()


def keys_of(screen: Screen[object]) -> list[tuple[str, str]]:
    """The keys that qualbench gives a screen, those with the same effect together."""
    found: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and not _is_textuals(active):
            said = binding.tooltip or binding.description
            found.setdefault(said, []).append(screen.app.get_key_display(binding))
    return [(", ".join(dict.fromkeys(keys)), said) for said, keys in found.items()]


def _is_textuals(active: ActiveBinding) -> bool:
    """Whether a key is one of those that every Textual program or widget has."""
    return (
        active.binding.system
        or active.binding.action.startswith(("app.focus_", "screen."))
        or type(active.node).__module__.startswith("textual.")
    )
