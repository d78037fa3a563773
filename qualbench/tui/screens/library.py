"""The library: every transcript, whose it is, and who has coded and submitted it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import DataTable, Input, Static

from qualbench import workbench
from qualbench.model import Coding
from qualbench.tui.looking import ALL_STAND, waiting_said
from qualbench.tui.rounds import counted, wishes
from qualbench.tui.screens.asking import UNDO, Asking
from qualbench.tui.screens.room import MOVING, bind, right
from qualbench.tui.things import whose
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.pointed_table import PointedTable
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import TranscriptStatus

_COLUMNS = ("Transcript", "Whose", "Turns", "Mine", "All", "Submitted by")
_STORED = "Stored as you go in "
_CHANGED = "* has changed codings since submitting. "


class Library(Asking):
    """The first screen: the cursor is on what was worked on last."""

    BINDINGS = [
        *MOVING,
        replace(
            bind("enter", "open", "Open the transcript", "library.open", "Open"), priority=True
        ),
        bind("slash", "filter", "Only some transcripts", "library.filter", "Filter"),
        bind("m", "memo", "Write a memo on the transcript", "library.memo"),
        bind("t", "app.topics", "What respondents talk about", "library.topics", "Topics"),
        bind("g", "app.agreement", "How far coders agree", "library.agreement", "Agree"),
        bind("x", "app.matrix", "Constructs by cases, rated", "library.matrix", "Matrix"),
        bind("R,f4", "app.rounds", "Rounds: who codes what", "app.rounds", "Rounds"),
        bind("C", "app.codebook", "The codebook", "app.codebook", "Codes"),
        bind("i", "app.guide", "The interview guide: what was asked", "library.guide"),
        bind("L", "look_again", "To codings that wait for a second look", "library.look_again"),
        bind("q", "app.quit", "Leave qualbench; all is stored", "app.quit", "Quit"),
        bind("Q", "app.quotes", "All quotations", "app.quotes", "Quotes"),
        bind("p", "prepare", "Prepare suggestions and sentences", "library.prepare", "Prepare"),
        bind("H,f6", "app.copies", "Copies: who has what; hand out, merge", "app.copies", "Copies"),
        bind("escape", "all", "Show all transcripts again", "library.all"),
        replace(UNDO, show=False),  # the footer is full
    ]

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[TranscriptStatus, ...] = ()
        self._worked_on = ""
        self._waiting: tuple[Coding, ...] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line()
        yield Static(id="place", classes="hint", markup=False)
        table = PointedTable()
        table.add_columns(*_COLUMNS)
        yield table
        yield Static(id="unprepared", classes="hint", markup=False)
        yield Static(id="wanted", classes="hint", markup=False)
        yield Static(id="waiting", classes="hint", markup=False)
        yield Static(id="undecided", classes="hint", markup=False)
        yield Static(id="below", classes="hint", markup=False)
        yield Input(placeholder="Type part of a name, participant, role or clinic", compact=True)
        yield MemoBox()
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(DataTable))
        self.watch(self.bench, "copies", self._place)
        self.watch(self.bench, "prepared", self._say_unprepared, init=False)

    def on_screen_resume(self) -> None:
        self.changed()

    def changed(self) -> None:
        status = workbench.status(self.bench.project, self.bench.coder)
        self._all = status.transcripts
        self.query_one(TitleLine).where = f"{status.name}: {len(self._all)} transcripts"
        self._show()
        self.call_after_refresh(self._say_unprepared)
        self.call_after_refresh(self._say_waiting)  # the list is there at once
        self.call_after_refresh(self._say_wanted)
        self.call_after_refresh(self._say_undecided)

    def on_resize(self) -> None:
        self._place()

    # What is shown

    def _place(self) -> None:
        """Where the work is stored, and where its backups are."""
        path, copies = self.bench.project.path.absolute(), self.bench.copies
        folder = workbench.backup_folder(self.bench.project).name
        last = f", last {_dated(copies[0])}" if copies else ", none yet"
        room = max(20, self.size.width - len(_STORED) - 2)
        self.query_one("#place", Static).update(
            f"{_STORED}{_shortened(_from_home(path), room)}\nBackups in {folder}{last}"
        )

    def _show(self) -> None:
        table = self.query_one(DataTable)
        key = self._at()
        shown = [one for one in self._all if _fits(one, self._sought)]
        rows = {one.hash: _row(one, self.bench.coder) for one in shown}
        if [row.value for row in table.rows] == list(rows):
            _say_anew(table, rows)
        else:
            table.clear()
            for known, cells in rows.items():
                table.add_row(*cells, key=known)
        table.move_cursor(row=list(rows).index(key) if key in rows else 0)
        self._say_below(shown)

    def _at(self) -> str:
        """The transcript under the cursor; another one if it was worked on meanwhile."""
        before, self._worked_on = self._worked_on, self.bench.desk.get("transcript", "")
        table = self.query_one(DataTable)
        if self._worked_on != before or not table.row_count:
            return self._worked_on
        return self._transcript

    @property
    def _transcript(self) -> str:
        """The hash of the one under the cursor; empty where none is shown."""
        table = self.query_one(DataTable)
        if not table.row_count:
            return ""
        return table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value or ""

    def _say_below(self, shown: Sequence[TranscriptStatus]) -> None:
        """What the table alone does not tell: a star's meaning, and that not all is shown."""
        said = _CHANGED if any(one.changed_since for one in shown) else ""
        if self._sought:
            clear = self.bench.key("library.all")
            said += f"Filter “{self._sought}”: {len(shown)} of {len(self._all)} transcripts; "
            said += f"{clear} shows all."
        line = self.query_one("#below", Static)
        line.display = bool(said)
        line.update(said)

    def _say_unprepared(self) -> None:
        """That sentences, and so suggestions, are not there before somebody asks for them."""
        number = workbench.unprepared(self.bench.project)
        line = self.query_one("#unprepared", Static)
        line.display = bool(number)
        said, key = counted(number, "transcript"), self.bench.key("library.prepare")
        line.update(f"Without sentences and suggestions yet: {said}. {key} prepares them.")

    def _say_wanted(self) -> None:
        """What rounds want of the coder."""
        project, coder = self.who
        leads = coder in workbench.leads(project)
        wanted = "; ".join(wishes(workbench.rounds(project), coder, leads))
        line = self.query_one("#wanted", Static)
        line.display = bool(wanted)
        line.update(f"{wanted}: {self.bench.key('app.rounds')} goes there.")

    def _say_waiting(self) -> None:
        """That codes read differently since they were put on some codings, and where these are."""
        self._waiting = workbench.waiting(*self.who)
        line = self.query_one("#waiting", Static)
        line.display = bool(self._waiting)
        line.update(waiting_said(len(self._waiting), self.bench.key("library.look_again")))

    def _say_undecided(self) -> None:
        """That copies contradict one another where the coder decides."""
        number = workbench.undecided(*self.who)
        line = self.query_one("#undecided", Static)
        line.display = bool(number)
        said = f"{counted(number, 'conflict')} between copies to be decided by you"
        line.update(f"{said}: {self.bench.key('app.copies')} goes there.")

    # What is done

    def action_look_again(self) -> None:
        if self._waiting:
            coding = self._waiting[0]
            self.bench.open_at(coding.transcript, coding.span, at_hand=coding.lineage)
        else:
            self.notify(ALL_STAND)

    @property
    def _sought(self) -> str:
        return self.query_one(Input).value.strip()

    def action_filter(self) -> None:
        line = self.query_one(Input)
        line.display = True
        self.set_focus(line)

    @on(Input.Changed)
    def _filtered(self) -> None:
        self._show()

    def action_all(self) -> None:
        """Let go of the filter."""
        self.query_one(Input).value = ""
        self._back_to_table()

    def _back_to_table(self) -> None:
        self.set_focus(self.query_one(DataTable))
        self.query_one(Input).display = False

    @on(DataTable.RowSelected)
    def _opened(self, event: DataTable.RowSelected) -> None:
        if event.row_key.value:
            self.bench.open_at(event.row_key.value)

    def action_open(self) -> None:
        """Open the transcript at the cursor; out of the filter, first go to the list."""
        table = self.query_one(DataTable)
        if self.focused is table:
            table.action_select_cursor()
        else:
            self._back_to_table()

    def action_memo(self) -> None:
        if at := self._transcript:
            names = {transcript.hash: transcript.name for transcript in self._all}
            self.write_memo("transcript", at, names[at])

    def action_prepare(self) -> None:
        self.bench.prepare()


