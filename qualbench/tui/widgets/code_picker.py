"""Type to find a code, Enter to put it on the selected words. It never covers the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from qualbench.workbench import Choice

_SHOWN = 60
"""More than anybody scrolls through; typing narrows it down."""


def found(choices: Sequence[Choice], query: str, recent: Sequence[str]) -> list[Choice]:
    """The choices that hold every typed word: recent ones first, then names before the rest."""
    wanted = query.casefold().split()
    ranks = {key: place for place, key in enumerate(recent)}

    def rank(choice: Choice) -> tuple[int, int, int]:
        name = choice.name.casefold()
        in_name = sum(word in name for word in wanted)
        starts = bool(wanted) and name.startswith(wanted[0])
        return (-in_name, -int(starts), ranks.get(choice.key, len(ranks)))

    fitting = [c for c in choices if all(word in c.words for word in wanted)]
    return sorted(fitting, key=rank)[:_SHOWN]


class CodePicker(Vertical):
    """Opens below the text; Enter picks, Escape leaves."""

    BINDINGS = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    class Picked(Message):
        """A code was picked for the selected words."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Considered(Message):
        """A code is at hand in the list; its definition may be shown."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Left(Message):
        """The picker was left without picking."""

    def __init__(self, choices: Iterable[Choice], id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        self._recent: list[str] = []
        self._found: list[Choice] = []

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Type part of a code's name or path; Enter codes, Esc leaves")
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False

    def open(self) -> None:
        self.display = True
        box = self.query_one(Input)
        box.value = ""
        box.focus()
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, query: str) -> None:
        self._found = found(self._choices, query, self._recent)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_prompt(choice)) for choice in self._found])
        if not self._found:
            options.add_option(Option("No code has all these words.", disabled=True))
        # Nothing is at hand before a word was typed, so that two Enters do not code by accident.
        at_hand = self._found and (query.strip() or self._recent)
        options.highlighted = 0 if at_hand else None

    @on(OptionList.OptionHighlighted)
    def _considered(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_index < len(self._found):
            self.post_message(self.Considered(self._found[event.option_index].key))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _picked(self, event: Message) -> None:
        event.stop()
        place = self.query_one(OptionList).highlighted
        if place is None or place >= len(self._found):
            return
        key = self._found[place].key
        self._recent = [key, *(known for known in self._recent if known != key)]
        self.display = False
        self.post_message(self.Picked(key))

    def action_move(self, step: int) -> None:
        options = self.query_one(OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()

    def action_leave(self) -> None:
        self.display = False
        self.post_message(self.Left())


def _prompt(choice: Choice) -> Text:
    line = Text(choice.name, no_wrap=True, overflow="ellipsis")
    above = choice.path.rpartition(" > ")[0]
    return line.append(f"   {above}", style="dim")
