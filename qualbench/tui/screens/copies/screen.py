"""Copies: who has what, who has handed in, and what copies that come back contradict."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Container, Vertical
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.copies import Given, by_round, known_by, since, state, waited_for
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import column, counted
from qualbench.tui.screens.copies.choosing import Choosing
from qualbench.tui.screens.copies.handing import HandingOut
from qualbench.tui.screens.room import bind
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


class Copies(HandingOut, Choosing):
    """Round by round; the transcripts of what is at hand beside or below."""

    CSS_PATH = "copies.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (130, "wide")]
    BINDINGS = [
        bind("enter", "open", "What is next with it", "copies.open", "Next"),
        bind(
            "c",
            "conflicts",
            "What copies contradict, to be decided",
            "copies.conflicts",
            "Conflicts",
        ),
        bind("tab", "app.focus_next", "To its transcripts and back", "copies.other"),
        bind("escape", "app.pop_screen", "Back", "copies.back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._every: tuple[Given, ...] = ()
        self._leads: tuple[str, ...] = ()
        self._texts: tuple[tuple[str, bool], ...] = ()
        self._conflicts: tuple[ShownConflict, ...] = ()

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

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        self.changed()
        self.show_read()

    # What is shown

    @property
    def _list(self) -> Rows:
        return self.query_one("#copies", Rows)

    @property
    def at_hand(self) -> Given | None:
        return self._every[self._list.at] if self._list.at < len(self._every) else None

    def changed(self) -> None:
        project, before = self.bench.project, self.at_hand
        self._leads = workbench.leads(project)
        self._conflicts = workbench.conflicts(*self.who)
        self.leading = self.bench.coder in self._leads
        every: list[Given] = [*workbench.handouts(project), *workbench.uncopied(project)]
        groups = list(by_round(every, workbench.rounds(project)))
        self._every = tuple(one for _, group in groups for one in group)
        keys = [known_by(one) for one in self._every]
        wanted = self.given_last or (known_by(before) if before else "")
        self.given_last = ""
        self._list.fill(
            [(title, len(group)) for title, group in groups],
            self._row,
            keys.index(wanted) if wanted in keys else self._list.at,
        )
        given = sum(not isinstance(one, Uncopied) for one in self._every)
        self.query_one(TitleLine).where = f"Copies: {given} handed out"
        self.query_one("#both").display = bool(self._every)
        self.query_one("#said", Static).update("\n".join(map(one_line, self._said())))

    def _row(self, item: int, width: int) -> Sequence[Text]:
        one, every = self._every[item], self._every
        line = column(one.coder, [each.coder for each in every], min(_NAME, width // 4))
        line += column(state(one), list(map(state, every)), min(_STATE, width // 2))
        day = f"  since {since(one)}" if since(one) else ""
        return [line.append(f"{counted(len(one.transcripts), 'transcript')}{day}", "dim")]

    def _said(self) -> list[str]:
        """Whose copy this is, what waits, and who is waited for; else what copies are for."""
        said = [*self._own(), *self._waiting()]
        if not self._every:
            said += [_WHAT_FOR, self._how]
        elif not self._own():
            late = waited_for(self._every)
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
        every, key = self._conflicts, self.bench.key("copies.conflicts")
        mine = sum(self.bench.coder in one.decides for one in every)
        if not every:
            return []
        wait = "waits" if len(every) == 1 else "wait"
        yours = (
            f", {mine} of them by you" if len(every) > 1 and mine else ", by you" if mine else ""
        )
        return [f"{counted(len(every), 'conflict')} {wait} to be decided{yours}: {key} goes there."]

    @property
    def _how(self) -> str:
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
        self._texts = (*((name, False) for name in missing), *((name, True) for name in done))
        groups = [("Still to come", len(missing)), ("Submitted", len(done))]
        rows = self.query_one("#texts", Rows)
        rows.fill([(title, number) for title, number in groups if number], self._text_row)
        if one:
            of = f"round {one.round}" if one.round else "no round"
            self.query_one("#of", Static).update(one_line(f"{one.coder}, {of}: {state(one)}"))
        self.refresh_bindings()

    def _text_row(self, item: int, width: int) -> Sequence[Text]:
        name, done = self._texts[item]
        return [Text(f"{'✓' if done else '–'} {one_line(name)}")]

    # Who may do what

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Without those that would lead nowhere."""
        missing = {"open": not self._every, "conflicts": not self._conflicts}
        found = super().active_bindings
        return {key: one for key, one in found.items() if not missing.get(one.binding.action)}

    # What is done

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """A transcript; of a copy what is next: to hand it out, to code in it, or to merge it."""
        one = self.at_hand
        if one is None:
            self.notify(self._how)
        elif self.focused is self.query_one("#texts"):
            self._open_text(self._texts[self.query_one("#texts", Rows).at][0])
        elif not one.missing:
            self.notify("All of it is handed in.")
        elif workbench.given_to(self.bench.project):
            self._open_text(one.missing[0])
        elif not isinstance(one, Uncopied):
            self.action_merge()
        elif not self.uniting and self.may_lead("A lead hands out copies", "Ask for one:"):
            self.ask_file(one.coder, one.round, f"round {one.round}")

    def _open_text(self, name: str) -> None:
        for text in workbench.status(self.bench.project).transcripts:
            if text.name == name:
                self.bench.open_at(text.hash)

    def action_conflicts(self) -> None:
        self.bench.action_conflicts()
