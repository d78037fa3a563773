"""Agreement: what is compared on top, a look at it below, what is at hand under that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Container
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.agreement.compared import Found, Look
from qualbench.tui.screens.agreement.comparing import PLAIN, Comparing
from qualbench.tui.screens.agreement.parts import Head, Panel
from qualbench.tui.screens.agreement.view import View, number
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.hint import Hint
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import Agreement as Compared

_TITLES: dict[Look, str] = {
    "constructs": "by construct",
    "groups": "by",
    "confusions": "codes that met",
    "coders": "coder by coder",
    "units": "under each unit",
    "unused": "unused codes",
    "drift": "from round to round",
}
_AIMING: tuple[Look, ...] = ("constructs", "groups", "units", "drift")
"""Looks that show the target."""
_FIRST = (
    *("agreement.constructs", "agreement.groups", "agreement.confusions", "agreement.people"),
    *("agreement.units", "agreement.unused", "agreement.drift", "agreement.write"),
)
_CHOSEN = tuple(
    f"agreement.{name}" for name in ("unit", "coders", "round", "match", "whose", "intervals")
)
"""Named above, with what is chosen."""


class Agreement(Comparing):
    """How far coders agree; in a revealed round, if one is named."""

    CSS_PATH = "agreement.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (130, "wide")]
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

    def __init__(self, round_name: str = "") -> None:
        super().__init__(round_name)
        self._view: View | None = None

    def compose(self) -> ComposeResult:
        yield self.title_line("Agreement")
        yield Hint()
        yield Static("Comparing …", id="said", classes="hint", markup=False)
        with Container(id="both"):
            with Container(id="table"):
                yield Head()
                yield Rows()
            yield Panel()
        yield Static(id="row", classes="hint", markup=False)
        yield CodePicker()
        yield AskLine()
        yield KeyLine(_FIRST)

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

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """What the lines above name is not said once more below."""
        found = super().active_bindings
        return {
            key: one._replace(binding=replace(one.binding, show=False))
            if one.binding.id in _CHOSEN
            else one
            for key, one in found.items()
        }

    # What is shown

    def show(self, found: Found, view: View | None) -> None:
        """Where the same rows are shown anew, the same one stays at hand."""
        before, self.found, self._view = self.found, found, view
        same = before and replace(before.want, resamples=0) == replace(found.want, resamples=0)
        self._fill(self.query_one(Rows).at if same else 0)
        self.settle()

    def _fill(self, at: int) -> None:
        view = self._view
        rows, panel, head = self.query_one(Rows), self.query_one(Panel), self.query_one(Head)
        head.view = panel.view = view
        head.refresh()
        panel.display = view is not None and view.beside is not None
        self.set_class(panel.display, "split")
        if view:
            rows.fill(view.groups, lambda item, width: [view.row(item, width)], at)
        else:
            rows.fill([], lambda item, width: ())
            self.query_one("#row", Static).update("")

    def settle(self) -> None:
        """The lines above: where one is, what is compared, how much of it there is."""
        look = _TITLES[self.want.look]
        title = f"{look} {self.want.by}" if self.want.look == "groups" else look
        self.query_one(TitleLine).where = f"Agreement: {title}"
        hint = self.query_one(Hint)
        hint.offer(self.chosen())
        hint.refresh(layout=True)  # other words may need another line
        if self.found:
            self.query_one("#said", Static).update(one_line(self._said(self.found)))

    def _said(self, found: Found) -> str:
        if found.agreement is None:
            return found.refused
        agreement, whole = found.agreement, found.agreement.whole
        parts = [
            f"{len(agreement.transcripts)} of {agreement.study} transcripts; {whole.n} of the "
            f"{whole.given} {whole.unit}s submitted are double coded ({whole.share:.0%})"
        ]
        if warning := workbench.seen_warning(agreement):
            parts.append(warning.removesuffix("."))
        target = found.ground.target
        if found.ground.hidden and found.want.look not in PLAIN:
            parts.append(found.ground.hidden)
        elif target and found.want.look in _AIMING:
            parts.append(f"┊ target {target.name} {number(target.bound)}: ✓ met, ✗ below")
        if self._view and self._view.note:
            parts.append(self._view.note)
        if found.want.look == "groups" and len(found.ground.groups) > 1:
            key = self.bench.key("agreement.groups")
            parts.append(f"{key} again: by {self._next_group(found)}")
        return ". ".join(parts)

    @on(Rows.AtHand)
    def _at_hand(self, event: Rows.AtHand) -> None:
        """The whole name of a row, and what its columns had no room for."""
        view, at = self._view, event.rows.at
        if view is None or at >= len(event.rows):
            self.query_one("#row", Static).update("")
            return
        self.query_one("#row", Static).update(one_line(view.about(at)))
        panel = self.query_one(Panel)
        panel.item = at
        panel.refresh()

    def on_resize(self) -> None:
        self.query_one(Head).refresh()

    # One key each

    def action_look(self, look: Look) -> None:
        self.look(replace(self.want, look=look))

    def action_groups(self) -> None:
        """By transcript; pressed again, by the next that there is."""
        by = self.want.by
        if self.want.look == "groups" and self.found:
            by = self._next_group(self.found)
        self.look(replace(self.want, look="groups", by=by))

    def _next_group(self, found: Found) -> str:
        names = found.ground.groups
        at = names.index(found.want.by) + 1 if found.want.by in names else 0
        return names[at % len(names)]

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
