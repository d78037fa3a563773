"""The guide: its questions on the left, where one was put and what was answered on the right."""

from __future__ import annotations

from textual import on

from qualbench.tui.screens.guide.confirming import Confirming
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows

_ANYWAY = frozenset({"back", "load", "undo", "redo"})
"""What can be done before there is a guide."""


class Guide(Confirming):
    """While a turn is chosen, all that the interviewer says is on the right."""

    CSS_PATH = "guide.tcss"
    BINDINGS = [
        bind("enter", "confirm", "It was put there", "guide.confirm", "Confirm"),
        bind("t", "choose", "Choose the turn that puts it", "guide.choose", "Turn"),
        bind("n", "on(1)", "Next turn; next question to confirm", "guide.next"),
        bind("p", "on(-1)", "Turn before; question to confirm before", "guide.previous"),
        bind("space", "mark", "One of several turns; read on", "guide.mark"),
        bind("w", "open", "Open the transcript there", "guide.open", "Text"),
        bind("tab,shift+tab", "other", "To the turns and back", "guide.other"),
        bind("escape", "back", "Leave the turns, then back", "guide.back", "Back"),
    ]

    _marked: frozenset[int] = frozenset()
    _several = False

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        may = self.seen is not None or action in _ANYWAY
        return may and super().check_action(action, parameters)

    # Walking

    def action_on(self, step: int) -> None:
        if self.chooses:
            self.places.action_step(step)
        else:
            self.walk(step)

    def action_other(self) -> None:
        self.set_focus(self.rows if self.focused is self.places else self.places)

    def action_back(self) -> None:
        if self.chooses:
            self._leave_turns()
        elif self.focused is self.places:
            self.set_focus(self.rows)
        else:
            self.app.pop_screen()

    # One key each

    @on(Rows.Chosen)
    def action_confirm(self) -> None:
        """What is proposed; else the turn that was chosen, or several once one was marked."""
        shown = self.question
        if shown is None:
            return
        if self.chooses:
            turns = sorted(self._marked) if self._several else [self.turns[self.places.at]]
            self._leave_turns()
            self.confirm(shown, turns)
        elif shown.turns:
            self.confirm(shown, shown.turns, shown.absent)
        else:
            turn, never = self.bench.key("guide.choose"), self.bench.key("guide.not_asked")
            said = f"{turn} chooses the turn, {never} says that it was not asked."
            self.notify(said, title="Nothing is proposed")

    def action_choose(self) -> None:
        """From the turn that is proposed, or confirmed, on."""
        shown, seen = self.question, self.seen
        if shown is None or seen is None or not seen.asking:
            return
        self.chooses, self._several, self._marked = True, False, frozenset(shown.turns)
        at = seen.asking.index(shown.turns[0]) if shown.turns else 0
        self.show_turns(at, self._marked)
        self.set_focus(self.places)
        keys = [self.bench.key(f"guide.{name}") for name in ("confirm", "mark", "back")]
        said = "{} takes the turn, {} marks one of several, {} leaves".format(*keys)
        self.say_above(f"{shown.question.asks} · {said}")

    def _leave_turns(self) -> None:
        self.set_focus(self.rows)
        self.show()

    def action_mark(self) -> None:
        if self.chooses:
            at, self._several = self.places.at, True
            self._marked ^= {self.turns[at]}
            self.show_turns(at, self._marked)
        else:
            read_on(self.places)

    def action_open(self) -> None:
        """The transcript, where the question was put."""
        if self.seen is None:
            return
        turns = self.seen.transcript.turns
        place = self.places.at if self.chooses else max(0, self.places.at - 1)
        span = turns[self.turns[place]].words if self.turns else None
        self.bench.open_at(self.seen.transcript.hash, span)
