"""How copies stand on the screen: who has what, and what is still to come."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.copies import Given, by_round, known_by, since, state, waited_for
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import column, counted
from qualbench.tui.screens.leading import Leading
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import ShownConflict, Uncopied

_FIRST = ("copies.open", "copies.hand_out", "copies.merge", "copies.conflicts")
_NAME, _STATE = 20, 40
"""Cells of a coder's name, and of how a copy stands, at most."""

_WHAT_FOR = (
    "A coder who works elsewhere gets a copy of their own: texts, codebook and what is the "
    "coder's, nothing of anybody else's."
)


class Showing(Leading):
    """Round by round; the transcripts of what is at hand beside or below."""

    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (130, "wide")]

    def __init__(self) -> None:
        super().__init__()
        self.given_last = ""
        """The handout that was made last, by its id, until it was shown."""
        self.every: tuple[Given, ...] = ()
        self._leads: tuple[str, ...] = ()
        self.texts: tuple[tuple[str, bool], ...] = ()
        self.conflicts: tuple[ShownConflict, ...] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Copies")
        yield Static(id="said", classes="hint", markup=False)
        with Container(id="both"):
            yield Rows(id="copies")
            with Vertical(id="one"):
                yield Static(id="of", classes="pane-title", markup=False)
                yield Rows(id="texts")
        yield CodePicker()
        yield AskLine()
        yield KeyLine(_FIRST)

    @property
    def rows(self) -> Rows:
        return self.query_one("#copies", Rows)

    @property
    def at_hand(self) -> Given | None:
        """Who has a copy, or waits for one."""
        return self.every[self.rows.at] if self.rows.at < len(self.every) else None

    def changed(self) -> None:
        project, before = self.bench.project, self.at_hand
        self._leads = workbench.leads(project)
        self.conflicts = workbench.conflicts(*self.who)
        self.leading = self.bench.coder in self._leads
        every: list[Given] = [*workbench.handouts(project), *workbench.uncopied(project)]
        groups = list(by_round(every, workbench.rounds(project)))
        self.every = tuple(one for _, group in groups for one in group)
        keys = [known_by(one) for one in self.every]
        wanted = self.given_last or (known_by(before) if before else "")
        self.given_last = ""
        self.rows.fill(
            [(title, len(group)) for title, group in groups],
            self._row,
            keys.index(wanted) if wanted in keys else self.rows.at,
        )
        given = sum(not isinstance(one, Uncopied) for one in self.every)
        self.query_one(TitleLine).where = f"Copies: {given} handed out"
        self.query_one("#both").display = bool(self.every)
        self.say_above(*self._said())

    def _row(self, item: int, width: int) -> Sequence[Text]:
        one, every = self.every[item], self.every
        line = column(one.coder, [each.coder for each in every], min(_NAME, width // 4))
        line += column(state(one), list(map(state, every)), min(_STATE, width // 2))
        day = f"  since {since(one)}" if since(one) else ""
        return [line.append(f"{counted(len(one.transcripts), 'transcript')}{day}", "dim")]

    def _said(self) -> list[str]:
        """Whose copy this is, what waits, and who is waited for; else what copies are for."""
        said = [*self._own(), *self._waiting()]
        if not self.every:
            said += [_WHAT_FOR, self.how]
        elif not self._own():
            late = waited_for(self.every)
            said.append(f"Not all is handed in by {late}." if late else "All have handed in.")
        return said

    def _own(self) -> list[str]:
        """What is said of a copy that was handed out itself."""
        project = self.bench.project
        coder = workbench.given_to(project)
        if not coder:
            return []
        return [
            f"This is the copy that {self._leads[0]} handed out to {coder}. When what is in it is "
            f"submitted, this file goes back: {project.path.name}."
        ]

    def _waiting(self) -> list[str]:
        every, key = self.conflicts, self.bench.key("copies.conflicts")
        mine = sum(self.bench.coder in one.decides for one in every)
        if not every:
            return []
        wait = "waits" if len(every) == 1 else "wait"
        yours = (
            f", {mine} of them by you" if len(every) > 1 and mine else ", by you" if mine else ""
        )
        return [f"{counted(len(every), 'conflict')} {wait} to be decided{yours}: {key} goes there."]

    @property
    def how(self) -> str:
        merge = self.bench.key("copies.merge")
        if self.leading:
            hand_out = self.bench.key("copies.hand_out")
            return f"{hand_out} hands one out; when it comes back as a file, {merge} merges it."
        return f"{self._leads[0]}, who leads this project, hands them out; {merge} merges one."

    @on(Rows.AtHand, "#copies")
    def _at_hand(self) -> None:
        """The transcripts of another copy: first what is still to come."""
        one = self.at_hand
        missing, done = (one.missing, one.submitted) if one else ((), ())
        self.texts = (*((name, False) for name in missing), *((name, True) for name in done))
        groups = [("Still to come", len(missing)), ("Submitted", len(done))]
        rows = self.query_one("#texts", Rows)
        rows.fill([(title, number) for title, number in groups if number], self._text_row)
        if one:
            of = f"round {one.round}" if one.round else "no round"
            self.query_one("#of", Static).update(one_line(f"{one.coder}, {of}: {state(one)}"))
        self.refresh_bindings()

    def _text_row(self, item: int, width: int) -> Sequence[Text]:
        name, done = self.texts[item]
        return [Text(f"{'✓' if done else '–'} {one_line(name)}")]
