"""Lists beside one another, as many as there is room for; one alone is a plain list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from qualbench.tui.widgets.pointed_list import pointer
from qualbench.tui.widgets.rows import Draw, Rows

_SLOTS = 6
_NARROW = 36
"""Cells below which a column is hard to read."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a column shows: its title, and what :meth:`Rows.fill` takes."""

    title: str
    groups: Sequence[tuple[str, int]]
    draw: Draw
    tall: int


class Column(Vertical):
    """A title and a list."""

    _title = ""

    def compose(self) -> ComposeResult:
        yield Static(markup=False)
        yield Rows()

    @property
    def rows(self) -> Rows:
        return self.query_one(Rows)

    def mark(self, at_hand: bool) -> None:
        """A sign before the title tells without colour, too, which column is at hand."""
        self.set_class(at_hand, "at-hand")
        self.query_one(Static).update(f"{pointer(at_hand)} {self._title}")

    def show(self, listing: Listing, at: int) -> None:
        self._title = listing.title
        self.query_one(Static).display = bool(listing.title)
        self.rows.tall = listing.tall
        self.rows.fill(listing.groups, listing.draw, at)


class SideBySide(Horizontal):
    """Only as many columns as fit are there at once; the others come when one moves on."""

    DEFAULT_CSS = """
    SideBySide Column {
        width: 1fr;
        height: 1fr;
    }
    SideBySide.several Column {
        border-right: solid $surface-lighten-2;
    }
    SideBySide Static {
        height: 1;
        color: $text-muted;
        text-style: bold;
    }
    SideBySide .at-hand Static {
        text-style: bold reverse;
    }
    """
    BINDINGS = [
        Binding("l,right", "column(1)", "Next column", show=False, id="columns.next"),
        Binding("h,left", "column(-1)", "Column before", show=False, id="columns.previous"),
    ]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listings: Sequence[Listing] = ()
        self._places: list[int] = []
        self._first = 0
        self.column = 0
        """The number of the column at hand."""

    def compose(self) -> ComposeResult:
        for _ in range(_SLOTS):
            yield Column()

    @property
    def room(self) -> int:
        """How many columns fit."""
        return max(2, min(_SLOTS, self.app.size.width // _NARROW))

    @property
    def item(self) -> int:
        """The number of the item at hand in its column."""
        return self._at_hand.rows.at

    def show(self, listings: Sequence[Listing], at: tuple[int, int] | None = None) -> None:
        """Show other columns; ``at`` is the column and item at hand, else it is as it was."""
        kept = self._places if len(listings) == len(self._places) else [0] * len(listings)
        sizes = [sum(size for _, size in listing.groups) for listing in listings]
        self._listings = listings
        self._places = [
            max(0, min(*pair)) for pair in zip(kept, (n - 1 for n in sizes), strict=True)
        ]
        if at:
            self.column, self._places[at[0]] = at
        self.column = max(0, min(self.column, len(listings) - 1))
        self.set_class(any(listing.title for listing in listings), "several")
        self._fill()

    def _fill(self) -> None:
        """Those columns that fit, the one at hand among them."""
        last = len(self._listings) - self.room
        self._first = max(0, self.column - self.room + 1, min(self._first, self.column, last))
        for column in self.query(Column):
            column.display = False
        for number, column in self._shown():
            column.display = True
            column.show(self._listings[number], self._places[number])
        self._mark()
        if self.screen.focused is None or isinstance(self.screen.focused, Rows):
            self.screen.set_focus(self._at_hand.rows)

    def _shown(self) -> Iterator[tuple[int, Column]]:
        """The columns on the screen with their numbers."""
        numbers = range(self._first, min(self._first + self.room, len(self._listings)))
        return zip(numbers, self.query(Column), strict=False)

    @property
    def _at_hand(self) -> Column:
        return list(self.query(Column))[self.column - self._first]

    def on_resize(self) -> None:
        self._fill()

    @on(Rows.AtHand)
    def _moved(self) -> None:
        """Remember each column's place before others hear of it."""
        for number, column in self._shown():
            self._places[number] = column.rows.at

    def on_descendant_focus(self) -> None:
        """The mouse may have chosen another column."""
        for number, column in self._shown():
            if column.has_focus_within:
                self.column = number
                self._mark()
                self.post_message(Rows.AtHand(column.rows))

    def _mark(self) -> None:
        for number, column in self._shown():
            column.mark(number == self.column)

    def action_column(self, step: int) -> None:
        self.column = max(0, min(self.column + step, len(self._listings) - 1))
        if 0 <= self.column - self._first < self.room:
            self.screen.set_focus(self._at_hand.rows)
        else:
            self._fill()
