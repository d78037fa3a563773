"""The coding screen as a whole: its panes, and what of the page is shown in which."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static

from qualbench import workbench
from qualbench.model import Codebook, Span
from qualbench.tui.rounds import submitted_said
from qualbench.tui.screens.coding.edging import Edging
from qualbench.tui.screens.coding.sides import LEADING, Codes, Transcripts
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.at_hand import AtHand
from qualbench.tui.widgets.code_card import CodeCard
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.tui.widgets.favourites import Favourites
from qualbench.tui.widgets.hint import Hint
from qualbench.tui.widgets.key_line import KeyLine
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.splitter import Splitter
from qualbench.tui.widgets.transcript_view import TranscriptView
from qualbench.tui.widgets.tutorial import Tutorial
from qualbench.workbench import Page

_FIRST = (
    *("text.set_edges", "text.leave", "text.other_end"),
    *LEADING,
    *("text.next", "text.grow", "coding.put", "coding.suggest", "coding.memo", "coding.undo"),
    *("coding.walk_on", "coding.find", "coding.back"),
)
"""The keys that lead the last line: first what ends a free span, or edges that are moved."""

_OUT = ("coding.back",)

_PAUSE = 0.04
"""Seconds without a move until the panes follow: while a key is held, only the text moves."""

_REST = 0.3
"""Seconds without a move until the place is stored."""


class Coding(Edging):
    """One transcript and one coder."""

    CSS_PATH = "coding.tcss"
    BINDINGS = [
        bind("tab,o", "next_item", "The next coding or suggestion at hand", "coding.next_item"),
        bind("d", "read_on", "Read on in the definition", "coding.read_on"),
        bind("Q", "quotes", "All quotations of the code at hand", "coding.quotes"),
        bind("S", "submit", "Submit: I have finished this transcript", "coding.submit"),
        bind("escape", "back", "Back", "coding.back", "Back"),
    ]

    _submitting = False
    _resting: Timer | None = None
    _minded = False

    furnished = False
    """Whether all is there, and not the text alone."""

    def compose(self) -> ComposeResult:
        """The text first: it is read while the rest is fetched."""
        self.page = workbench.leaf(*self.who, self.hash)
        transcript = self.page.transcript
        yield self.title_line(transcript.name)
        with Horizontal(id="panes"):
            yield Vertical(id="left")
            yield Splitter("left", "left", id="left-edge")
            yield TranscriptView(transcript.text, transcript.turns, self.page.sentences)
            yield Splitter("right", "right", id="right-edge")
            yield Vertical(id="right")
        yield Favourites()
        yield KeyLine(_FIRST, stay=_OUT)

    def on_mount(self) -> None:
        self.arrange_panes()
        self.set_focus(self.view)
        if place := self.place_asked or self._left_at():
            self.view.go_to(place)

    async def furnish(self) -> None:
        """Fetch what belongs to the text, and put it beside and below it."""
        left, right = self.query_one("#left"), self.query_one("#right")
        async with self.batch():
            await left.mount(Transcripts(), Codes())
            title = Static("At hand", classes="pane-title", id="at-hand")
            await right.mount(title, AtHand(), Hint(), CodeCard())
            await self.mount(CodePicker(), MemoBox(), AskLine(), before=self.query_one(Favourites))
            await self.mount(Tutorial(), before=self.query_one("#panes"))
        self.furnished = True
        self.changed()
        self.keep_place()
        if self.bench.learns:
            self.query_one(Tutorial).start()
        if self.edged:
            self._start_with_edges()
        self.watch(self.bench, "prepared", self._prepared, init=False)
        gc.freeze()  # what was read stays: looking through it for cycles would make keys wait

    def on_unmount(self) -> None:
        gc.unfreeze()

    def _prepared(self) -> None:
        self.changed()
        self.view.know(self.page.sentences)

    def _left_at(self) -> Span | None:
        start, _, end = self.bench.desk.get(f"place:{self.hash}", "").partition(":")
        if not (start.isdecimal() and end.isdecimal()):
            return None
        place = Span(int(start), int(end))
        return place if place.start < place.end <= len(self.page.transcript.text) else None

    def _start_with_edges(self) -> None:
        """Opened to move the edges of a coding, by its lineage."""
        for shown in self.page.own:
            if self.edged == shown.coding.lineage:
                self.query_one(AtHand).choose(self.edged)
                self.action_edges()

    # What is shown

    @contextmanager
    def doing(self) -> Iterator[None]:
        self._submitting = self.undone = False
        with super().doing():
            yield

    def changed(self) -> None:
        """Show what stands now, and look for suggestions that follow from it."""
        self._read()
        self._draw()

    def _read(self) -> None:
        self.page = workbench.turned(self.bench.project, self.page)
        self.book = workbench.codebook(self.bench.project)
        self.load_asides()

    def _draw(self) -> None:
        self._changes += 1
        self.show_marks()
        self.show_here()
        self.call_after_refresh(self.fill_left)
        self.follow_codings()

    # What came from elsewhere

    def on_screen_resume(self) -> None:
        if self.furnished:
            self.renewed(frozenset())

    @property
    def at_rest(self) -> bool:
        """Not while a span is extended or edges are moved."""
        return super().at_rest and self.furnished and not self.view.selection.extending

    def renewed(self, kinds: frozenset[str]) -> None:
        """Only what is otherwise now is drawn anew: others mostly code other transcripts."""
        before = self._shows
        self._read()
        if self._shows == before:
            self.fill_left()
            self.follow_codings()  # elsewhere something may have been coded, or settled
            return
        if self.page.sentences != before[0].sentences:
            self.view.know(self.page.sentences)
        self._draw()
        if isinstance(self.focused, CodeTree):
            self.define(self.focused.key)

    @property
    def _shows(self) -> tuple[Page, Codebook, object]:
        return self.page, self.book, self.asides

    # Where the coder is

    @on(TranscriptView.Selected)
    def _selected(self) -> None:
        self.moved()

    def moved(self) -> None:
        if not self.furnished:
            return
        self._submitting = self.undone = False  # whatever else is done ends both
        self.behind = True
        self._mind_sentences()
        self.happened("moved")
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(_PAUSE, self._paused)

    def _mind_sentences(self) -> None:
        """Once: whoever goes by sentences shall know why it goes by turns."""
        if self.view.selection.fell_back and not self._minded:
            self._minded = True
            self.notify("p in the library finds them.", title="Sentences are not known here yet")

    def _paused(self) -> None:
        self.follow()
        self._resting = self.set_timer(_REST, self.keep_place)

    def action_undo(self) -> None:
        self.undone = True
        super().action_undo()

    def filtered(self) -> None:
        super().filtered()
        self.fill_left()

    def action_next_item(self) -> None:
        self.follow()
        self.query_one(AtHand).choose_next()

    def action_memo(self) -> None:
        """On the coding at hand, else on the transcript."""
        if self.coding:
            super().action_memo()
        else:
            self.write_memo("transcript", self.hash, self.page.transcript.name)

    # Leaving and reading on

    def action_back(self) -> None:
        """Out of the left pane into the text; out of a search; then to the screen before."""
        if self.focused is self.view and self.walk == "words":
            self.find("")
        elif self.focused is self.view:
            self.keep_place()
            self.dismiss()
        else:
            self.set_focus(self.view)

    def action_read_on(self) -> None:
        self.query_one(CodeCard).read_on()

    def action_quotes(self) -> None:
        self.bench.show_quotes([self.coding.coding.key] if self.coding else [])

    # Submitting

    def action_submit(self) -> None:
        """Ask once: submitting shows how others coded this transcript, and that stays seen."""
        if not self._submitting:
            self.notify(self._so_far(), title="S once more submits this transcript")
            self._submitting = True
            return
        with self.doing():
            new = workbench.submit(*self.who, [self.hash])
            rounds = workbench.rounds(self.bench.project)
            said = submitted_said(rounds, self.bench.coder, self.hash)
            self.notify(said if new else "Submitted already, unchanged.")

    def _so_far(self) -> str:
        answers = self.view.selection.answers
        left = len(self.uncoded())
        done = f"You have coded {len(answers) - left} of {len(answers)} turns of respondents."
        found = self.rereading
        if found is None or not (found.unlike or found.missed):
            return done
        return (
            f"{done} Codings unlike the rest of their code: {len(found.unlike)}; probably missed: "
            f"{len(found.missed)}. {self.bench.key('coding.walk_else')} goes through them."
        )
