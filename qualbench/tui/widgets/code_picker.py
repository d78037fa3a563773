"""Type to find codes, Enter to put them on the selected words. It never covers the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.input import Selection

from qualbench.tui.widgets.drawer import Drawer
from qualbench.tui.widgets.pointed_list import PointedList, Prompt, pointer
from qualbench.workbench import Choice

_SHOWN = 300
"""More than anybody scrolls through; typing narrows it down."""

_RETIRED = 5
"""Retired codes that are shown: enough to see what became of the one that was typed."""

NEW_CODE = "New code"

_OF_CODE = "Type part of a name, path or definition"
_OF_LINE = "Type some words of a line, or others"

_MARK = "✓"


def found(choices: Sequence[Choice], query: str, recent: Sequence[str]) -> list[Choice]:
    """The choices that hold every typed word, the best first; retired ones last, if typed for.

    Names come before paths, ids and aliases, and these before definitions; among equals the
    name that begins like what was typed, then what was used last.
    """
    wanted = query.casefold().split()
    ranks = {key: place for place, key in enumerate(recent)}

    def rank(choice: Choice) -> tuple[int, ...]:
        name = choice.name.casefold()
        return (
            int(choice.retired),
            -int(name.split() == wanted),
            -sum(word in name for word in wanted),
            -sum(word in choice.words for word in wanted),
            -int(bool(wanted) and name.startswith(wanted[0])),
            -sum(f" {word}" in f" {name}" for word in wanted),
            ranks.get(choice.key, len(ranks)),
        )

    def fits(choice: Choice) -> bool:
        return (bool(wanted) or not choice.retired) and all(
            word in choice.words or word in choice.definition for word in wanted
        )

    return sorted(filter(fits, choices), key=rank)


class CodePicker(Drawer):
    """Opens below the text; Enter picks, Tab marks several, Escape leaves.

    Two Enters in a row never code by accident: without recent codes nothing is at hand before a
    word was typed, and where no code fits the first Enter only offers to make a new one.
    """

    DEFAULT_CSS = """
    CodePicker {
        height: 42vh;
        min-height: 8;
        max-height: 22;
    }
    CodePicker Input {
        margin: 0 1;
    }
    CodePicker PointedList {
        text-wrap: nowrap;
        text-overflow: ellipsis;
        height: 1fr;
    }
    """
    BINDINGS = [
        Binding("escape", "leave", "Leave", show=False, id="picker.leave"),
        Binding("down", "move(1)", "Next code", show=False, id="picker.down"),
        Binding("up", "move(-1)", "Code before", show=False, id="picker.up"),
        Binding("pagedown", "page(1)", "A page on", show=False, id="picker.page_down"),
        Binding("pageup", "page(-1)", "A page back", show=False, id="picker.page_up"),
        Binding("tab,ctrl+@,ctrl+space", "mark", "Mark several", show=False, id="picker.mark"),
    ]

    class Picked(Message):
        """Codes were picked for the selected words, in the order in which they were marked."""

        def __init__(self, keys: tuple[str, ...]) -> None:
            super().__init__()
            self.keys = keys

    class New(Message):
        """No code fits: a new one of this name is wanted."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Considered(Message):
        """A code is at hand in the list; its definition may be shown."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Left(Message):
        """The picker was left without picking."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: tuple[Choice, ...] = ()
        self._recent: tuple[str, ...] = ()
        self._favourites: Mapping[str, int] = {}
        self._found: list[Choice] = []
        self._marked: list[str] = []
        self._title = ""
        self._new = ""
        self._made = NEW_CODE
        self._several = self._makes = True

    def compose(self) -> ComposeResult:
        yield Input(select_on_focus=False, compact=True)
        yield PointedList()

    def on_mount(self) -> None:
        self._list.can_focus = False

    @property
    def _box(self) -> Input:
        return self.query_one(Input)

    @property
    def _list(self) -> PointedList:
        return self.query_one(PointedList)

    def open(
        self,
        choices: Sequence[Choice],
        recent: Sequence[str] = (),
        title: str = "Code",
        several: bool = True,
        favourites: Mapping[str, int] | None = None,
        new: bool = True,
        typed: str = "",
        made: str = NEW_CODE,
        hint: str = "",
    ) -> None:
        """Open on these codes; ``favourites`` maps keys to digits, ``new`` offers to make one.

        ``typed`` is what was typed before it opened, ``made`` what words that are no code make,
        ``hint`` what may be typed, where these are no codes.
        """
        self._choices, self._recent, self._title = tuple(choices), tuple(recent), title
        self._several, self._favourites = several, favourites or {}
        self._makes, self._made = new, made
        self._box.placeholder = hint or (_OF_CODE if made == NEW_CODE else _OF_LINE)
        self._marked = []
        self._entitle()
        self.pull(self._box)
        with self.prevent(Input.Changed):
            self._box.value = typed
        self._box.cursor_position = len(typed)
        self._show(typed)

    def _entitle(self) -> None:
        names = {choice.key: choice.name for choice in self._choices}
        if self._marked:
            marked = ", ".join(names[key] for key in self._marked)
            title = f"{self._title}: {len(self._marked)} marked: {marked}"
            self.name_it(title, "Enter takes them, Tab marks or unmarks")
        elif self._several:
            self.name_it(self._title, "Enter takes one, Tab marks several, Esc leaves")
        else:
            self.name_it(self._title, "Enter takes it, Esc leaves")

    # What is found

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, query: str) -> None:
        typed = " ".join(query.split())
        fitting = found(self._choices, typed, [*self._marked, *self._recent])
        self._found = [choice for choice in fitting if not choice.retired][:_SHOWN]
        self._new = "" if self._known(typed) else typed
        prompts: list[Prompt] = [partial(self._prompt, choice) for choice in self._found]
        if self._new:
            prompts.append(partial(_new_prompt, self._made, self._new, not fitting))
        closing = "" if prompts or fitting else "   Nothing has all these words."
        self._list.fill(
            prompts, 0 if self._at_once(typed) else None, closing or self._unoffered(fitting)
        )

    def _unoffered(self, fitting: Sequence[Choice]) -> str:
        """Below the list, where nothing can be chosen: what is retired, how many more there are."""
        retired = [choice for choice in fitting if choice.retired][:_RETIRED]
        lines = [f"    {choice.name} (retired)" for choice in retired]
        if rest := len(fitting) - len(self._found) - len(retired):
            lines.append(f"   and {rest} more: type to find them")
        return "\n".join(lines)

    def _known(self, name: str) -> bool:
        """Whether there is nothing to make: a code is called that, or none may be made."""
        names = (choice.name.casefold() for choice in self._choices)
        return not self._makes or name.casefold() in names

    def _at_once(self, typed: str) -> bool:
        """Whether the first code found is at hand without a further key."""
        return bool(self._found) and (bool(typed) or self._found[0].key in self._recent)

    def _prompt(self, choice: Choice, chosen: bool) -> Text:
        mark = _MARK if choice.key in self._marked else " "
        digit = str(self._favourites.get(choice.key, " "))
        line = Text(f"{pointer(chosen)}{mark}{digit} ", no_wrap=True, overflow="ellipsis")
        line.append(choice.name, style="bold" if chosen or mark == _MARK else "")
        return line.append(f"   {choice.path.rpartition(' > ')[0]}", style="dim")

    @property
    def _at_hand(self) -> Choice | None:
        place = self._list.highlighted
        return self._found[place] if place is not None and place < len(self._found) else None

    @on(OptionList.OptionHighlighted)
    def _considered(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if choice := self._at_hand:
            self.post_message(self.Considered(choice.key))

    # What is done

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        choice = self._at_hand
        if keys := self._marked or ([choice.key] if choice else []):
            self._pick(keys)
        elif self._new and self._list.highlighted is not None:
            self._make()
        elif self._new and not self._found:
            self._list.highlighted = 0

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        """The mouse picks at once, or marks on where something is marked already."""
        event.stop()
        if choice := self._at_hand:
            self._toggle(choice) if self._marked else self._pick([choice.key])
        elif self._new:
            self._make()

    def _make(self) -> None:
        self.shut()
        self.post_message(self.New(self._new))

    def _pick(self, keys: Sequence[str]) -> None:
        self.shut()
        self.post_message(self.Picked(tuple(keys)))

    def action_mark(self) -> None:
        """Mark or unmark the code at hand; what is typed next looks for another one."""
        if self._several and (choice := self._at_hand):
            self._toggle(choice)

    def _toggle(self, choice: Choice) -> None:
        if choice.key in self._marked:
            self._marked.remove(choice.key)
        else:
            self._marked.append(choice.key)
        self._list.draw(self._found.index(choice))
        self._box.selection = Selection(0, len(self._box.value))
        self._entitle()

    def action_move(self, step: int) -> None:
        self._list.action_cursor_down() if step > 0 else self._list.action_cursor_up()

    async def action_page(self, step: int) -> None:
        await self._list.run_action("page_down" if step > 0 else "page_up")

    def action_leave(self) -> None:
        self.shut()
        self.post_message(self.Left())


def _new_prompt(made: str, name: str, alone: bool, chosen: bool) -> Text:
    of_code = made == NEW_CODE
    none = "no code has all these words" if of_code else "nothing has all these words"
    said = f"Enter {'makes' if of_code else 'takes'} it" if chosen else none if alone else ""
    line = Text(f"{pointer(chosen)}+  ", no_wrap=True, overflow="ellipsis")
    line.append(f"{made} “{name}”", style="bold" if chosen else "italic")
    return line.append(f"   {said}", style="dim")
