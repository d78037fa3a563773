"""All memos in one place, by what they are on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Input, Markdown, Static, TextArea

from qualbench import workbench
from qualbench.errors import NotFoundError
from qualbench.model import Memo, MemoTarget
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.asking import Asking
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import ShownMemo, Store

_HEADINGS: dict[MemoTarget, str] = {
    "project": "On the project",
    "case": "On cases",
    "code": "On codes",
    "transcript": "On transcripts",
    "coding": "On codings",
}
_NOTHING = "No memo yet. n writes one on the project; on a code, a transcript or a coding: there."


class Memos(Asking):
    """What everybody thought, as far as the coder may see it."""

    CSS_PATH = "memos.tcss"
    BINDINGS = [
        bind("enter,e", "edit", "Change a memo of your own", "memos.edit", "Edit"),
        bind("n", "new", "Write a memo on the project", "memos.new", "New"),
        bind("o", "open", "Go to what it is about", "memos.open", "Open"),
        bind("r,delete", "drop", "Take back a memo of your own", "memos.drop", "Drop"),
        bind("slash", "find", "Only memos with some words", "memos.find", "Words"),
        bind("u,ctrl+z", "undo", "Undo what you did last", "memos.undo", "Undo"),
        bind("U,ctrl+y,ctrl+r", "redo", "Redo", "memos.redo"),
        bind("y", "copy", "Copy the memo", "memos.copy"),
        bind("space", "read_on", "Read on in the memo", "memos.read_on"),
        bind("escape", "back", "All memos again, then back", "memos.back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._every: tuple[ShownMemo, ...] = ()
        self._shown: tuple[ShownMemo, ...] = ()
        self._words = ""

    def compose(self) -> ComposeResult:
        yield self.title_line("Memos")
        yield Static(id="state", classes="hint", markup=False)
        with Horizontal():
            yield Rows(tall=2)
            with VerticalScroll(id="memo", can_focus=False):
                yield Static(id="whose", classes="hint", markup=False)
                yield Markdown(open_links=False)  # a link would open a browser
        yield MemoBox()
        yield AskLine()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def on_screen_resume(self) -> None:
        self.changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """While something is typed below, all keys are for that."""
        return not isinstance(self.focused, Input | TextArea)

    # What there is

    def changed(self) -> None:
        every = workbench.memos(self.bench.project, self.bench.coder)
        places = {target: place for place, target in enumerate(_HEADINGS)}
        newest = sorted(every, key=lambda shown: shown.memo.at, reverse=True)
        self._every = tuple(sorted(newest, key=lambda shown: places[shown.memo.target]))
        self._show()

    def _show(self) -> None:
        """The memos with the words that are looked for, the one at hand kept."""
        before = self._memo
        self._shown = tuple(one for one in self._every if _has(one, self._words))
        groups = groupby(self._shown, key=lambda shown: _HEADINGS[shown.memo.target])
        sizes = [(heading, sum(1 for _ in group)) for heading, group in groups]
        lineages = [shown.memo.lineage for shown in self._shown]
        at = self.query_one(Rows).at
        if before and before.memo.lineage in lineages:
            at = lineages.index(before.memo.lineage)
        self.query_one(Rows).fill(sizes, lambda item, width: _row(self._shown[item]), at)
        self.query_one("#state", Static).update(self._state())
        self.query_one(TitleLine).where = f"Memos: {len(self._every)}"

    def _state(self) -> Text:
        if not self._every:
            return Text(_NOTHING)
        if not self._words:
            return Text("Newest first. What others wrote on transcripts waits until you submit.")
        said = Text(f"Only with “{self._words}”", style="bold reverse")
        return said.append(
            f" {len(self._shown)} of {len(self._every)}; Esc shows all",
            style="not bold not reverse",
        )

    @property
    def _memo(self) -> ShownMemo | None:
        at = self.query_one(Rows).at
        return self._shown[at] if at < len(self._shown) else None

    @on(Rows.AtHand)
    def _at_hand(self) -> None:
        memo = self._memo
        self.query_one("#whose", Static).update(_whose(memo) if memo else "")
        self.query_one(Markdown).update(memo.memo.text if memo else "")
        self.query_one("#memo").scroll_home(animate=False)

    # What is done

    def action_new(self) -> None:
        self.ask_memo("Memo on the project", self._write)

    def _write(self, text: str) -> None:
        with self.doing():
            workbench.write_memo(*self.who, "project", "", text)
        self.query_one(Rows).at = 0  # the newest on the project

    def _own(self) -> Memo | None:
        """The memo at hand if it is the coder's own; else it is said what is missing."""
        shown = self._memo
        if shown and shown.coder != self.bench.coder:
            self.notify("Somebody else's memo stays as it is.", title=f"By {shown.coder}")
            return None
        return shown.memo if shown else None

    def action_edit(self) -> None:
        memo, shown = self._own(), self._memo
        if memo and shown:
            self.ask_memo(f"Memo on {shown.on}", partial(self._edit, memo.id), memo.text)

    def _edit(self, memo: str, text: str) -> None:
        """A memo of which all was deleted is dropped."""
        with self.doing():
            if text:
                workbench.edit_memo(*self.who, memo, text)
            else:
                workbench.drop_memo(*self.who, memo)

    def action_drop(self) -> None:
        if memo := self._own():
            with self.doing():
                workbench.drop_memo(*self.who, memo.id)
                self.notify("Taken back; u brings it back.")

    def action_undo(self) -> None:
        self._step("Undone", workbench.undo)

    def action_redo(self) -> None:
        self._step("Redone", workbench.redo)

    def _step(self, done: str, verb: Callable[[Store, str], str]) -> None:
        with self.doing():
            try:
                self.notify(f"{done}: {verb(*self.who)}")
            except NotFoundError:  # who has done nothing yet is not known to the project
                self.notify("You have done nothing in this project yet.")

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """The transcript, at the words; for a code its quotations."""
        memo = self._memo
        if memo is None:
            return
        if memo.transcript:
            self.bench.open_at(memo.transcript, memo.span)
        elif memo.memo.target == "code":
            self.bench.show_quotes([memo.memo.about])
        else:
            self.notify("A memo on a case or the project has no place in a text.")

    def action_copy(self) -> None:
        if memo := self._memo:
            self.app.copy_to_clipboard(f"{memo.memo.text}\n\n{_whose(memo)}")
            self.notify("Copied.")

    def action_read_on(self) -> None:
        read_on(self.query_one("#memo"))

    # Finding

    def action_find(self) -> None:
        self.ask("Only memos with", self._find, self._words, "Words of a memo, or its author")

    @on(AskLine.Changed)
    def _typed(self, event: AskLine.Changed) -> None:
        self._find(event.text)

    def _find(self, words: str) -> None:
        self._words = words.strip()
        self._show()

    def action_back(self) -> None:
        if self._words:
            self._find("")
        else:
            self.app.pop_screen()


def _has(shown: ShownMemo, words: str) -> bool:
    said = f"{shown.memo.text} {shown.on} {shown.coder}".casefold()
    return all(word in said for word in words.casefold().split())


def _row(shown: ShownMemo) -> list[Text]:
    """The memo's first line, without what makes it a heading or an item, and what it is on."""
    first = shown.memo.text.strip().partition("\n")[0].lstrip("#>*- ")
    return [
        Text(one_line(first[:400])),
        Text(one_line(f"{shown.on} · {shown.coder}, {shown.memo.at[:10]}"), style="dim"),
    ]


def _whose(shown: ShownMemo) -> str:
    return one_line(f"On {shown.on}; by {shown.coder}, {shown.memo.at[:10]}")
