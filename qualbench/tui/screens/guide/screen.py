"""The guide: its questions on the left, where one was put and what was answered on the right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from qualbench.tui.quoted import one_line
from qualbench.tui.screens.guide.confirming import Confirming
from qualbench.tui.screens.guide.saying import about, in_list, put
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.read_on import read_on
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import ShownQuestion

_AT_FIRST = "Looking for questions; the first time takes a while."
_ANYWAY = frozenset({"back", "load", "undo", "redo"})
"""What can be done before there is a guide."""
_FIRST = tuple(
    f"guide.{name}"
    for name in ("confirm", "not_asked", "choose", "absent", "all", "next_text", "open", "load")
)


class Guide(Confirming):
    """While a turn is chosen, all that the interviewer says is on the right."""

    CSS_PATH = "guide.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (120, "wide")]
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

    def __init__(self) -> None:
        super().__init__()
        self._chooses = False
        self._marked: frozenset[int] = frozenset()
        self._several = False
        self._turns: Sequence[int] = ()

    def compose(self) -> ComposeResult:
        yield self.title_line("Guide")
        yield Static(_AT_FIRST, classes="hint", id="said", markup=False)
        with Container(id="both"):
            yield Rows(tall=2, id="questions")
            yield Passages(id="turns")
        yield CodePicker()
        yield AskLine()
        yield KeyLine(_FIRST)

    def on_mount(self) -> None:
        self.set_focus(self._list)
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        may = self.seen is not None or action in _ANYWAY
        return may and super().check_action(action, parameters)

    # What is shown

    @property
    def _list(self) -> Rows:
        return self.query_one("#questions", Rows)

    @property
    def _places(self) -> Passages:
        return self.query_one("#turns", Passages)

    @property
    def question(self) -> ShownQuestion | None:
        questions = self.seen.questions if self.seen else ()
        return questions[self._list.at] if self._list.at < len(questions) else None

    def say_instead(self, said: str) -> None:
        self.query_one("#said", Static).update(one_line(said))

    def show(self) -> None:
        seen = self.seen
        if seen is None:
            return
        self._chooses = False
        self._list.fill([("", len(seen.questions))], self._row, self._list.at)
        name = one_line(seen.transcript.name)
        place = f"{seen.texts.index(seen.transcript.hash) + 1} of {len(seen.texts)}"
        self.query_one(TitleLine).where = f"Guide: {name}, transcript {place}"
        done = f"{seen.confirmed} of {len(seen.questions)} questions confirmed"
        parts = [seen.whose, done, "only what is confirmed counts", seen.refused]
        self.say_instead(" · ".join(filter(None, parts)))
        self.refresh_bindings()

    def _row(self, item: int, width: int) -> Sequence[Text]:
        return in_list(self.seen, self.seen.questions[item]) if self.seen else ()

    @on(Rows.AtHand, "#questions")
    def _at_hand(self) -> None:
        if not self._chooses:
            self._show_question()

    def _show_question(self) -> None:
        seen, shown = self.seen, self.question
        if seen is None or shown is None:
            self._places.fill([], lambda item, width: ())
            return
        self._turns = shown.turns

        def draw(item: int, width: int) -> Sequence[Text]:
            return put(seen, shown.turns[item - 1], width) if item else about(seen, shown, width)

        title = "Put here" if shown.confirmed else "Put here, it seems"
        turns = [(title, len(shown.turns))] if shown.turns else []
        self._places.fill([("", 1), *turns], draw, 0)

    def _show_turns(self, at: int) -> None:
        """All of the interviewer's; those that were marked have a mark."""
        seen = self.seen
        if seen is None:
            return
        turns, marked = seen.asking, self._marked
        self._turns = turns

        def draw(item: int, width: int) -> Sequence[Text]:
            return put(seen, turns[item], width, marked=turns[item] in marked)

        self._places.fill([("Which turn puts it?", len(turns))], draw, at)

    # Walking

    def walk(self, step: int = 1) -> None:
        questions = self.seen.questions if self.seen else ()
        places = [place for place, one in enumerate(questions) if not one.confirmed]
        ahead = [place for place in places if (place - self._list.at) * step > 0]
        if ahead:
            self._list.action_go(ahead[0] if step > 0 else ahead[-1])

    def action_on(self, step: int) -> None:
        if self._chooses:
            self._places.action_step(step)
        else:
            self.walk(step)

    def action_other(self) -> None:
        self.set_focus(self._list if self.focused is self._places else self._places)

    def action_back(self) -> None:
        if self._chooses:
            self._leave_turns()
        elif self.focused is self._places:
            self.set_focus(self._list)
        else:
            self.app.pop_screen()

    # One key each

    @on(Rows.Chosen)
    def action_confirm(self) -> None:
        """What is proposed; else the turn that was chosen, or several once one was marked."""
        shown = self.question
        if shown is None:
            return
        if self._chooses:
            turns = sorted(self._marked) if self._several else [self._turns[self._places.at]]
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
        self._chooses, self._several, self._marked = True, False, frozenset(shown.turns)
        at = seen.asking.index(shown.turns[0]) if shown.turns else 0
        self._show_turns(at)
        self.set_focus(self._places)
        keys = [self.bench.key(f"guide.{name}") for name in ("confirm", "mark", "back")]
        said = "{} takes the turn, {} marks one of several, {} leaves".format(*keys)
        self.say_instead(f"{shown.question.asks} · {said}")

    def _leave_turns(self) -> None:
        self.set_focus(self._list)
        self.show()

    def action_mark(self) -> None:
        if self._chooses:
            at, self._several = self._places.at, True
            self._marked ^= {self._turns[at]}
            self._show_turns(at)
        else:
            read_on(self._places)

    def action_open(self) -> None:
        """The transcript, where the question was put."""
        if self.seen is None:
            return
        turns = self.seen.transcript.turns
        place = self._places.at if self._chooses else max(0, self._places.at - 1)
        span = turns[self._turns[place]].words if self._turns else None
        self.bench.open_at(self.seen.transcript.hash, span)
