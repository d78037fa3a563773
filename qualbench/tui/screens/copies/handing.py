"""Handing a copy out: to whom, for which round, into which file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qualbench import workbench
from qualbench.tui.copies import beside, from_home, unused
from qualbench.tui.rounds import counted, given
from qualbench.tui.screens.copies.showing import Showing
from qualbench.tui.screens.copies.uniting import Uniting
from qualbench.tui.screens.room import bind
from qualbench.workbench import Choice, ShownHandout

_JOB = "hand out"
_NO_ROUND = "no round"
_SAID = 12  # seconds: where the file lies is to be read, and perhaps noted


class HandingOut(Uniting, Showing):
    """A lead does this; whoever is at hand in the list comes first."""

    BINDINGS = [
        bind("h", "hand_out", "Hand out a copy to a coder", "copies.hand_out", "Hand out"),
    ]
    LEADS_DO = frozenset({"hand_out"})

    def action_hand_out(self) -> None:
        if self.uniting or not self.may_lead("A lead hands out copies", "Ask for one:"):
            return
        one, coders = self.at_hand, workbench.status(self.bench.project).coders
        first = [one.coder] if one else []
        choices = [Choice(name, name, "", name.casefold()) for name in coders]
        self.ask_codes(
            choices,
            "A copy for whom?",
            lambda keys: self._for(keys[0]),
            recent=[*first, *coders],
            hint="Type part of a coder's name",
        )

    def _for(self, coder: str) -> None:
        """In a sealed round, if there is one; else, or if it is chosen, all transcripts."""
        every = [one for one in workbench.rounds(self.bench.project) if not one.round.revealed]
        mine = [one for one in reversed(every) if coder in one.coders]
        if not mine:
            self.ask_file(coder, "", "all transcripts")
            return
        names = {one.round.id: f"round {one.round.name}" for one in mine}
        rounds = [
            Choice(one.round.id, name, f"{counted(len(given(one, coder)), 'transcript')} > ", name)
            for one, name in zip(mine, names.values(), strict=True)
        ]
        at = self.at_hand
        before = [key for key, name in names.items() if at and name == f"round {at.round}"]
        self.ask_codes(
            [*rounds, Choice(_NO_ROUND, _NO_ROUND, "all transcripts > ", _NO_ROUND)],
            f"A copy for {coder}, for which round?",
            lambda keys: self.ask_file(
                coder,
                *(("", "all transcripts") if keys[0] == _NO_ROUND else (keys[0], names[keys[0]])),
            ),
            recent=[*before, *names],
            hint="Type part of a round's name",
        )

    def ask_file(self, coder: str, round_name: str, said: str) -> None:
        """``said`` is what it will hold."""
        self.ask(
            f"A copy for {coder}, {said}. Its file",
            partial(self._hand_out, coder, round_name),
            unused(self.bench.project.path, coder),
            "A name beside the project, or a path",
        )

    def _hand_out(self, coder: str, round_name: str, name: str) -> None:
        if not name:
            self.notify("A copy needs a file. Nothing was done.")
            return
        to = beside(self.bench.project.path, name)
        suffix = self.bench.project.path.suffix
        to = to if to.suffix else to.with_name(f"{to.name}{suffix}")
        self.bench.tell(_JOB, f"Writing a copy for {coder}")
        writing = partial(self._write, coder, round_name, to)
        self.bench.run_worker(writing, name=_JOB, thread=True, exit_on_error=False)

    def _write(self, coder: str, round_name: str, to: Path) -> None:
        bench = self.bench
        try:
            with workbench.opened(bench.project.path) as project:
                made = workbench.hand_out(project, bench.coder, coder, to, round_name=round_name)
        finally:
            bench.call_from_thread(bench.tell, _JOB, "")
        bench.call_from_thread(self._handed_out, made, to)

    def _handed_out(self, made: ShownHandout, to: Path) -> None:
        self.given_last = made.handout.id
        merge = self.bench.key("copies.merge") or "the screen of copies"
        self.bench.notify(
            f"{from_home(to)}\nSend this file to {made.coder}. "
            f"When it comes back, {merge} merges it.",
            title=f"Handed out: {counted(len(made.transcripts), 'transcript')}",
            timeout=_SAID,
        )
        if self.is_attached:
            self.changed()
