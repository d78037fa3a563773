"""Rounds: who codes what, who has submitted it, what is sealed and what is revealed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Container, Vertical
from textual.widgets import Static

from qualbench import workbench
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import (
    column,
    counted,
    given,
    in_list,
    late,
    left,
    missing_said,
    who,
    wishes,
)
from qualbench.tui.screens.asking import Asking
from qualbench.tui.screens.room import bind
from qualbench.tui.things import whose
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import Assignment, ShownRound

_FIRST = ("rounds.open", "rounds.new", "rounds.submit", "rounds.reveal", "rounds.differ")
_YES = ("y", "yes")
_NAME, _WHOSE = 24, 26
"""Cells of a transcript's name, and of whose it is, at most."""


class Rounds(Asking):
    """The newest round first; the transcripts of the one at hand beside or below."""

    CSS_PATH = "rounds.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (130, "wide")]
    BINDINGS = [
        bind("enter", "open", "Code what is next in it; its agreement", "rounds.open", "Open"),
        bind("n", "new", "Open a round", "rounds.new", "New"),
        bind("S", "submit", "Submit what I have in it", "rounds.submit", "Submit"),
        bind("v", "reveal", "Reveal it to all", "rounds.reveal", "Reveal"),
        bind("d", "differ", "Its disagreements", "rounds.differ", "Disagreements"),
        bind("comma", "settings", "What the project settled", "rounds.settings", "Settings"),
        bind("H,f6", "app.copies", "Copies: who has what; hand out, merge", "app.copies", "Copies"),
        bind("tab", "app.focus_next", "To its transcripts and back", "rounds.other"),
        bind("escape", "app.pop_screen", "Back", "rounds.back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rounds: tuple[ShownRound, ...] = ()
        self._texts: tuple[Assignment, ...] = ()
        self._whose: Mapping[str, str] = {}
        self._leads: tuple[str, ...] = ()
        self._told_of = ""
        """The round whose transcripts are shown, by its id."""

    def compose(self) -> ComposeResult:
        yield self.title_line("Rounds")
        yield Static(id="said", classes="hint", markup=False)
        with Container(id="both"):
            yield Rows(tall=3, id="rounds")
            with Vertical(id="one"):
                yield Static(id="of", classes="pane-title", markup=False)
                yield Rows(id="texts")
        yield AskLine()
        yield KeyLine(_FIRST)

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        self.changed()

    # What is shown

    @property
    def _list(self) -> Rows:
        return self.query_one("#rounds", Rows)

    @property
    def _round(self) -> ShownRound | None:
        """The round at hand."""
        return self._rounds[self._list.at] if self._list.at < len(self._rounds) else None

    def changed(self) -> None:
        """Show what stands now; a round that is new here is at hand."""
        known = {shown.round.id for shown in self._rounds}
        self._show()
        new = (at for at, shown in enumerate(self._rounds) if shown.round.id not in known)
        self._list.action_go(next(new, self._list.at))

    def renewed(self, kinds: frozenset[str]) -> None:
        self._show()

    def _show(self) -> None:
        """The round that was at hand still is, if it is there."""
        project, coder = self.who
        before = self._round
        transcripts = workbench.status(project, coder).transcripts
        self._whose = {one.hash: whose(one.cases) for one in transcripts}
        self._leads = workbench.leads(project)
        self._rounds = tuple(reversed(workbench.rounds(project)))
        ids = [shown.round.id for shown in self._rounds]
        self._list.fill(
            [("", len(ids))],
            lambda item, width: in_list(self._rounds[item], len(transcripts), coder),
            ids.index(before.round.id) if before and before.round.id in ids else 0,
        )
        self.query_one(TitleLine).where = f"Rounds: {len(ids)}"
        self.query_one("#both").display = bool(ids)
        self.hint()

    def hint(self, said: str = "") -> None:
        """A line that stays until the next one; empty for what is usually said."""
        self.say_above(said or self._usual)

    @property
    def _usual(self) -> str:
        leads = self.bench.coder in self._leads
        if self._rounds:
            wanted = list(wishes(self._rounds, self.bench.coder, leads))
            return "; ".join(wanted or ["No round wants anything of you now"]) + "."
        if leads:
            key = self.bench.key("rounds.new")
            return f"No round yet. {key} opens one: each coder codes without seeing the others."
        return f"No round yet. {self._leads[0]}, who leads this project, opens them."

    @on(Rows.AtHand, "#rounds")
    def _at_hand(self) -> None:
        """The transcripts of a round: first what is to be done, or the one that was at hand."""
        shown, coder = self._round, self.bench.coder
        groups = list(_grouped(shown, coder)) if shown else []
        rows = self.query_one("#texts", Rows)
        same = shown is not None and shown.round.id == self._told_of
        before = [one.hash for one in self._texts[rows.at :]][:1] if same else []
        self._told_of = shown.round.id if shown else ""
        self._texts = tuple(one for _, group in groups for one in group)
        at = next((n for n, one in enumerate(self._texts) if one.hash in before), 0)
        rows.fill([(title, len(group)) for title, group in groups], self._row, at)
        if shown:
            title = f"Round {shown.round.name}: {counted(len(self._texts), 'transcript')}"
            self.query_one("#of", Static).update(one_line(title))
        self.refresh_bindings()  # not with every round can the same be done

    def _row(self, item: int, width: int) -> Sequence[Text]:
        one, shown = self._texts[item], self._round
        line = column(one.transcript, [text.transcript for text in self._texts], _NAME)
        line += column(
            self._whose.get(one.hash, ""),
            [self._whose.get(text.hash, "") for text in self._texts],
            min(_WHOSE, width // 3),
        )
        return [line.append(who(one, bool(shown and shown.round.revealed)))]

    # Who may do what

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Without those that would be refused here; typed all the same, they say why."""
        found = super().active_bindings
        return {key: one for key, one in found.items() if self._offers(one.binding.action)}

    def _offers(self, action: str) -> bool:
        shown, leads = self._round, self.bench.coder in self._leads
        sealed = shown is not None and not shown.round.revealed
        offered = {
            "new": leads,
            "open": shown is not None,
            "submit": sealed and bool(shown and given(shown, self.bench.coder)),
            "reveal": leads and (sealed or bool(shown and late(shown))),
            "differ": shown is not None and not sealed,
        }
        return offered.get(action, True)

    def _leading(self) -> bool:
        """Whether a lead is at work; if not, it is said who leads."""
        if self.bench.coder in self._leads:
            return True
        self.notify(f"Ask {self._leads[0]}.", title="A lead opens and reveals rounds")
        return False

    # What is done

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """A transcript; of a round the next one that the coder has to submit, or its agreement."""
        shown = self._round
        if shown is None:
            return
        waiting = left(shown, self.bench.coder)
        if self.focused is self.query_one("#texts"):
            self.bench.open_at(self._texts[self.query_one("#texts", Rows).at].hash)
        elif shown.round.revealed:
            self.bench.show_agreement(shown.round.name)
        elif waiting:
            self.bench.open_at(waiting[0].hash)
        else:
            yours = given(shown, self.bench.coder)
            said = "All of yours is submitted" if yours else "Nothing of it is yours to code"
            self.notify(f"{said}. {self.bench.key('rounds.other')} goes to its transcripts.")

    def action_new(self) -> None:
        from qualbench.tui.screens.new_round import NewRound

        if self._leading():
            self.app.push_screen(NewRound())

    def action_settings(self) -> None:
        from qualbench.tui.screens.settings import Settings

        self.app.push_screen(Settings())

    def action_differ(self) -> None:
        from qualbench.tui.screens.reconcile import Reconcile

        shown = self._round
        if shown and shown.round.revealed:
            self.app.push_screen(Reconcile(shown.round.name))
        elif shown:
            self.notify("Disagreements are seen once a lead has revealed it.", title="Sealed")

    def action_submit(self) -> None:
        shown, coder = self._round, self.bench.coder
        if shown is None:
            return
        mine = given(shown, coder)
        if shown.round.revealed or not mine:
            self._submit(shown.round.name)  # which is refused, and says why
            return
        self._confirm(
            f"Submit what you have in round {shown.round.name}, as it is coded now: "
            f"{self._so_far(mine)}.",
            f"Submit {counted(len(mine), 'transcript')}?",
            partial(self._submit, shown.round.name),
        )

    def _so_far(self, mine: Sequence[Assignment]) -> str:
        """``2 transcripts with 7 codings; none yet in 1 of them``."""
        status = workbench.status(*self.who)
        codings = {one.hash: one.codings.get(self.bench.coder, 0) for one in status.transcripts}
        numbers = [codings[one.hash] for one in mine]
        of = f"{counted(len(mine), 'transcript')} with {counted(sum(numbers), 'coding')}"
        empty = numbers.count(0)
        return f"{of}; none yet in {empty} of them" if empty and sum(numbers) else of

    def _submit(self, name: str) -> None:
        with self.doing():
            done = workbench.submit_round(*self.who, name)
            if done:
                self.notify(f"Submitted: {', '.join(done)}; u takes it back.")
            else:
                self.notify("All of it is submitted already, unchanged.")

    def action_reveal(self) -> None:
        shown = self._round
        if shown is None or not self._leading():
            return
        if shown.round.revealed and not late(shown):
            self.notify("It is revealed already, and what counts in it stays.")
            return
        missing = missing_said(shown)
        self._confirm(
            f"Reveal round {shown.round.name}: all see what everybody coded in it, and what counts "
            "is fixed. Nothing undoes that. "
            + (f"Missing, and not counted then: {missing}." if missing else "All is submitted."),
            "Reveal it, though some is missing?" if missing else "Reveal it?",
            partial(self._reveal, shown.round.name),
        )

    def _reveal(self, name: str) -> None:
        with self.doing():
            workbench.reveal(*self.who, name, anyway=True)
            self.notify(f"Round {name} is revealed.")

    # Asking

    def _confirm(self, said: str, question: str, do: Callable[[], None]) -> None:
        """Say at length what would be done, and do it if the answer is yes."""
        self.hint(said)
        self.ask(f"{question} (y)", partial(self._answered, do), hint="y, or Esc")

    def _answered(self, do: Callable[[], None], text: str) -> None:
        self.hint()
        if text.casefold() in _YES:
            do()
        else:
            self.notify("Nothing was done.")

    @on(AskLine.Left)
    def _unanswered(self) -> None:
        self.hint()


def _grouped(shown: ShownRound, coder: str) -> Iterator[tuple[str, list[Assignment]]]:
    """What is to be submitted by somebody, what that person has submitted, and the rest."""
    waiting, mine = left(shown, coder), given(shown, coder)
    done = [one for one in mine if one not in waiting]
    others = [one for one in shown.assignments if one not in mine]
    titles = ("Yours to submit", "Yours, submitted", "Others'")
    if shown.round.revealed:
        titles = ("", "Yours", "Others'")
    if not mine:
        titles = ("", "", "")
    for title, group in zip(titles, (list(waiting), done, others), strict=True):
        if group:
            yield title, group
