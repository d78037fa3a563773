"""How the guide stands on the screen: its questions, where one was put and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from qualbench.errors import NotFoundError
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.guide.saying import about, in_list, put
from qualbench.tui.screens.guide.seen import Seen, reconfirmed, seen
from qualbench.tui.screens.working import Progress, Working
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.passages import Passages
from qualbench.tui.widgets.rows import Rows
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import ShownQuestion, Store

_AT_FIRST = "Looking for questions; the first time takes a while."
_FIRST = tuple(
    f"guide.{name}"
    for name in ("confirm", "not_asked", "choose", "absent", "all", "next_text", "open", "load")
)


class Showing(Working):
    """Questions on the left or above; ``seen`` is nothing before they were read, or without any."""

    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (120, "wide")]
    JOB = "guide"

    def __init__(self) -> None:
        super().__init__()
        self.seen: Seen | None = None
        self.chooses = False
        """Whether a turn is being chosen: all that the interviewer says is on the right then."""
        self.turns: Sequence[int] = ()
        """The turns on the right."""

    def compose(self) -> ComposeResult:
        yield self.title_line("Guide")
        yield Static(_AT_FIRST, classes="hint", id="said", markup=False)
        with Container(id="both"):
            yield Rows(tall=2, id="questions")
            yield Passages(id="turns")
        yield CodePicker()
        yield AskLine()
        yield KeyLine(_FIRST)

    # Looking

    def look(self, transcript: str = "") -> None:
        """Read the questions in a transcript, by hash; or in the one that is open."""
        at = transcript or (self.seen.transcript.hash if self.seen else "")
        at = at or self.bench.desk.get("transcript", "")
        self.do("Looking for questions", partial(self._look, at), self.found)

    def _look(self, transcript: str, project: Store, progress: Progress) -> Seen:
        try:
            return seen(project, self.bench.coder, transcript, progress)
        except NotFoundError as error:
            key = self.bench.key("guide.load")
            raise NotFoundError(error.message, f"{key} loads one from a YAML file.") from error

    def found(self, found: Seen) -> None:
        """With what is confirmed now: some may have been stored meanwhile."""
        self.seen, self.has_shown = reconfirmed(self.bench.project, found), True
        self.show()

    def changed(self) -> None:
        """What is confirmed now."""
        if self.seen:
            self.seen = reconfirmed(self.bench.project, self.seen)
            self.show()

    def renewed(self, kinds: frozenset[str]) -> None:
        if kinds <= {"asked"}:
            self.changed()
        else:
            self.look()

    def stepped(self) -> None:
        """Of what is confirmed no longer a turn is proposed again."""
        super().stepped()
        self.look()

    # What is shown

    @property
    def rows(self) -> Rows:
        return self.query_one("#questions", Rows)

    @property
    def places(self) -> Passages:
        return self.query_one("#turns", Passages)

    @property
    def question(self) -> ShownQuestion | None:
        """The one at hand."""
        questions = self.seen.questions if self.seen else ()
        return questions[self.rows.at] if self.rows.at < len(questions) else None

    def show(self) -> None:
        """Show what was found; the same question stays at hand."""
        seen = self.seen
        if seen is None:
            return
        self.chooses = False
        self.rows.fill([("", len(seen.questions))], self._row, self.rows.at)
        name = one_line(seen.transcript.name)
        place = f"{seen.texts.index(seen.transcript.hash) + 1} of {len(seen.texts)}"
        self.query_one(TitleLine).where = f"Guide: {name}, transcript {place}"
        done = f"{seen.confirmed} of {len(seen.questions)} questions confirmed"
        parts = [seen.whose, done, "only what is confirmed counts", seen.refused]
        self.say_above(" · ".join(filter(None, parts)))
        self.refresh_bindings()

    def _row(self, item: int, width: int) -> Sequence[Text]:
        return in_list(self.seen, self.seen.questions[item]) if self.seen else ()

    @on(Rows.AtHand, "#questions")
    def _at_hand(self) -> None:
        if not self.chooses:
            self._show_question()

    def _show_question(self) -> None:
        seen, shown = self.seen, self.question
        if seen is None or shown is None:
            self.places.fill([], lambda item, width: ())
            return
        self.turns = shown.turns

        def draw(item: int, width: int) -> Sequence[Text]:
            return put(seen, shown.turns[item - 1], width) if item else about(seen, shown, width)

        title = "Put here" if shown.confirmed else "Put here, it seems"
        turns = [(title, len(shown.turns))] if shown.turns else []
        self.places.fill([("", 1), *turns], draw, 0)

    def show_turns(self, at: int, marked: frozenset[int]) -> None:
        """All of the interviewer's; ``marked`` ones have a mark."""
        seen = self.seen
        if seen is None:
            return
        self.turns = turns = seen.asking

        def draw(item: int, width: int) -> Sequence[Text]:
            return put(seen, turns[item], width, marked=turns[item] in marked)

        self.places.fill([("Which turn puts it?", len(turns))], draw, at)

    def walk(self, step: int = 1) -> None:
        """On to the next question that is to be confirmed, or the one before, if there is any."""
        questions = self.seen.questions if self.seen else ()
        places = [place for place, one in enumerate(questions) if not one.confirmed]
        ahead = [place for place in places if (place - self.rows.at) * step > 0]
        if ahead:
            self.rows.action_go(ahead[0] if step > 0 else ahead[-1])
