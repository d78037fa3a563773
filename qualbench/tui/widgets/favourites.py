"""The line above the keys: the coder's favourites, and how codes are being put at present."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

_NONE = "f then a digit makes the code at hand a favourite"
_SLOT = 9  # cells in which a favourite can still be told


class Favourites(Widget):
    """One line; a second one only where favourites and state would not both be legible."""

    DEFAULT_CSS = """
    Favourites {
        height: auto;
        width: 100%;
        padding: 0 1;
        color: $text-muted;
    }
    """

    class Chosen(Message):
        """A favourite was clicked."""

        def __init__(self, digit: int) -> None:
            super().__init__()
            self.digit = digit

    _names: tuple[tuple[int, str], ...] = ()
    _state = ""
    _slots: tuple[str, ...] = ()

    def show(
        self,
        favourites: Mapping[int, str],
        sticky: str = "",
        walk: str = "",
        filters: str = "",
    ) -> None:
        """``favourites`` maps digits to names; the others say in words what is on, or are empty."""
        names = tuple(sorted(favourites.items()))
        on = f"sticky: {sticky}; y lets go" if sticky else ""
        state = " · ".join(said for said in (on, walk, filters) if said)
        if (names, state) != (self._names, self._state):
            self._names, self._state = names, state
            self.refresh(layout=True)

    def _side_by_side(self, width: int) -> bool:
        least = sum(min(_SLOT, 2 + cell_len(name)) + 2 for _, name in self._names)
        return (least or cell_len(_NONE) + 2) + cell_len(self._state) <= width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 if not self._state or self._side_by_side(width) else 2

    def render(self) -> Text:
        width = self.content_size.width
        beside = self._side_by_side(width)
        room = width - cell_len(self._state) - 2 if self._state and beside else width
        self._slots = _slots(self._names, room)
        line = Text("  ".join(self._slots) or _NONE, no_wrap=True, overflow="ellipsis")
        line.truncate(room, overflow="ellipsis", pad=bool(self._state))
        state = Text(self._state, style="bold", no_wrap=True, overflow="ellipsis")
        state.truncate(width, overflow="ellipsis")
        return line.append("  " if beside else "\n").append_text(state) if self._state else line

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.y:
            return
        end = 0
        for (digit, _), slot in zip(self._names, self._slots, strict=True):
            start, end = end, end + cell_len(slot) + 2
            if start <= offset.x < end - 2:
                self.post_message(self.Chosen(digit))


def _slots(names: Sequence[tuple[int, str]], width: int) -> tuple[str, ...]:
    """Every favourite with its digit; the longest names are clipped until all of them fit."""
    lengths = [cell_len(name) for _, name in names]
    over = sum(lengths) + 4 * len(names) - 2 - width  # a digit, a space, two spaces between
    while over > 0 and (longest := max(lengths)) > 1:
        lengths[len(lengths) - 1 - lengths[::-1].index(longest)] -= 1
        over -= 1
    pairs = zip(names, lengths, strict=True)
    return tuple(f"{digit} {_clipped(name, most)}" for (digit, name), most in pairs)


def _clipped(name: str, most: int) -> str:
    return name if cell_len(name) <= most else f"{set_cell_size(name, most - 1).rstrip()}…"
