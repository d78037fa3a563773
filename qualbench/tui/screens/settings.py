"""What holds for the whole project, as leads have settled it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.screens.asking import Asking
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Setting


class Settings(Asking):
    """Each with its value and what it means."""

    BINDINGS = [
        bind("enter", "edit", "Settle it anew", "settings.edit", "Change"),
        bind("escape", "app.pop_screen", "Back", "settings.back", "Back"),
    ]

    _settings: tuple[Setting, ...] = ()
    _leads: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Settings of the project")
        yield Static(id="said", classes="hint", markup=False)
        yield Rows(tall=2)
        yield AskLine()
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Rows))

    def on_screen_resume(self) -> None:
        self.changed()

    def changed(self) -> None:
        self._settings = workbench.settings(self.bench.project)
        self._leads = workbench.leads(self.bench.project)
        rows = self.query_one(Rows)
        rows.fill([("", len(self._settings))], self._row, rows.at)
        said = f"{', '.join(self._leads)} may change them."
        if self.bench.coder in self._leads:
            said = f"They hold for everybody; {self.bench.key('coding.undo')} takes a change back."
        self.say_above(said)
        self.refresh_bindings()

    def _row(self, item: int, width: int) -> Sequence[Text]:
        one = self._settings[item]
        return [Text(f"{one.name}: {one.value or '(none)'}", "bold"), Text(f"  {one.says}", "dim")]

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Without changing them, for who does not lead; typed all the same, it says why."""
        leads, found = self.bench.coder in self._leads, super().active_bindings
        return {key: one for key, one in found.items() if leads or one.binding.action != "edit"}

    @on(Rows.Chosen)
    def action_edit(self) -> None:
        one = self._settings[self.query_one(Rows).at]
        if self.bench.coder in self._leads:
            self.ask(f"Settle {one.name}", partial(self._settle, one.name), one.value, one.says)
        else:
            self.notify(f"Ask {self._leads[0]}.", title="A lead settles this")

    def _settle(self, name: str, value: str) -> None:
        with self.doing():
            workbench.settle(*self.who, name, value)
