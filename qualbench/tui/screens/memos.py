"""All memos in one place, by what they are on."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Markdown, Static

from qualbench import workbench
from qualbench.model import Memo, MemoTarget
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.asking import Asking
from qualbench.tui.screens.room import bind
from qualbench.tui.things import PROJECT, as_target, things
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import ShownMemo

_HEADINGS: dict[MemoTarget, str] = {
    "project": "On the project",
    "case": "On cases",
    "code": "On codes",
    "transcript": "On transcripts",
    "coding": "On codings",
}
_NOTHING = "No memo yet. n writes one, on anything but a coding: there m does."


class Memos(Asking):
    """What everybody thought, as far as the coder may see it."""

    CSS_PATH = "memos.tcss"
    BINDINGS = [
        bind("enter,e", "edit", "Change a memo of your own", "memos.edit", "Edit"),
        bind("n", "new", "Write a memo on something", "memos.new", "New"),
        bind("o", "open", "Go to what it is about", "memos.open", "Open"),
        bind("r,delete", "drop", "Take back a memo of your own", "memos.drop", "Drop"),
        bind("slash", "find", "Only memos with some words", "memos.find", "Words"),
        bind("y", "copy", "Copy the memo", "memos.copy"),
        bind("space", "read_on", "Read on in the memo", "memos.read_on"),
        bind("escape", "back", "All memos again, then back", "memos.back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._every: tuple[ShownMemo, ...] = ()
        self._shown: tuple[ShownMemo, ...] = ()
        self._words = ""
        self._new: Memo | None = None

    def compose(self) -> ComposeResult:
        yield self.title_line("Memos")
        yield Static(id="state", classes="hint", markup=False)
        with Horizontal():
            yield Rows(tall=2)
            with VerticalScroll(id="memo", can_focus=False):
                yield Static(id="whose", classes="hint", markup=False)
                yield Markdown(open_links=False)  # a link would open a browser
        yield CodePicker()
        yield MemoBox()
        yield AskLine()
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Rows))

    def on_screen_resume(self) -> None:
        self.changed()

    # What there is

    def changed(self) -> None:
        self._every = self._read()
        self._show(self._new)
        self._new = None

    def renewed(self, kinds: frozenset[str]) -> None:
        """A memo that is being read does not scroll back because others have coded."""
        before, self._every = self._every, self._read()
        if before != self._every:
            self._show()

    def stepped(self) -> None:
        """What was brought back, or reads otherwise, is at hand, also where words hid it."""
        before = {shown.memo for shown in self._every}
        found = next((one for one in self._read() if one.memo not in before), None)
        if found:
            self._new = found.memo
            self._words = self._words if _has(found, self._words) else ""
        self.changed()

    def _read(self) -> tuple[ShownMemo, ...]:
        every = workbench.memos(self.bench.project, self.bench.coder)
        places = {target: place for place, target in enumerate(_HEADINGS)}
        newest = sorted(every, key=lambda shown: shown.memo.at, reverse=True)
        return tuple(sorted(newest, key=lambda shown: places[shown.memo.target]))

    def _show(self, chosen: Memo | None = None) -> None:
        """The memos with the words that are looked for; at hand one of them, or what was before."""
        before = chosen or (self._memo.memo if self._memo else None)
        self._shown = tuple(one for one in self._every if _has(one, self._words))
        groups = groupby(self._shown, key=lambda shown: _HEADINGS[shown.memo.target])
        sizes = [(heading, sum(1 for _ in group)) for heading, group in groups]
        lineages = [shown.memo.lineage for shown in self._shown]
        at = self.query_one(Rows).at
        if before and before.lineage in lineages:
            at = lineages.index(before.lineage)
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
        """On what is asked first; Enter alone takes the project."""
        found = things(self.bench.project)
        names = {choice.key: choice.name for choice in found}

        def write(keys: tuple[str, ...]) -> None:
            self.ask_memo(f"Memo on {names[keys[0]]}", partial(self._write, keys[0]))

        self.ask_codes(found, "A memo on what?", write, recent=[PROJECT])

    def _write(self, thing: str, text: str) -> None:
        with self.doing():
            self._new = workbench.write_memo(*self.who, *as_target(thing), text)
            self._words = ""  # or it might be hidden

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
            store = partial(self.store_memo, memo.target, memo.about, memo.id)
            self.ask_memo(f"Memo on {shown.on}", store, memo.text)

    def action_drop(self) -> None:
        if memo := self._own():
            with self.doing():
                workbench.drop_memo(*self.who, memo.id)
                self.notify("Taken back; u brings it back.")

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
        Text(one_line(f"{shown.on} · {shown.coder}, {shown.memo.day}"), style="dim"),
    ]


def _whose(shown: ShownMemo) -> str:
    return one_line(f"On {shown.on}; by {shown.coder}, {shown.memo.day}")