def _fits(transcript: TranscriptStatus, sought: str) -> bool:
    """Whether every word that is sought is in its name or says whose it is and when."""
    waves = " ".join(case.wave for case in transcript.cases)
    said = f"{transcript.name} {whose(transcript.cases)} {waves}".casefold()
    return all(word in said for word in sought.casefold().split())


def _row(transcript: TranscriptStatus, coder: str) -> tuple[str | Text, ...]:
    return (
        transcript.name,
        whose(transcript.cases),
        right(transcript.turns),
        right(transcript.codings.get(coder, 0)),
        right(sum(transcript.codings.values())),
        ", ".join(_submitted(transcript)),
    )


def _say_anew(table: DataTable[str | Text], rows: Mapping[str, Sequence[str | Text]]) -> None:
    """The same rows with what their cells say now: the list does not scroll."""
    for key, cells in rows.items():
        for column, cell in zip(table.columns, cells, strict=True):
            if table.get_cell(key, column) != cell:
                table.update_cell(key, column, cell, update_width=True)


def _submitted(transcript: TranscriptStatus) -> Iterable[str]:
    for coder in transcript.submitted:
        yield f"{coder}*" if coder in transcript.changed_since else coder


def _dated(copy: Path) -> str:
    """When a backup was made: its name begins with date and time."""
    day, time = copy.name.split("_")[:2]
    return f"{day} {time[:5].replace('-', ':')}"


def _from_home(path: Path) -> str:
    return f"~/{path.relative_to(Path.home())}" if path.is_relative_to(Path.home()) else str(path)


def _shortened(path: str, width: int) -> str:
    """The end of a path tells most."""
    return path if len(path) <= width else f"…{path[-(width - 1) :]}"
