"""The library: every transcript, whose it is, and who has coded and submitted it."""

from __future__ import annotations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Footer, Static

from qualbench import workbench
from qualbench.tui.screens.agreement import Agreement
from qualbench.tui.screens.coding import Coding
from qualbench.tui.screens.room import MOVING, Room, right
from qualbench.tui.screens.topics import Topics
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import TranscriptStatus

_HINT = "Enter opens a transcript. All is stored as you go; there is no save key."


class Library(Room):
    """The first screen."""

    CSS_PATH = "library.tcss"
    BINDINGS = [
        *MOVING,
        Binding("enter", "open", "Open", key_display="Enter", priority=True),
        Binding("t", "topics", "Topics", tooltip="What respondents talk about, without codes"),
        Binding("g", "agreement", "Agreement", tooltip="How far two coders agree"),
        Binding("p", "prepare", "Prepare suggestions", tooltip="Read all with the language models"),
        Binding("q", "app.quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        yield self.title_line()
        yield Static(_HINT, classes="hint")
        table: DataTable[str | Text] = DataTable(cursor_type="row", zebra_stripes=True)
        table.add_columns("Transcript", "Whose", "Turns", "Mine", "All", "Submitted by")
        yield table
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(DataTable).focus()

    def on_screen_resume(self) -> None:
        self._show()

    def _show(self) -> None:
        status = workbench.status(self.bench.project)
        self.query_one(TitleLine).where = f"{status.name}: {len(status.transcripts)} transcripts"
        table = self.query_one(DataTable)
        row = table.cursor_row
        table.clear()
        for transcript in status.transcripts:
            table.add_row(*_row(transcript, self.bench.coder), key=transcript.hash)
        table.move_cursor(row=row)

    @on(DataTable.RowSelected)
    def _opened(self, event: DataTable.RowSelected) -> None:
        if event.row_key.value:
            self.app.push_screen(Coding(event.row_key.value))

    def action_open(self) -> None:
        self.query_one(DataTable).action_select_cursor()

    def action_topics(self) -> None:
        self.app.push_screen(Topics())

    def action_agreement(self) -> None:
        self.app.push_screen(Agreement())

    def action_prepare(self) -> None:
        self.bench.prepare()


def _row(transcript: TranscriptStatus, coder: str) -> tuple[str | Text, ...]:
    whose = ", ".join(
        " ".join([case.participant, *(value for _, value in case.attributes)])
        for case in transcript.cases
    )
    return (
        transcript.name,
        whose,
        right(transcript.turns),
        right(transcript.codings.get(coder, 0)),
        right(sum(transcript.codings.values())),
        ", ".join(transcript.submitted),
    )
