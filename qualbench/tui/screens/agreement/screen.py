"""Agreement: what is compared on top, a look at it below, what is at hand under that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual import on, work

from qualbench import workbench
from qualbench.tui.screens.agreement.choosing import Choosing
from qualbench.tui.screens.agreement.compared import Look
from qualbench.tui.screens.agreement.showing import next_group
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Agreement as Compared


class Agreement(Choosing):
    """How far coders agree; in a revealed round, if one is named."""

    CSS_PATH = "agreement.tcss"
    BINDINGS = [
        bind("1", "look('constructs')", "By construct", "agreement.constructs", "Codes"),
        bind("2", "groups", "By transcript, role, clinic", "agreement.groups", "Groups"),
        bind("3", "look('confusions')", "Codes that met", "agreement.confusions", "Mixed"),
        bind("4", "look('coders')", "Coder by coder", "agreement.people", "Who"),
        bind("5", "look('units')", "Under each unit", "agreement.units", "Units"),
        bind("6", "look('unused')", "Codes nobody used", "agreement.unused", "Unused"),
        bind("7", "look('drift')", "From round to round", "agreement.drift", "Drift"),
        bind("w", "write", "Write the table to a file", "agreement.write", "File"),
        bind("escape", "app.pop_screen", "Back", "agreement.back", "Back"),
        bind("enter", "open", "Disagreements, quotations, text", "agreement.open", "Open"),
    ]

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Rows))
        self.settle()

    def on_screen_resume(self) -> None:
        self.changed()

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)
        self.bench.tell("agreement", "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """What was done elsewhere is not undone here."""
        return action not in ("undo", "redo") and super().check_action(action, parameters)

    # One key each

    def action_look(self, look: Look) -> None:
        self.look(replace(self.want, look=look))

    def action_groups(self) -> None:
        """By transcript; pressed again, by the next that there is."""
        by = self.want.by
        if self.want.look == "groups" and self.found:
            by = next_group(self.found)
        self.look(replace(self.want, look="groups", by=by))

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """What is at hand: a round's disagreements, quotations, a transcript, two coders."""
        rows = self.query_one(Rows)
        opens = self._view.opens(rows.at) if self._view and len(rows) else None
        if opens is None:
            return
        if opens.transcript:
            self.bench.open_at(opens.transcript)
        elif opens.codes and self.want.round and self.want.look != "unused":
            from qualbench.tui.screens.reconcile import Reconcile

            self.app.push_screen(Reconcile(self.want.round))
        elif opens.codes:
            self.bench.show_quotes(opens.codes)
        elif opens.between:
            self.look(replace(self.want, look="constructs", between=opens.between))
        elif opens.round:
            self.look(replace(self.want, look="constructs", round=opens.round))
        else:
            self.notify("There is nothing behind this row: codes and transcripts can be opened.")

    # The table for the paper

    def action_write(self) -> None:
        found = self.found
        if found is None or found.agreement is None:
            self.notify("There is nothing to write yet.")
        elif found.ground.hidden:
            self.notify(found.ground.hidden, title="Not written")
        else:
            name = f"agreement-{self.want.round}.csv" if self.want.round else "agreement.csv"
            self.ask("Write the table to", self._write, name, "a name in .csv, .xlsx, .md or .docx")

    def _write(self, name: str) -> None:
        if name and self.found and self.found.agreement:
            self._export(self.found.agreement, Path(name).expanduser())

    @work(thread=True, group="write", exit_on_error=False)
    def _export(self, agreement: Compared, to: Path) -> None:
        with workbench.opened(self.bench.project.path) as project:
            written = workbench.export_agreement(project, self.bench.coder, agreement, to)
        self.app.call_from_thread(
            self.notify, ", ".join(path.name for path in written), title="Written"
        )
