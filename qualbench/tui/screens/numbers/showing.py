"""How the trial's numbers stand on the screen: tables, and what became of every id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.copies import beside
from qualbench.tui.rounds import counted
from qualbench.tui.screens.leading import Leading
from qualbench.tui.screens.numbers.picking import FilePicker, is_there
from qualbench.tui.screens.numbers.saying import (
    in_list,
    lines,
    refused_in_list,
    refused_sections,
    sections,
)
from qualbench.tui.screens.numbers.seen import Held, Tried, tables
from qualbench.tui.screens.working import Working
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine

_WHAT_FOR = "Numbers of the trial stand beside ratings in a joint display; they are never edited."
_HIDDEN = "Outcomes are hidden while constructs are rated; a lead shows them."
_FIRST = tuple(
    f"numbers.{name}"
    for name in ("choose", "join", "columns", "by", "title", "leave_out", "sheet", "back")
)


class Showing(Working, Leading):
    """``tried`` is the file that is looked at; it comes first, and nothing of it is stored yet."""

    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (120, "wide")]
    JOB = "join"

    has_shown = True  # what is refused is shown at its file

    def __init__(self) -> None:
        super().__init__()
        self.tried: Tried | None = None
        self.joined_last = ""
        """What was joined last, by its name, until it was shown."""
        self._held: Sequence[Held] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Trial numbers")
        yield Static(classes="hint", id="said", markup=False)
        with Container(id="both"):
            yield Rows(tall=2, id="tables")
            yield Passages(id="one")
        yield FilePicker(lambda typed: is_there(beside(self.bench.project.path, typed)))
        yield AskLine()
        yield KeyLine(_FIRST)

    @property
    def rows(self) -> Rows:
        return self.query_one("#tables", Rows)

    @property
    def ids(self) -> Passages:
        return self.query_one("#one", Passages)

    @property
    def _tried_first(self) -> int:
        return int(self.tried is not None)

    @property
    def at(self) -> Tried | Held | None:
        """The file that is looked at, or the table at hand."""
        place = self.rows.at - self._tried_first
        if place < 0:
            return self.tried
        return self._held[place] if place < len(self._held) else None

    def changed(self) -> None:
        before, project = self.at, self.bench.project
        self.leading = self.bench.coder in workbench.leads(project)
        with self.saying():
            self._held = tables(project)
        names = [one.table.name for one in self._held]
        wanted = self.joined_last or (before.table.name if isinstance(before, Held) else "")
        place = names.index(wanted) + self._tried_first if wanted in names else self.rows.at
        self.joined_last = ""
        self.show(place)

    def show_tried(self, tried: Tried) -> None:
        """What would become of a file, at hand."""
        self.tried = tried
        if self.is_attached:
            self.show(0)
            self.set_focus(self.rows)

    def show(self, place: int) -> None:
        """Show what stands now, with one of them at hand."""
        groups = [("Not joined yet", self._tried_first), ("Joined", len(self._held))]
        self.rows.fill([group for group in groups if group[1]], self._row, place)
        self.query_one("#both").display = bool(self._held or self.tried)
        self.query_one(TitleLine).where = f"Trial numbers: {counted(len(self._held), 'table')}"
        self.say_above(*self._said())
        self.refresh_bindings()

    def _said(self) -> Iterator[str]:
        """What is next; and that outcomes are hidden, where they are."""
        key = self.bench.key
        if self.tried and (found := self.tried.found):
            yield f"Nothing is stored yet: {key('numbers.choose')} joins it as it is shown here."
            if found.codes or found.doubts:
                yield f"{key('numbers.missing')} says which values mean that there is none."
        elif self.tried:
            columns, by = key("numbers.columns"), key("numbers.by")
            yield f"{columns} says which column holds what, {by} aggregates rows that are finer."
        elif not self._held:
            yield _WHAT_FOR
            yield f"{key('numbers.join')} joins a file by participant, clinic, role or wave."
        else:
            yield _WHAT_FOR
        if self._hidden:
            yield _HIDDEN

    @property
    def _hidden(self) -> bool:
        return not self.leading and workbench.setting(self.bench.project, "outcomes") != "shown"

    def _row(self, item: int, width: int) -> Sequence[Text]:
        if item < self._tried_first and self.tried and not self.tried.found:
            return refused_in_list(self.tried, width)
        return in_list(self._table(item), width)

    def _table(self, item: int) -> Held:
        tried = self.tried
        if item < self._tried_first and tried and tried.found:
            table = tried.found.table
            there = any(one.table.name == table.name for one in self._held)
            return Held(table, tried.found.report, tried=tried, replaces=there)
        return self._held[item - self._tried_first]

    @on(Rows.AtHand, "#tables")
    def _at_hand(self) -> None:
        at = self.at
        if at is None:
            return
        if isinstance(at, Tried) and at.refused:
            found = list(refused_sections(at))
        else:
            found = list(sections(self._table(self.rows.at), hidden=self._hidden))
        said = [line for _, group in found for line in group]
        groups = [
            (f"{title}: {len(group)}" if title else "", len(group))
            for title, group in found
            if group
        ]
        self.ids.fill(groups, lambda item, width: lines(said[item], width))
        self.refresh_bindings()
