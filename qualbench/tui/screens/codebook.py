"""The codebook: its tree with counts, what a code means, who changed what and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from qualbench import workbench
from qualbench.model import Coding
from qualbench.tui.looking import ALL_STAND
from qualbench.tui.screens.codebook_places import Places
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_card import CodeCard
from qualbench.tui.widgets.code_form import CodeForm
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import CodebookVersion, ShownCoding

_QUOTES = 3


class Codebook(Places):
    """Codes left, the one at the cursor right; what is asked opens below."""

    CSS_PATH = "codebook.tcss"
    BINDINGS = [
        bind("w", "memo", "Write a memo on the code", "codebook.memo", "Memo"),
        bind("H", "history", "Versions and notes", "codebook.history", "History"),
        bind("L", "look_again", "To codings that wait for a second look", "codebook.look_again"),
        bind("space,ctrl+down", "read_on", "Read on", "codebook.read_on"),
        bind("escape", "back", "Out of what was begun; back", "codebook.back", "Back"),
    ]

    _again: tuple[ShownCoding, ...] = ()
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

    def on_mount(self) -> None:
        self.query_one("#history").display = False
        self.set_focus(self.codes)

    def on_screen_resume(self) -> None:
        self.reload()

    @property
    def at_rest(self) -> bool:
        return super().at_rest and not self.placing

    # What is shown

    def reload(self, at: str = "") -> None:
        project, coder = self.who
        self.book = workbench.codebook(project)
        self.proposed = workbench.proposals(project)
        self.leads = workbench.leads(project)
        self._own = tuple(s for s in workbench.visible(project, coder) if s.coder == coder)
        again = workbench.outdated(project, [shown.coding for shown in self._own])
        self._again = tuple(shown for shown in self._own if shown.coding.id in again)
        counts = workbench.code_counts(project, "" if coder in self.leads else coder)
        self.codes.show(self.book, counts, self.proposed, self._waiting)
        if at:
            self.codes.go_to(at)
        self._show_history()
        self._explain(self.codes.key)
        self.hint()

    @property
    def _waiting(self) -> Counter[str]:
        """Code -> the coder's codings of it that are to be looked at again."""
        return Counter(shown.coding.code for shown in self._again)

    def hint(self, said: str = "") -> None:
        self.query_one("#said", Static).update(said or self._usual)

    @property
    def _usual(self) -> str:
        if self._again:
            said = f"{len(self._again)} of your codings: the code reads differently now."
            return f"{said} {self.key('look_again')} goes there."
        if self.bench.coder in self.leads:
            waiting = f"{len(self.proposed)} proposed: {self.key('adopt')} adopts."
            said = f"Every change is a version with a note; {self.takes_back}"
            return f"{said} {waiting if self.proposed else ''}"
        return f"Led by {', '.join(self.leads)}. {self.key('new')} proposes a code of your own."

    @on(CodeTree.Considered)
    def _considered(self, event: CodeTree.Considered) -> None:
        self._explain(event.key)
        self.refresh_bindings()  # not with every code can the same be done

    @on(CodePicker.Considered)
    def _found(self, event: CodePicker.Considered) -> None:
        self._explain(event.key)

    @on(CodePicker.Left)
    def _not_found(self) -> None:
        self._explain(self.codes.key)

    def _explain(self, key: str) -> None:
        code = self.book.by_id.get(key)
        quotes = [shown.quote for shown in self._own if shown.coding.code == key]
        again = self._next_look(key)
        self.query_one(CodeCard).show(
            code,
            self.book.path(key) if code else "",
            quotes[-_QUOTES:],
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

    # The history

    def _show_history(self) -> None:
        versions = workbench.codebook_versions(self.bench.project)
        said = f"Codebook, version {len(versions)}, {len(self.book.codes)} codes: {self.book.title}"
        self.query_one(TitleLine).where = said
        if self.query_one("#history").display:
            lines = [_told(version) for version in reversed(versions)]
            self.query_one("#history Static", Static).update(Text("\n\n").join(lines))

    def action_history(self) -> None:
        history = self.query_one("#history")
        history.display = not history.display
        self.query_one(CodeCard).display = not history.display
        self._show_history()

    def action_read_on(self) -> None:
        history = self.query_one("#history")
        read_on(history if history.display else self.query_one(CodeCard))

    # Elsewhere

    @on(CodeTree.Chosen)
    def _chosen(self, event: CodeTree.Chosen) -> None:
        if self.placing:
            self.placed(event.key)
        else:
            self.bench.show_quotes([event.key])

    def _next_look(self, key: str) -> Coding | None:
        """The first coding of a code that waits for a second look."""
        return next((s.coding for s in self._again if s.coding.code == key), None)

    def action_look_again(self) -> None:
        """To a coding of the code at the cursor that waits for it, else to the first of all."""
        if self._again:
            coding = self._next_look(self.codes.key) or self._again[0].coding
            self.bench.open_at(coding.transcript, coding.span, at_hand=coding.lineage)
        else:
            self.notify(ALL_STAND)

    def action_memo(self) -> None:
        if code := self.code:
            self.write_memo("code", code.id, code.name)

    def action_back(self) -> None:
        """Out of what was begun; else to the screen before."""
        if self.placing:
            self.place(None)
            self.hint()
        elif self.query_one("#history").display:
            self.action_history()
        else:
            self.app.pop_screen()


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
