"""The trial's numbers: tables on one side, what became of every id on the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Container
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.numbers.choosing import Choosing
from qualbench.tui.screens.numbers.saying import (
    in_list,
    lines,
    refused_in_list,
    refused_sections,
    sections,
)
from qualbench.tui.screens.numbers.seen import Held, Tried, tables
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine

_WHAT_FOR = "Numbers of the trial stand beside ratings in a joint display; they are never edited."
_HIDDEN = "Outcomes are hidden while constructs are rated; a lead shows them."
_OF_TRIED = frozenset({"columns", "by", "title", "sheet"})
_FIRST = tuple(
    f"numbers.{name}"
    for name in ("choose", "join", "columns", "by", "title", "leave_out", "sheet", "back")
)


class Numbers(Choosing):
    """A file that is looked at comes first; nothing of it is stored until it is joined."""

    CSS_PATH = "numbers.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (120, "wide")]
    BINDINGS = [
        bind("enter", "choose", "Join the file, as it is shown", "numbers.choose", "Join it"),
        bind("d,delete", "leave_out", "Take a table out again", "numbers.leave_out", "Take out"),
        bind("tab,shift+tab", "other", "Into the ids and back", "numbers.other"),
        bind("space", "read_on", "Read on in the ids", "numbers.read_on", "Read on"),
        bind("escape", "back", "Let go of the file, back", "numbers.back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._held: Sequence[Held] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Trial numbers")
        yield Static(classes="hint", id="said", markup=False)
        with Container(id="both"):
            yield Rows(tall=2, id="tables")
            yield Passages(id="one")
        yield CodePicker()
        yield AskLine()
        yield KeyLine(_FIRST)

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        self.changed()

    # What is shown

    @property
    def _list(self) -> Rows:
        return self.query_one("#tables", Rows)

    @property
    def _one(self) -> Passages:
        return self.query_one("#one", Passages)

    @property
    def _tried_first(self) -> int:
        return int(self.tried is not None)

    @property
    def _at(self) -> Tried | Held | None:
        """The file that is looked at, or the table at hand."""
        place = self._list.at - self._tried_first
        if place < 0:
            return self.tried
        return self._held[place] if place < len(self._held) else None

    def changed(self) -> None:
        before, project = self._at, self.bench.project
        self.leading = self.bench.coder in workbench.leads(project)
        with self.saying():
            self._held = tables(project)
        names = [one.table.name for one in self._held]
        wanted = self.joined_last or (before.table.name if isinstance(before, Held) else "")
        place = names.index(wanted) + self._tried_first if wanted in names else self._list.at
        self.joined_last = ""
        self._show(place)

    def show_tried(self) -> None:
        if self.is_attached:
            self._show(0)
            self.set_focus(self._list)

    def _show(self, place: int) -> None:
        groups = [("Not joined yet", self._tried_first), ("Joined", len(self._held))]
        self._list.fill([group for group in groups if group[1]], self._row, place)
        self.query_one("#both").display = bool(self._held or self.tried)
        self.query_one(TitleLine).where = f"Trial numbers: {counted(len(self._held), 'table')}"
        self.query_one("#said", Static).update("\n".join(self._said()))
        self.refresh_bindings()

    def _said(self) -> Iterator[str]:
        """What is next; and that outcomes are hidden, where they are."""
        key = self.bench.key
        if self.tried and self.tried.found:
            yield f"Nothing is stored yet: {key('numbers.choose')} joins it as it is shown here."
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
        at = self._at
        if at is None:
            return
        if isinstance(at, Tried) and at.refused:
            found = list(refused_sections(at))
        else:
            found = list(sections(self._table(self._list.at), hidden=self._hidden))
        said = [line for _, group in found for line in group]
        groups = [
            (f"{title}: {len(group)}" if title else "", len(group))
            for title, group in found
            if group
        ]
        self._one.fill(groups, lambda item, width: lines(said[item], width))
        self.refresh_bindings()

    # Who may do what

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Without those that would lead nowhere."""
        missing = dict.fromkeys((*_OF_TRIED, "choose"), self.tried is None)
        missing["leave_out"] = not isinstance(self._at, Held)
        found = super().active_bindings
        return {key: one for key, one in found.items() if not missing.get(one.binding.action)}

    # What is done

    @on(Rows.Chosen, "#tables")
    def action_choose(self) -> None:
        """Join the file that is looked at; of a table that is joined its ids."""
        if isinstance(self._at, Tried):
            self.store_it()
        elif self._at is None:
            self.action_join()
        else:
            self.action_other()

    def action_leave_out(self) -> None:
        if isinstance(at := self._at, Held) and not self.is_busy():
            with self.doing():
                workbench.leave_out(*self.who, at.table.name)
                undo = self.bench.key("coding.undo")
                self.notify(one_line(f"Took out {at.table.name}; {undo} puts it back."))

    def action_other(self) -> None:
        self.set_focus(self._list if self.focused is self._one else self._one)

    def action_read_on(self) -> None:
        read_on(self._one)

    def action_back(self) -> None:
        if self.focused is self._one:
            self.set_focus(self._list)
        elif self.tried:
            self.tried = None
            self._show(self._list.at)
        else:
            self.app.pop_screen()
