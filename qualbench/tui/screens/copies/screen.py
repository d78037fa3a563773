"""Copies: who has what, who has handed in, and what copies that come back contradict."""

from __future__ import annotations

from textual import on
from textual.binding import ActiveBinding

from qualbench import workbench
from qualbench.tui.screens.copies.choosing import Choosing
from qualbench.tui.screens.copies.handing import HandingOut
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Uncopied


class Copies(HandingOut, Choosing):
    """What is next with a copy."""

    CSS_PATH = "copies.tcss"
    BINDINGS = [
        bind("enter", "open", "What is next with it", "copies.open", "Next"),
        bind(
            "c",
            "conflicts",
            "What copies contradict, to be decided",
            "copies.conflicts",
            "Conflicts",
        ),
        bind("tab", "app.focus_next", "To its transcripts and back", "copies.other"),
        bind("escape", "app.pop_screen", "Back", "copies.back", "Back"),
    ]

    def on_mount(self) -> None:
        self.set_focus(self.rows)

    def on_screen_resume(self) -> None:
        self.changed()
        self.show_read()

    # Who may do what

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Without those that would lead nowhere."""
        missing = {"open": not self.every, "conflicts": not self.conflicts}
        found = super().active_bindings
        return {key: one for key, one in found.items() if not missing.get(one.binding.action)}

    # What is done

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """A transcript; of a copy what is next: to hand it out, to code in it, or to merge it."""
        one = self.at_hand
        if one is None:
            self.notify(self.how)
        elif self.focused is self.query_one("#texts"):
            self._open_text(self.texts[self.query_one("#texts", Rows).at][0])
        elif not one.missing:
            self.notify("All of it is handed in.")
        elif workbench.given_to(self.bench.project):
            self._open_text(one.missing[0])
        elif not isinstance(one, Uncopied):
            self.action_merge()
        elif not self.uniting and self.may_lead("A lead hands out copies", "Ask for one:"):
            self.ask_file(one.coder, one.round, f"round {one.round}")

    def _open_text(self, name: str) -> None:
        for text in workbench.status(self.bench.project).transcripts:
            if text.name == name:
                self.bench.open_at(text.hash)

    def action_conflicts(self) -> None:
        self.bench.action_conflicts()
