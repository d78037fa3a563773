"""How the codebook stands on the screen: its tree with counts, what a code means, its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from qualbench import workbench
from qualbench.model import Code, Codebook, Coding
from qualbench.tui.screens.asking import Asking
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_card import CodeCard
from qualbench.tui.widgets.code_form import CodeForm
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import CodebookVersion, ShownCoding

_QUOTES = 3


class Showing(Asking):
    """Codes left, the one at the cursor right; what is asked opens below."""

    book: Codebook
    proposed: Mapping[str, str] = {}
    leads: tuple[str, ...] = ()
    again: tuple[ShownCoding, ...] = ()
    """The coder's own codings that wait for a second look."""
    _own: tuple[ShownCoding, ...] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Codebook")
        yield Static(classes="hint", id="said", markup=False)
        with Horizontal():
            yield CodeTree()
            yield CodeCard()
            with VerticalScroll(id="history", can_focus=False):
                yield Static(markup=False)
        yield CodeForm()
        yield MemoBox()
        yield AskLine()
        yield CodePicker()
        yield KeyLine()

    @property
    def codes(self) -> CodeTree:
        return self.query_one(CodeTree)

    @property
    def code(self) -> Code | None:
        """The code at the cursor."""
        return self.book.by_id.get(self.codes.key)

    def key(self, action: str) -> str:
        """The key of an action here, as it is bound now."""
        return self.bench.key(f"codebook.{action}")

    @property
    def takes_back(self) -> str:
        return f"{self.bench.key('coding.undo')} takes it back."

    def name_of(self, key: str) -> str:
        return self.book.by_id[key].name if key in self.book.by_id else "the top"

    # What is shown

    def reload(self, at: str = "") -> None:
        """Show the codebook as it stands, with the cursor on a code."""
        project, coder = self.who
        self.book = workbench.codebook(project)
        self.proposed = workbench.proposals(project)
        self.leads = workbench.leads(project)
        self._own = tuple(s for s in workbench.visible(project, coder) if s.coder == coder)
        again = workbench.outdated(project, [shown.coding for shown in self._own])
        self.again = tuple(shown for shown in self._own if shown.coding.id in again)
        counts = workbench.code_counts(project, "" if coder in self.leads else coder)
        self.codes.show(self.book, counts, self.proposed, self._waiting)
        if at:
            self.codes.go_to(at)
        self.show_history()
        self.explain(self.codes.key)
        self.hint()

    @property
    def _waiting(self) -> Counter[str]:
        """Code -> the coder's codings of it that are to be looked at again."""
        return Counter(shown.coding.code for shown in self.again)

    def hint(self, said: str = "") -> None:
        """A line that stays until the next one; empty for what is usually said."""
        self.say_above(said or self._usual)

    @property
    def _usual(self) -> str:
        if self.again:
            said = f"{len(self.again)} of your codings: the code reads differently now."
            return f"{said} {self.key('look_again')} goes there."
        if self.bench.coder in self.leads:
            waiting = f"{len(self.proposed)} proposed: {self.key('adopt')} adopts."
            said = f"Every change is a version with a note; {self.takes_back}"
            return f"{said} {waiting if self.proposed else ''}"
        return f"Led by {', '.join(self.leads)}. {self.key('new')} proposes a code of your own."

    def changed(self) -> None:
        self.reload()

    def explain(self, key: str) -> None:
        code = self.book.by_id.get(key)
        coded = [shown.coding for shown in self._own if shown.coding.code == key]
        quotes = workbench.quoted(self.bench.project, coded[-_QUOTES:])
        again = self.next_look(key)
        self.query_one(CodeCard).show(
            code,
            self.book.path(key) if code else "",
            [quote.speech for quote in quotes],
            [(memo.coder, memo.memo.text) for memo in self._memos(key)] if code else (),
            "; ".join(self._notices(key)),
            workbench.changed_since(self.bench.project, again) if again else (),
        )

    def _memos(self, key: str) -> tuple[workbench.ShownMemo, ...]:
        return workbench.memos(*self.who, "code", key)

    def _notices(self, key: str) -> Iterator[str]:
        code = self.book.by_id.get(key)
        if key in self.proposed:
            yield f"Proposed by {self.proposed[key]}"
        if code and code.merged_into:
            yield f"Merged into {self.name_of(code.merged_into)}: its codings are read so"
        elif code and code.retired:
            yield "Retired: it is offered no more"
        if number := self._waiting[key]:
            yield f"Changed since you coded {number} with it; {self.key('look_again')} goes there"

    def next_look(self, key: str) -> Coding | None:
        """The first coding of a code that waits for a second look."""
        return next((s.coding for s in self.again if s.coding.code == key), None)

    def show_history(self) -> None:
        versions = workbench.codebook_versions(self.bench.project)
        said = f"Codebook, version {len(versions)}, {len(self.book.codes)} codes: {self.book.title}"
        self.query_one(TitleLine).where = said
        if self.query_one("#history").display:
            lines = [_told(version) for version in reversed(versions)]
            self.query_one("#history Static", Static).update(Text("\n\n").join(lines))


def _told(version: CodebookVersion) -> Text:
    """One version: which, who and when, why, and what it changed."""
    told = Text(f"Version {version.number}", style="bold")
    force = ", in force" if version.current else ""
    told.append(f"{force}\n{version.author}, {version.at[:10]} {version.at[11:16]} UTC", "not bold")
    if version.note:
        told.append(f"\n“{version.note}”", style="not bold italic")
    for change in version.changes:
        told.append(f"\n- {change}", style="not bold")
    return told
