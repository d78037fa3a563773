"""Every key of a screen and what it does, over the screen until any of them is pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
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
        needed = -(-sum(map(_height, self._keys.values())) // max(1, height - 2))
        columns = _columns(self._keys, max(1, min(width // _COLUMN, needed)))
        self.query_one(VerticalScroll).styles.width = _COLUMN * len(columns)
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for _ in columns:
            table.add_column(ratio=1)
        table.add_row(*(_drawn(column) for column in columns))
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
    """Whether a key is not one of those that every Textual program or widget has."""
    binding = active.binding
    return bool(binding.description) and not (
        binding.system
        or binding.action.startswith(("app.focus_", "screen."))
        or type(active.node).__module__.startswith("textual.")
    )


def _place(active: ActiveBinding) -> str:
    name = (active.binding.id or type(active.node).__name__).partition(".")[0]
    return _EVERYWHERE if name in ("app", "bench") else name.capitalize()


def _height(group: Rows) -> int:
    """Lines of a group with its heading and the one between it and the next."""
    return len(group) + 2


def _columns(keys: Mapping[str, Rows], most: int) -> list[dict[str, Rows]]:
    """The groups in order, in columns of about the same height."""
    share = sum(map(_height, keys.values())) / most
    columns: list[dict[str, Rows]] = [{}]
    for place, group in keys.items():
        filled = sum(map(_height, columns[-1].values()))
        if columns[-1] and filled + _height(group) / 2 > share and len(columns) < most:
            columns.append({})
        columns[-1][place] = group
    return columns


def _drawn(column: Mapping[str, Rows]) -> RenderableType:
    parts: list[RenderableType] = []
    longest = max((len(key) for group in column.values() for key, _ in group), default=0)
    for place, group in column.items():
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=min(longest, _KEYS))
        for key, said in group:
            table.add_row(key, said)
        parts += [Text().append(place, "bold underline"), table, ""]
    return Group(*parts[:-1])
