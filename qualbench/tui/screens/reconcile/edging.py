"""New edges for what differs: in the whole transcript, by the keys of its text."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.screens.reconcile.deciding import Deciding
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.lanes import Mark
from qualbench.tui.widgets.transcript_view import TranscriptView
from qualbench.workbench import Choice, ShownDisagreement


class Edging(Deciding):
    """While edges are moved the text has all keys."""

    BINDINGS = [bind("e", "edges", "Move the edges", "reconcile.edges", "Edges")]

    edged = ""
    """The key whose edges are moved."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        return not self.edged and super().check_action(action, parameters)

    @property
    def at_rest(self) -> bool:
        return not self.edged and super().at_rest

    async def action_edges(self) -> None:
        item = self.to_decide()
        if item is None:
            return
        if len(item.keys) == 1:
            self._move_edges((item.keys[0],))
        else:
            offered = [
                Choice(key, name, "", name.casefold())
                for key, name in zip(item.keys, item.names, strict=True)
            ]
            self.ask_codes(
                offered, "Which of them, with new edges?", self._move_edges, recent=item.keys
            )

    def _move_edges(self, keys: tuple[str, ...]) -> None:
        """From where it was decided until now, else from the longest that somebody marked."""
        item = self.item
        if item is None:
            return
        self.edged = keys[0]
        page = workbench.leaf(*self.who, item.hash)
        view = TranscriptView(page.transcript.text, page.transcript.turns, page.sentences)
        self.mount(view, before="#verdict")
        view.show(list(_marks(item)))
        span = self._edges_now(item, keys[0])
        view.go_to(span)
        view.edges(span)
        self.set_focus(view)
        self.show()
        self.refresh_bindings()

    def _edges_now(self, item: ShownDisagreement, key: str) -> Span:
        stands = self.decision(item)
        decided = [one.span for one in stands.outcome if one.key == key] if stands else []
        said = [part.span for part in item.parts if part.key == key]
        return max(decided or said, key=len)

    @on(TranscriptView.EdgesSet)
    async def _edges_set(self, event: TranscriptView.EdgesSet) -> None:
        item, key = self.item, self.edged
        await self._leave()
        if item:
            self.set_edges(item, key, event.span)

    @on(TranscriptView.EdgesLeft)
    async def _edges_left(self) -> None:
        await self._leave()
        self.show()

    async def _leave(self) -> None:
        self.edged = ""
        await self.query(TranscriptView).remove()
        self.refresh_bindings()


def _marks(item: ShownDisagreement) -> Iterator[Mark]:
    """What coders said, each by the name of its coder and code."""
    coders = sorted({part.coder for part in item.parts})
    for part in item.parts:
        label = f"{part.coder}: {part.name}"
        yield Mark(part.codings[0].id, part.span, part.key, label, coders.index(part.coder))
