"""The trial's numbers: tables on one side, what became of every id on the other."""

from __future__ import annotations

from textual import on
from textual.binding import ActiveBinding

from qualbench import workbench
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.numbers.choosing import Choosing
from qualbench.tui.screens.numbers.seen import Held, Tried
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows

_OF_TRIED = frozenset({"columns", "by", "missing", "title", "sheet"})


class Numbers(Choosing):
    """A file that is looked at comes first; nothing of it is stored until it is joined."""

    CSS_PATH = "numbers.tcss"
    BINDINGS = [
        bind("enter", "choose", "Join the file, as it is shown", "numbers.choose", "Join it"),
        bind("d,delete", "leave_out", "Take a table out again", "numbers.leave_out", "Take out"),
        bind("tab,shift+tab", "other", "Into the ids and back", "numbers.other"),
        bind("space", "read_on", "Read on in the ids", "numbers.read_on", "Read on"),
        bind("escape", "back", "Let go of the file, back", "numbers.back", "Back"),
    ]

    def on_mount(self) -> None:
        self.set_focus(self.rows)

    def on_screen_resume(self) -> None:
        self.changed()

    # Who may do what

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Without those that would lead nowhere."""
        missing = dict.fromkeys((*_OF_TRIED, "choose"), self.tried is None)
        missing["leave_out"] = not isinstance(self.at, Held)
        found = super().active_bindings
        return {key: one for key, one in found.items() if not missing.get(one.binding.action)}

    # What is done

    @on(Rows.Chosen, "#tables")
    def action_choose(self) -> None:
        """Join the file that is looked at; of a table that is joined its ids."""
        if isinstance(self.at, Tried):
            self.store_it()
        elif self.at is None:
            self.action_join()
        else:
            self.action_other()

    def action_leave_out(self) -> None:
        if isinstance(at := self.at, Held) and not self.is_busy():
            with self.doing():
                workbench.leave_out(*self.who, at.table.name)
                undo = self.bench.key("coding.undo")
                self.notify(one_line(f"Took out {at.table.name}; {undo} puts it back."))

    def action_other(self) -> None:
        self.set_focus(self.rows if self.focused is self.ids else self.ids)

    def action_read_on(self) -> None:
        read_on(self.ids)

    def action_back(self) -> None:
        if self.focused is self.ids:
            self.set_focus(self.rows)
        elif self.tried:
            self.tried = None
            self.show(self.rows.at)
        else:
            self.app.pop_screen()
