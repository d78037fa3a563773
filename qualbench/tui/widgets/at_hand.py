"""What is at hand for the selected words: codings that stand and codes that are suggested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from rich.text import Text
from textual.events import Resize

from qualbench.model import Valence
from qualbench.tui.widgets.pointed_list import PointedList, pointer

_DETAIL = 76
_INDENT = 3
_BAR = 1  # where a scroll bar may stand
_LEAST = 8  # cells for words, also while the pane is shut
_VALENCES: dict[Valence, str] = {"+": "+", "-": "−", "0": "0", "mixed": "±"}


@dataclass(frozen=True, slots=True)
class Item:
    """A coding (``id`` its fact) or a suggestion (``id`` its coding key), with one line of why.

    ``sure`` says how sure one is of a suggestion, empty where nobody knows. ``coder`` is empty
    for the coder's own; ``note`` is what an unsure coder asks the lead, and
    ``memo`` what the coder thought of it.
    """

    kind: Literal["coding", "suggestion"]
    id: str
    key: str
    name: str
    detail: str = ""
    sure: str = ""
    valence: Valence | None = None
    unsure: bool = False
    note: str = ""
    memo: str = ""
    starred: bool = False
    outdated: bool = False
    coder: str = ""


class AtHand(PointedList, can_focus=False):
    """A list with one item chosen; codings first, then suggestions."""

    DEFAULT_CSS = """
    AtHand {
        height: auto;
        max-height: 45%;
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items: tuple[Item, ...] = ()
        self._width = 28

    @property
    def chosen(self) -> Item | None:
        if self.highlighted is None or self.highlighted >= len(self._items):
            return None
        return self._items[self.highlighted]

    def show(self, items: Sequence[Item]) -> None:
        """Show other items, the choice kept where it still is there.

        What was a suggestion may have become a coding; where a rejected one is gone, the next
        suggestion has its place.
        """
        if tuple(items) == self._items:
            return
        place = _kept(items, self.chosen, self.highlighted or 0)
        self._items = tuple(items)
        self._fill(place)

    def _fill(self, place: int | None) -> None:
        self.fill([partial(self._prompt, item) for item in self._items], place)

    def on_resize(self, event: Resize) -> None:
        if event.size.width != self._width:
            self._width = event.size.width
            self._fill(self.highlighted)

    def _prompt(self, item: Item, chosen: bool) -> Text:
        """What runs on stands below its name and not below the pointer."""
        lines = _said(item, chosen).wrap(
            self.app.console, max(_LEAST, self._width - _INDENT - _BAR)
        )
        return Text(f"{pointer(chosen)}{_kind(item)} ") + Text(f"\n{'':{_INDENT}}").join(lines)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """The chosen item says more than the others do, and so takes more room."""
        super().watch_highlighted(highlighted)
        self.refresh(layout=True)
        self.call_after_refresh(self.scroll_to_highlight)

    def choose(self, id: str) -> bool:
        """Choose the item of this id; False if it is not here."""
        places = [place for place, item in enumerate(self._items) if item.id == id]
        self.highlighted = places[0] if places else self.highlighted
        return bool(places)

    def choose_next(self, step: int = 1) -> None:
        """The next item, after the last one the first."""
        if self._items:
            self.highlighted = ((self.highlighted or 0) + step) % len(self._items)


def _kept(items: Sequence[Item], before: Item | None, place: int) -> int | None:
    """Where the item that was chosen is now, or what stands in its place."""
    if before:
        same = [n for n, item in enumerate(items) if item.id == before.id]
        code = [n for n, item in enumerate(items) if item.key == before.key]
        beside = [n for n, item in enumerate(items) if item.kind == before.kind and n >= place]
        for places in (same, code, beside):
            if places:
                return places[0]
    return 0 if items else None


def _said(item: Item, chosen: bool) -> Text:
    said = Text(item.name, style="bold" if item.kind == "coding" else "")
    said.append("".join(f" {sign}" for sign in _signs(item)), style="bold")
    said.append(f" {item.sure}" if item.sure else "", style="not bold dim")
    for line in (*_lines(item), *(_more(item) if chosen else ())):
        said.append(f"\n{shortened(line)}", style="not bold dim")
    return said


def _kind(item: Item) -> str:
    if item.kind == "suggestion":
        return "?"
    return "○" if item.coder else "●"


def _signs(item: Item) -> Iterator[str]:
    if item.valence:
        yield _VALENCES[item.valence]
    if item.starred:
        yield "★"
    if item.unsure or item.note:
        yield "!"
    if item.memo:
        yield "✎"
    if item.outdated:
        yield "↻"


def _lines(item: Item) -> Iterator[str]:
    if item.coder:
        yield f"by {item.coder}"
    if item.detail:
        yield item.detail


def _more(item: Item) -> Iterator[str]:
    """What the signs stand for, said of the chosen item alone, or the list would be long."""
    if item.unsure or item.note:
        yield f"! {item.note or 'unsure'}"
    if item.memo.strip():
        yield f"✎ {item.memo.strip().splitlines()[0]}"
    if item.outdated:
        yield "↻ its code has changed"


def shortened(text: str) -> str:
    """About two lines of the narrowest pane."""
    return text if len(text) <= _DETAIL else f"{text[: _DETAIL - 1]}…"
