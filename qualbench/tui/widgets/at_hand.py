"""What is at hand for the selected words: codings that stand and codes that are suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.table import Table
from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

_DETAIL = 76


@dataclass(frozen=True, slots=True)
class Item:
    """A coding (``id`` its fact) or a suggestion (``id`` its coding key), with one line of why."""

    kind: Literal["coding", "suggestion"]
    id: str
    key: str
    name: str
    detail: str


class AtHand(OptionList, can_focus=False):
    """A list with one item chosen; codings first, then suggestions."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._items: tuple[Item, ...] = ()

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
        before, place = self.chosen, self.highlighted or 0
        self._items = ()  # nothing to point at while the options change
        self.clear_options()
        self.add_options([Option(_prompt(item, chosen=False)) for item in items])
        self._items = tuple(items)
        same = [n for n, item in enumerate(items) if before and item.id == before.id] or [
            n for n, item in enumerate(items) if before and item.key == before.key
        ]
        beside = [
            n for n, item in enumerate(items) if before and item.kind == before.kind and n >= place
        ]
        self.highlighted = next(iter([*same, *beside]), 0 if items else None)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """The chosen item has a pointer as well as a colour."""
        super().watch_highlighted(highlighted)
        for place, item in enumerate(self._items):
            self.replace_option_prompt_at_index(place, _prompt(item, chosen=place == highlighted))

    def choose_next(self) -> None:
        if self._items:
            self.highlighted = ((self.highlighted or 0) + 1) % len(self._items)


def _prompt(item: Item, *, chosen: bool) -> Table:
    """Two columns, so that what runs on stands below its name and not below the pointer."""
    sign = "●" if item.kind == "coding" else "?"
    said = Text(item.name, style="bold" if item.kind == "coding" else "")
    if item.detail:
        said.append(f"\n{shortened(item.detail)}", style="not bold dim")
    prompt = Table.grid(padding=(0, 1, 0, 0))
    prompt.add_row(f"{'▸' if chosen else ' '}{sign}", said)
    return prompt


def shortened(text: str) -> str:
    """About two lines of the narrowest pane."""
    return text if len(text) <= _DETAIL else f"{text[: _DETAIL - 1]}…"
