"""The codebook: its tree with counts, what a code means, who changed what and why."""

from __future__ import annotations

from textual import on

from qualbench.tui.looking import ALL_STAND
from qualbench.tui.screens.codebook_places import Places
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.code_card import CodeCard
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.tui.widgets.read_on import read_on


class Codebook(Places):
    """What is behind a code: quotations, memos, codings that wait, versions."""

    CSS_PATH = "codebook.tcss"
    BINDINGS = [
        bind("w", "memo", "Write a memo on the code", "codebook.memo", "Memo"),
        bind("H", "history", "Versions and notes", "codebook.history", "History"),
        bind("L", "look_again", "To codings that wait for a second look", "codebook.look_again"),
        bind("space,ctrl+down", "read_on", "Read on", "codebook.read_on"),
        bind("escape", "back", "Out of what was begun; back", "codebook.back", "Back"),
    ]

    def on_mount(self) -> None:
        self.query_one("#history").display = False
        self.set_focus(self.codes)

    def on_screen_resume(self) -> None:
        self.reload()

    @property
    def at_rest(self) -> bool:
        return super().at_rest and not self.placing

    @on(CodeTree.Considered)
    def _considered(self, event: CodeTree.Considered) -> None:
        self.explain(event.key)
        self.refresh_bindings()  # not with every code can the same be done

    @on(CodePicker.Considered)
    def _found(self, event: CodePicker.Considered) -> None:
        self.explain(event.key)

    @on(CodePicker.Left)
    def _not_found(self) -> None:
        self.explain(self.codes.key)

    # The history

    def action_history(self) -> None:
        history = self.query_one("#history")
        history.display = not history.display
        self.query_one(CodeCard).display = not history.display
        self.show_history()

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

    def action_look_again(self) -> None:
        """To a coding of the code at the cursor that waits for it, else to the first of all."""
        if self.again:
            coding = self.next_look(self.codes.key) or self.again[0].coding
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
