"""Moving the edges of a coding: by the keys of the text, and by the words below what is at hand."""

from __future__ import annotations

from textual import on

from qualbench import workbench
from qualbench.tui.screens.coding.sheet import Sheet
from qualbench.tui.talk import Unit
from qualbench.tui.widgets.transcript_view import TranscriptView


class Edging(Sheet):
    """One edge moves until it is set or left; then the coding is revised, or stays."""

    def action_edges(self) -> None:
        if shown := self.own_coding():
            self.edged = shown.coding.id
            self.view.edges(shown.coding.span)
            self.show_here()

    def action_edge(self, unit: Unit, step: int) -> None:
        self.view.action_step(unit, step)

    def action_other_edge(self) -> None:
        self.view.action_swap_edges()

    def action_set_edges(self) -> None:
        self.view.action_set_edges()

    def action_leave_edges(self) -> None:
        self.view.action_leave()

    @on(TranscriptView.EdgesSet)
    def _edges_set(self, event: TranscriptView.EdgesSet) -> None:
        with self.doing():
            workbench.revise(*self.who, self.edged, span=event.span)

    @on(TranscriptView.EdgesLeft)
    def _edges_left(self) -> None:
        self.show_here()
