"""Screens that ask for something below what they show, and do something with the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from textual import on

from qualbench.tui.screens.room import Room
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.workbench import Choice, Store

Text = Callable[[str], None]
Codes = Callable[[tuple[str, ...]], None]


class Asking(Room):
    """Whoever asks says what is to be done with the answer; one thing is asked at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Text = _nothing
        self._picked: Codes = _no_codes
        self._named: Text = _nothing

    @property
    def who(self) -> tuple[Store, str]:
        """The first two arguments of every verb."""
        return self.bench.project, self.bench.coder

    @contextmanager
    def doing(self) -> Iterator[None]:
        """Around a verb: what is refused is said, what was stored is shown."""
        with self.saying():
            yield
        self.changed()

    def changed(self) -> None:
        """Show what stands now."""
        raise NotImplementedError

    def ask(self, title: str, then: Text, value: str = "", hint: str = "") -> None:
        """Ask for a line."""
        self._told = then
        self.query_one(AskLine).open(title, value, hint)

    def ask_memo(self, title: str, then: Text, text: str = "") -> None:
        """Ask for a memo, or for what becomes of one."""
        self._told = then
        self.query_one(MemoBox).open(title, text)

    def ask_codes(
        self,
        choices: Sequence[Choice],
        title: str,
        then: Codes,
        *,
        recent: Sequence[str] = (),
        several: bool = False,
        favourites: Mapping[str, int] | None = None,
        new: Text | None = None,
    ) -> None:
        """Ask for one or several of the choices, or with ``new`` also for a name that is none."""
        self._picked, self._named = then, new or _nothing
        picker = self.query_one(CodePicker)
        picker.open(choices, recent, title, several, favourites, new is not None)

    @on(AskLine.Answered)
    @on(MemoBox.Written)
    def _on_told(self, event: AskLine.Answered | MemoBox.Written) -> None:
        self._told(event.text)

    @on(CodePicker.Picked)
    def _on_picked(self, event: CodePicker.Picked) -> None:
        self._picked(event.keys)

    @on(CodePicker.New)
    def _on_named(self, event: CodePicker.New) -> None:
        self._named(event.name)


def _nothing(text: str) -> None:
    """Nobody waits for an answer."""


def _no_codes(keys: tuple[str, ...]) -> None:
    """Nobody waits for codes."""
