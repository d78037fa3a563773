"""Moving the edges of a coding: by the keys of the text, and by the words below what is at hand."""

from __future__ import annotations

from textual import on
from textual.events import Key

from qualbench import workbench
from qualbench.tui.screens.coding.hints import Case
from qualbench.tui.screens.coding.showing import Showing
from qualbench.tui.talk import Unit
from qualbench.tui.widgets.at_hand import Item
from qualbench.tui.widgets.transcript_view import TranscriptView
from qualbench.workbench import ShownCoding

_MEANWHILE = {
    *("edge", "other_edge", "set_edges", "leave_edges"),
    *("next_item", "read_on", "pane", "widen", "back"),
}
"""What can be done while edges move: nothing of it changes a coding or goes elsewhere."""


class Edging(Showing):
    """One edge moves until it is set or left; then the coding is revised, or stays.

    Until then that coding is at hand, wherever its edges are, and nothing else is coded: what is
    selected is half way to somewhere.
    """

    def action_edges(self) -> None:
        if shown := self.own_coding():
            self.edged = shown.coding.lineage
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
        shown = self._edited
        if shown is None or shown.coding.span == event.span:
            self._edges_left()
            return
        self.at_hand_next = self.edged
        with self.doing():
            workbench.revise(*self.who, shown.coding.id, span=event.span)

    @on(TranscriptView.EdgesLeft)
    def _edges_left(self) -> None:
        self.at_hand_next = self.edged
        self.show_here()

    # What is at hand meanwhile

    @property
    def moving_edges(self) -> bool:
        return self.furnished and self.view.moving_edges

    @property
    def _edited(self) -> ShownCoding | None:
        """Read anew: it may have been revised on a screen above this one."""
        return next((s for s in self.page.own if s.coding.lineage == self.edged), None)

    @property
    def at_hand_said(self) -> str:
        return "Moving the edges of" if self.moving_edges else super().at_hand_said

    def items_here(self) -> list[Item]:
        if not self.moving_edges:
            return super().items_here()
        return [self.item_of(shown)] if (shown := self._edited) else []

    def case_of(self, item: Item | None) -> Case:
        return "edges" if self.moving_edges else super().case_of(item)

    # What cannot be done meanwhile

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        if self.moving_edges and action not in _MEANWHILE:
            return False
        return super().check_action(action, parameters)

    def takes(self, event: Key) -> bool:
        """A key of this screen that waits says so, or it would be taken for one of the program."""
        if not self.moving_edges:
            return False
        active = self.active_bindings.get(event.key)
        waits = active is None or active.node is self.app
        if not waits or event.key not in self._bindings.key_to_bindings:
            return False
        self._say_how_it_ends()
        return True

    def may_code(self) -> bool:
        if self.moving_edges:
            self._say_how_it_ends()
            return False
        return super().may_code()

    def _say_how_it_ends(self) -> None:
        ends, leaves = self.bench.key("text.set_edges"), self.bench.key("text.leave")
        said = f"{ends} sets them, {leaves} leaves them as they were."
        self.notify(said, title="First the edges that are being moved")
