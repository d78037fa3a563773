"""A list that shows without colour, too, which of its items is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import RenderableType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

Prompt = Callable[[bool], RenderableType]
"""How an item looks: called with whether it is the chosen one."""

POINTER = "▸"


class PointedList(OptionList):
    """Items draw a pointer where they are chosen."""

    DEFAULT_CSS = """
    PointedList {
        padding: 0;
        background: transparent;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._prompts: tuple[Prompt, ...] = ()
        self._pointed: int | None = None

    def fill(self, prompts: Sequence[Prompt], chosen: int | None, closing: str = "") -> None:
        """Show other items; ``closing`` is a line below them that cannot be chosen."""
        self._prompts = ()  # nothing to point at while the options change
        self.clear_options()
        options = [Option(prompt(place == chosen)) for place, prompt in enumerate(prompts)]
        self.add_options([*options, Option(closing, disabled=True)] if closing else options)
        self._prompts, self._pointed = tuple(prompts), chosen
        self.highlighted = chosen

    def draw(self, place: int | None) -> None:
        """Draw one item again, because it looks different now."""
        if place is not None and place < len(self._prompts):
            prompt = self._prompts[place](place == self.highlighted)
            self.replace_option_prompt_at_index(place, prompt)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        before, self._pointed = self._pointed, highlighted
        if before != highlighted:
            self.draw(before)
            self.draw(highlighted)


def pointer(chosen: bool) -> str:
    return POINTER if chosen else " "
