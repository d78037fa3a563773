"""Screens that ask for something below what they show, and do something with the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

from textual import on
from textual.events import Key
from textual.timer import Timer

from qualbench import workbench
from qualbench.errors import NotFoundError, QualbenchError
from qualbench.tui.screens.room import Room, bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.drawer import Drawer
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.workbench import Choice, MemoTarget, Store

_DRAFT = 0.5  # seconds without a key until what is written is kept

Text = Callable[[str], None]
Codes = Callable[[tuple[str, ...]], None]

UNDO = bind("u,ctrl+z", "undo", "Undo what you did last, also before today", "coding.undo", "Undo")


class Asking(Room):
    """Whoever asks says what is to be done with the answer; one thing is asked at a time."""

    BINDINGS = [UNDO, bind("U,ctrl+y,ctrl+r", "redo", "Redo", "coding.redo")]

    def __init__(self) -> None:
        super().__init__()
        self._told: Text = _nothing
        self._written: Text = _nothing
        self._picked: Codes = _no_codes
        self._named: Text = _nothing
        self._draft = ""
        self._soon: Timer | None = None

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

    def stepped(self) -> None:
        """Show what stands once something was undone or redone, wherever it had been done."""
        self.changed()

    @property
    def at_rest(self) -> bool:
        return self._drawer is None

    def renewed(self, kinds: frozenset[str]) -> None:
        self.changed()

    def happened(self, what: str) -> None:
        """Something was done that a tutorial may wait for."""

    # Asking

    @property
    def _drawer(self) -> Drawer | None:
        """What is open below, if anything is."""
        drawers = (child for child in self.children if isinstance(child, Drawer))
        return next((drawer for drawer in drawers if drawer.display), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """While something is typed below, all keys are for that."""
        return self._drawer is None

    def on_key(self, event: Key) -> None:
        """A key that means nothing where somebody has clicked meanwhile leads back to it."""
        drawer = self._drawer
        inside = [one for one in self.focus_chain if drawer in one.ancestors] if drawer else []
        if inside and self.focused not in inside:
            self.set_focus(inside[0])

    def ask(self, title: str, then: Text, value: str = "", hint: str = "") -> None:
        """Ask for a line."""
        self._told = then
        self.query_one(AskLine).open(title, value, hint)

    def ask_memo(self, title: str, then: Text, text: str = "") -> None:
        """Ask for a memo, or for what becomes of one."""
        self._written, self._draft = then, f"draft:{title}"
        self.query_one(MemoBox).open(title, text, self.bench.desk.get(self._draft, ""))

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
        typed: str = "",
        made: str = "New code",
        hint: str = "",
    ) -> None:
        """Ask for one or several of the choices, or with ``new`` also for a name that is none.

        ``made`` says what such a name makes, ``hint`` what may be typed.
        """
        self._picked, self._named = then, new or _nothing
        picker, makes = self.query_one(CodePicker), new is not None
        picker.open(choices, recent, title, several, favourites, makes, typed, made, hint)

    @on(AskLine.Answered)
    def _on_told(self, event: AskLine.Answered) -> None:
        self._told(event.text)

    @on(MemoBox.Typed)
    def _on_typed(self, event: MemoBox.Typed) -> None:
        """What is written outlives the terminal, though it is no memo yet."""
        if self._soon:
            self._soon.stop()
        self._soon = self.set_timer(_DRAFT, partial(self._keep_draft, event.text))

    def _keep_draft(self, text: str) -> None:
        if self._soon:
            self._soon.stop()
        self.bench.remember({self._draft: text})

    @on(MemoBox.Written)
    def _on_written(self, event: MemoBox.Written) -> None:
        self._keep_draft("")
        self._written(event.text)

    @on(MemoBox.Left)
    def _on_left_memo(self) -> None:
        self._keep_draft("")

    @on(CodePicker.Picked)
    def _on_picked(self, event: CodePicker.Picked) -> None:
        self._picked(event.keys)

    @on(CodePicker.New)
    def _on_named(self, event: CodePicker.New) -> None:
        self._named(event.name)

    # Memos

    def write_memo(self, target: MemoTarget, about: str, name: str) -> None:
        """Write a memo on something; the coder's own one, the newest, is written on in."""
        found = workbench.memos(*self.who, target, about)
        own = [shown.memo for shown in found if shown.coder == self.bench.coder][-1:]
        memo, text = (own[0].id, own[0].text) if own else ("", "")
        self.ask_memo(f"Memo on {name}", partial(self.store_memo, target, about, memo), text)

    def store_memo(self, target: MemoTarget, about: str, memo: str, text: str) -> None:
        """Store a new memo, or an own one in other words; one that was emptied is dropped."""
        with self.doing():
            if memo and text:
                workbench.edit_memo(*self.who, memo, text)
            elif memo:
                workbench.drop_memo(*self.who, memo)
            elif text:
                workbench.write_memo(*self.who, target, about, text)
        self.happened("memo")

    # Undo and redo

    def action_undo(self) -> None:
        self._step("Undone", workbench.undo)

    def action_redo(self) -> None:
        self._step("Redone", workbench.redo)

    def _step(self, done: str, verb: Callable[[Store, str], str]) -> None:
        try:
            self.notify(f"{done}: {verb(*self.who)}")
            self.happened(done.lower())
        except NotFoundError:  # who has done nothing yet is not known to the project
            self.notify("You have done nothing in this project yet.")
        except QualbenchError as error:
            self.bench.say(error)
        self.stepped()


def _nothing(text: str) -> None:
    """Nobody waits for an answer."""


def _no_codes(keys: tuple[str, ...]) -> None:
    """Nobody waits for codes."""
