"""The panes beside the text: shown or hidden, wider or narrower, and remembered so."""

from __future__ import annotations

from typing import Literal

from textual import on
from textual.events import Resize
from textual.widget import Widget

from qualbench import workbench
from qualbench.tui.desk import as_dict
from qualbench.tui.screens.coding.walking import Walking
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.tui.widgets.splitter import Splitter
from qualbench.tui.widgets.transcript_list import Listed, TranscriptList
from qualbench.workbench import TranscriptStatus

Side = Literal["left", "right"]

_LEAST = 20
_TEXT = 30  # columns that the text keeps, however wide the panes are
_BOTH = 110  # columns from which both panes are shown unless somebody hid one
_USUAL = {"left": 28, "right": 36}
_NARROW = 28  # what the right pane has where there is no room for that
_STEP = 4


class Panes(Walking):
    """Transcripts and codes to the left, what is at hand and what it means to the right."""

    BINDINGS = [
        bind("left_square_bracket", "pane('left')", "Left pane on or off", "coding.left_pane"),
        bind("right_square_bracket", "pane('right')", "Right pane on or off", "coding.right_pane"),
        bind("ctrl+left", "widen('left', -1)", "Left pane narrower", "coding.left_narrower"),
        bind("ctrl+right", "widen('left', 1)", "Left pane wider", "coding.left_wider"),
        bind("less_than_sign", "widen('right', 1)", "Right pane wider", "coding.right_wider"),
        bind(
            "greater_than_sign",
            "widen('right', -1)",
            "Right pane narrower",
            "coding.right_narrower",
        ),
        bind("t", "to_codes", "To the codes on the left; Enter there codes", "coding.codes"),
        bind("T", "to_transcripts", "To the transcripts on the left", "coding.transcripts"),
    ]

    furnished: bool

    @property
    def _kept(self) -> dict[str, object]:
        return as_dict(self.bench.desk.get("panes", ""))

    def arrange_panes(self) -> None:
        """Give the panes the room that they had, as far as this terminal has it."""
        total = self.app.size.width
        with self.app.batch_update():
            for side in ("left", "right"):
                shown = self._is_shown(side, total)
                self.query_one(f"#{side}").display = shown
                self.query_one(f"#{side}-edge").display = shown
                self.query_one(f"#{side}").styles.width = self._width(side, total)
        self.fill_left()

    def _is_shown(self, side: Side, total: int) -> bool:
        wide = total >= (_BOTH if side == "left" else _LEAST + _TEXT)
        chosen = self._kept.get(f"{side} shown")
        return wide if chosen is None or total < _LEAST + _TEXT else bool(chosen)

    def _width(self, side: Side, total: int) -> int:
        kept = self._kept.get(side)
        usual = min(_USUAL[side], max(_NARROW, total * 30 // 100))
        width = kept if isinstance(kept, int) else max(usual, total * 22 // 100)
        return max(_LEAST, min(width, total - _TEXT))

    def on_resize(self, event: Resize) -> None:
        self.arrange_panes()

    def action_pane(self, side: Side) -> None:
        self._keep(f"{side} shown", not self.query_one(f"#{side}").display)
        if not self.query_one(f"#{side}").display:
            self.set_focus(self.view)

    def action_widen(self, side: Side, steps: int) -> None:
        if self.query_one(f"#{side}").display:
            self._keep(side, self._width(side, self.app.size.width) + steps * _STEP)

    @on(Splitter.Moved)
    def _dragged(self, event: Splitter.Moved) -> None:
        self._keep("left" if event.control.id == "left-edge" else "right", event.width)

    def _keep(self, name: str, value: object) -> None:
        self.remember(panes=self._kept | {name: value})
        self.arrange_panes()

    # The left pane

    def fill_left(self) -> None:
        """Only where it is seen: a large project takes a moment."""
        if not self.furnished or not self.query_one("#left").display:
            return
        self.query_one(TranscriptList).show(self._transcripts(), self.hash)
        counts: dict[str, int] = {}
        for shown in self.page.own:
            counts[shown.coding.code] = counts.get(shown.coding.code, 0) + 1
        self.query_one(CodeTree).show(self.book, counts, workbench.proposals(self.bench.project))

    def _transcripts(self) -> list[Listed]:
        """Those whose cases the filters let through; the one that is open always."""
        found = workbench.status(self.bench.project, self.bench.coder).transcripts
        return [
            self._listed(transcript)
            for transcript in found
            if transcript.hash == self.hash
            or not self.filters.attributes
            or any(self.filters.let_case(workbench.known_of(case)) for case in transcript.cases)
        ]

    def _listed(self, transcript: TranscriptStatus) -> Listed:
        me = self.bench.coder
        whose = "; ".join(" ".join(workbench.known_of(case).values()) for case in transcript.cases)
        changed = ", changed since" if me in transcript.changed_since else ""
        submitted = f"submitted{changed}" if me in transcript.submitted else ""
        coded = transcript.codings.get(me, 0)
        return Listed(transcript.hash, transcript.name, whose, coded, submitted)

    @on(TranscriptList.Chosen)
    def _another(self, event: TranscriptList.Chosen) -> None:
        """Another transcript takes the place of this one."""
        self.keep_place()
        self.bench.open_at(event.hash, instead=True)

    def action_to_codes(self) -> None:
        self._to(CodeTree)

    def action_to_transcripts(self) -> None:
        self._to(TranscriptList)

    def _to(self, pane: type[Widget]) -> None:
        if not self.query_one("#left").display:
            self.action_pane("left")
        self.set_focus(self.query_one(pane))  # at once: keys may be typed ahead
