"""Every key of a screen and what it does, over the screen until any of them is pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

Rows = Sequence[tuple[str, str]]

_COLUMN = 62
_WRAPPED = 1.25  # lines on the screen for each, as some are too long for one
_KEYS = 22  # columns at most for the keys of an action; more of them wrap
_EVERYWHERE = "Everywhere"


class Keys(ModalScreen[None]):
    """Arrow keys scroll, all others close it."""

    CSS_PATH = "keys.tcss"

    def __init__(self, keys: Mapping[str, Rows]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes"
            yield Static()

    def on_resize(self) -> None:
        """One column, or more where one is too long and there is room beside it."""
        width, height = self.app.size
        lines = _lines(self._keys)
        needed = -(-len(lines) * _WRAPPED // max(1, height - 2))
        most = max(1, min(width // _COLUMN, int(needed)))
        self.query_one(VerticalScroll).styles.width = _COLUMN * most
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for _ in range(most):
            table.add_column(ratio=1)
        share = -(-len(lines) // most)
        table.add_row(*(_drawn(lines[at * share : (at + 1) * share]) for at in range(most)))
        self.query_one(Static).update(table)

    def on_key(self, event: Key) -> None:
        if event.key not in ("up", "down", "pageup", "pagedown", "home", "end"):
            event.stop()
            self.dismiss()


def keys_of(screen: Screen[object]) -> dict[str, Rows]:
    """The keys that qualbench gives a screen by where they work; those of one effect together."""
    found: dict[str, dict[str, list[str]]] = {}
    for active in screen.active_bindings.values():
        if is_ours(active):
            said = active.binding.tooltip or active.binding.description
            key = screen.app.get_key_display(active.binding)
            found.setdefault(_place(active), {}).setdefault(said, []).append(key)
    everywhere = found.pop(_EVERYWHERE, {})
    groups = {**found, _EVERYWHERE: everywhere}
    return {
        place: [(" ".join(dict.fromkeys(keys)), said) for said, keys in group.items()]
        for place, group in groups.items()
    }


def is_ours(active: ActiveBinding) -> bool:
    """Whether a key is not one of those that every Textual program or widget has: ours have ids."""
    binding = active.binding
    return bool(binding.id and binding.description) and not binding.system


def _place(active: ActiveBinding) -> str:
    name = (active.binding.id or type(active.node).__name__).partition(".")[0]
    return _EVERYWHERE if name in ("app", "bench") else name.capitalize()


def _lines(keys: Mapping[str, Rows]) -> list[tuple[Text, str]]:
    """The groups below one another, each under its name, with an empty line between."""
    lines: list[tuple[Text, str]] = []
    for place, group in keys.items():
        lines.append((Text(), ""))
        lines.append((Text(place, style="bold underline"), ""))
        lines += [(Text(key), said) for key, said in group]
    return lines[1:]


def _drawn(lines: Sequence[tuple[Text, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=min(_KEYS, max((key.cell_len for key, _ in lines), default=0)))
    for key, said in lines:
        table.add_row(Text().append_text(key), said)
    return table
