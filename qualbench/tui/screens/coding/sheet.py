"""What all parts of the coding screen share: the page, what is selected, what is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from qualbench.model import Span
from qualbench.tui.screens.marking import Marking
from qualbench.tui.widgets.at_hand import AtHand, Item
from qualbench.tui.widgets.transcript_view import TranscriptView
from qualbench.tui.widgets.tutorial import Tutorial
from qualbench.workbench import Page, ShownCoding


class Sheet(Marking):
    """A transcript lying open before its coder."""

    def __init__(self, transcript: str, at: Span | None = None, edges: str = "") -> None:
        super().__init__()
        self.hash = transcript
        self.page: Page
        self.place_asked = at
        self.edged = edges
        """The coding, by lineage, whose edges move, or are to as soon as the text is there."""
        self.at_hand_next = ""
        """The lineage that is to be at hand when codings are shown next."""

    @property
    def view(self) -> TranscriptView:
        return self.query_one(TranscriptView)

    @property
    def span(self) -> Span:
        return self.view.selection.span

    @property
    def item(self) -> Item | None:
        """The coding or suggestion at hand."""
        return self.query_one(AtHand).chosen

    @property
    def coding(self) -> ShownCoding | None:
        item = self.item
        found = (shown for shown in self.page.codings if item and shown.coding.lineage == item.id)
        return next(found, None)

    @contextmanager
    def doing(self) -> Iterator[None]:
        """The place is stored first: what is painted as done is found again, and where."""
        self.keep_place()
        with super().doing():
            yield

    def show_here(self) -> None:
        """Show what there is at the selected place."""
        raise NotImplementedError

    def show_marks(self) -> None:
        """Draw the margin anew."""
        raise NotImplementedError

    def happened(self, what: str) -> None:
        self.query_one(Tutorial).happened(what)

    # How the coder left the desk

    def remember(self, **values: object) -> None:
        self.bench.remember({name: json.dumps(value) for name, value in values.items()})

    def keep_place(self) -> None:
        """Where work goes on when the program is opened again."""
        place = f"{self.span.start}:{self.span.end}"
        self.bench.remember({"transcript": self.hash, f"place:{self.hash}": place})
