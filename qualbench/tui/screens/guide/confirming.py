"""Stating where a question was put: as proposed, in other turns, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from qualbench import workbench
from qualbench.tui.rounds import counted
from qualbench.tui.screens.guide.seen import Seen, seen
from qualbench.tui.screens.guide.showing import Showing
from qualbench.tui.screens.room import bind
from qualbench.tui.screens.working import Progress
from qualbench.workbench import Choice, ShownQuestion, Store


class Confirming(Showing):
    """What a transcript says of the guide is stored question by question, or all at once."""

    BINDINGS = [
        bind("x", "not_asked", "It was not asked", "guide.not_asked", "Not asked"),
        bind("a", "absent", "The answer says there is none of it", "guide.absent", "Absent"),
        bind("A", "all", "Confirm all proposed in this transcript", "guide.all", "All"),
        bind("right_square_bracket", "text(1)", "The next transcript", "guide.next_text", "Next"),
        bind("left_square_bracket", "text(-1)", "The transcript before", "guide.text_before"),
        bind("l", "load", "Load a guide from a YAML file", "guide.load", "Load"),
    ]

    def action_text(self, step: int) -> None:
        if self.seen and not self.is_busy():
            self.look(self.seen.beside(step))

    # Confirming

    def confirm(
        self, shown: ShownQuestion, turns: Sequence[int], absent: Sequence[str] = ()
    ) -> None:
        before = self.seen
        with self.doing():
            text, name = shown.transcript, shown.question.id
            workbench.confirm_question(*self.who, text, name, turns, absent)
        if self.seen != before and not absent:
            self.walk()

    def action_not_asked(self) -> None:
        if shown := self.question:
            self.confirm(shown, ())

    def action_absent(self) -> None:
        """Of several constructs it is asked which."""
        shown, seen = self.question, self.seen
        if shown is None or seen is None:
            return
        if not shown.turns:
            self.notify("Only an answer can say that there is none.", title="It was not asked")
        elif len(shown.question.constructs) == 1:
            self._absent(shown, shown.question.constructs)
        else:
            choices = [self._listed(seen, shown, key) for key in shown.question.constructs]
            keys = [choice.key for choice in choices]
            title, then = "The answer says that there is no", partial(self._absent, shown)
            hint = "Type part of a name"
            self.ask_codes(choices, title, then, recent=keys, several=True, hint=hint)

    def _listed(self, seen: Seen, shown: ShownQuestion, key: str) -> Choice:
        name = workbench.name_of(seen.book, key)
        now = f"{name} (absent; takes it back)" if key in shown.absent else name
        return Choice(key, now, f"{shown.question.id} > ", name.casefold())

    def _absent(self, shown: ShownQuestion, keys: Sequence[str]) -> None:
        self.confirm(shown, shown.turns, sorted({*shown.absent} ^ {*keys}))

    def action_all(self) -> None:
        """All at once, and undone at once."""
        if self.seen is None:
            return
        text, coder = self.seen.transcript.hash, self.bench.coder

        def confirm(project: Store, progress: Progress) -> tuple[int, Seen]:
            number = workbench.confirm_questions(project, coder, [text], progress)
            return number, seen(project, coder, text, progress)

        self.do("Confirming what is proposed", confirm, self._all_confirmed)

    def _all_confirmed(self, done: tuple[int, Seen]) -> None:
        number, found = done
        self.found(found)
        said = f"{counted(number, 'question')} confirmed; u takes it back."
        self.notify(said if number else "Every question is confirmed already.")

    # The guide

    def action_load(self) -> None:
        self.ask("Load the interview guide from", self._load, hint="a YAML file: guide.yaml")

    def _load(self, name: str) -> None:
        if name:
            with self.saying():
                found = workbench.load_guide(*self.who, Path(name).expanduser())
                self.notify(f"{counted(len(found.questions), 'question')}: {found.name}.")
                self.look()
