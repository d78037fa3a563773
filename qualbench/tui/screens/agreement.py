"""Agreement: two coders, per domain and per code, with the counts beside the coefficients."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Footer, Static

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.tui.screens.room import Room
from qualbench.workbench import CodeAgreement, Unit


class Agreement(Room):
    """What both coders have submitted, compared on respondents' talk."""

    CSS_PATH = "agreement.tcss"
    BINDINGS = [
        Binding("u", "unit", "Turn or character"),
        Binding("escape", "app.pop_screen", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._unit: Unit = "turn"

    def compose(self) -> ComposeResult:
        yield self.title_line("Agreement")
        yield Static(classes="hint", id="said")
        table: DataTable[str] = DataTable(cursor_type="row", zebra_stripes=True)
        table.add_columns(
            "Code", "Both", "1st", "2nd", "None", "Percent", "Kappa", "Alpha", "AC1", "Undefined"
        )
        yield table
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self._show()

    def action_unit(self) -> None:
        self._unit = "character" if self._unit == "turn" else "turn"
        self._show()

    def _show(self) -> None:
        table = self.query_one(DataTable)
        table.clear()
        try:
            found = workbench.agree(self.bench.project, unit=self._unit)
        except QualbenchError as error:
            self.query_one("#said", Static).update(f"{error.message}. {error.hint}")
            return
        self.query_one("#said", Static).update(
            f"1st {found.first}, 2nd {found.second}; respondents' talk in "
            f"{len(found.transcripts)} transcripts that both submitted; unit: {found.unit}. "
            "Domains first, each unit counted once; then codes."
        )
        _add(table, found.domains)
        _add(table, found.codes)


def _add(table: DataTable[str], rows: Iterable[CodeAgreement]) -> None:
    for row in rows:
        plain = row.as_row()
        counts = [str(plain[key]) for key in ("both", "only_first", "only_second", "neither")]
        reasons = plain["reason"]
        why = "; ".join(sorted(set(reasons.values()))) if isinstance(reasons, dict) else ""
        shown = [_number(plain[key]) for key in ("percent", "kappa", "alpha", "ac1")]
        table.add_row(row.code.partition(".")[2] or row.code, *counts, *shown, why)


def _number(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "-"
