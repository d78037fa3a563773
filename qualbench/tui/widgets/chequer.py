"""Names down, columns across: one square is at hand, and only visible lines are ever drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widgets import Static

from qualbench.tui.chequered import Chequered, Tone
from qualbench.tui.grid import shortened
from qualbench.tui.quoted import one_line
from qualbench.tui.widgets.pointed_list import pointer
from qualbench.tui.widgets.rows import Rows

_BEFORE = 2
"""Cells of the pointer of the row."""


class Squares(Rows, inherit_bindings=False):
    """The rows; ``column`` is the number of the one at hand."""

    COMPONENT_CLASSES = {"squares--at-hand", *(f"squares--{tone}" for tone in get_args(Tone))}
    DEFAULT_CSS = """
    Squares > .rows--at-hand, Squares:focus > .rows--at-hand {
        background: $block-cursor-blurred-background;
        color: $block-cursor-blurred-foreground;
    }
    Squares > .squares--at-hand {
        background: $block-cursor-blurred-background;
        color: $block-cursor-blurred-foreground;
        text-style: bold underline;
    }
    Squares:focus > .squares--at-hand {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: bold;
    }
    Squares > .squares--plain { color: $foreground; }
    Squares > .squares--helps { color: $text-primary; }
    Squares > .squares--helps-much {
        color: $text-primary;
        background: $primary-muted;
        text-style: bold;
    }
    Squares > .squares--hinders { color: $text-error; }
    Squares > .squares--hinders-much {
        color: $text-error;
        background: $error-muted;
        text-style: bold;
    }
    Squares > .squares--mixed { color: $text-warning; }
    Squares > .squares--faint { color: $text-muted; }
    """
    BINDINGS = [
        Binding("j,down", "step(1)", "A row down", show=False, id="squares.down"),
        Binding("k,up", "step(-1)", "A row up", show=False, id="squares.up"),
        Binding("l,right", "column(1)", "The next column", show=False, id="squares.right"),
        Binding("h,left", "column(-1)", "The column before", show=False, id="squares.left"),
        Binding("pagedown", "page(1)", "A page on", show=False, id="squares.page_down"),
        Binding("pageup", "page(-1)", "A page back", show=False, id="squares.page_up"),
        Binding("home", "go(0)", "The first row", show=False, id="squares.first"),
        Binding("end", "last", "The last row", show=False, id="squares.last"),
    ]

    column: reactive[int] = reactive(0, init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._table = Chequered((), (), (), (), (), ())
        self._first = 0

    @property
    def room(self) -> int:
        return max(1, self._width - _BEFORE)

    @property
    def columns(self) -> range:
        """Those that show."""
        return self._table.shown(self._first, self.room)

    @property
    def every(self) -> int:
        """How many columns there are."""
        return len(self._table.titles)

    def show(self, table: Chequered, row: int, column: int) -> None:
        self._table = table
        self.set_reactive(Squares.column, max(0, min(column, len(table.titles) - 1)))
        self._follow()
        self.fill(table.groups, self._line, row)
        self._draw = self._line  # no line is kept as it was drawn: it tells what is at hand

    def watch_column(self) -> None:
        self._follow()
        self.refresh()
        self.post_message(self.AtHand(self))

    def on_resize(self) -> None:
        self._follow()
        super().on_resize()
        self.post_message(self.AtHand(self))

    def _follow(self) -> None:
        self._first = self._table.first_for(self.column, self._first, self.room)

    def action_column(self, step: int) -> None:
        if self._table.titles:
            self.column = max(0, min(self.column + step, len(self._table.titles) - 1))

    def on_click(self, event: events.Click) -> None:
        """The square below the pointer, before the row tells that it was chosen."""
        left = _BEFORE + self._table.name_width(self.room)
        left += self._table.fixed
        for column in self.columns:
            right = left + self._table.widths[column] + 2
            if left <= event.x < right:
                self.column = column
            left = right
        super().on_click(event)

    # Drawing

    def head(self) -> Text:
        """What the columns are called, a line for each attribute."""
        table, width = self._table, self._table.name_width(self.room)
        lines = [self._titled(table, at, head, width) for at, head in enumerate(table.heads)]
        if table.bands:
            lines.insert(0, self._banded(table, width))
        return Text("\n").join(Text(" " * _BEFORE) + line for line in lines)

    def _banded(self, table: Chequered, width: int) -> Text:
        line = Text(" " * (width + table.fixed), no_wrap=True)
        for name, cells in table.over(self.columns):
            said = shortened(one_line(name), cells - 1)
            line.append(f" {set_cell_size(said, cells - 1)}", "italic")
        return line

    def _titled(self, table: Chequered, at: int, head: str, width: int) -> Text:
        line = Text(set_cell_size(shortened(head, width), width), "dim", no_wrap=True)
        last = at == len(table.heads) - 1
        for note in table.notes:
            line.append(f" {set_cell_size(note.title if last else '', note.width)}", "not dim")
        for column in self.columns:
            wide = table.widths[column]
            said = shortened(one_line(table.titles[column][at]), wide)
            here = column == self.column
            line.append("▾" if here and last else " ", "not dim bold")
            line.append(said, "not dim bold underline" if here else "not dim")
            line.append(" " * (wide + 1 - cell_len(said)))
        return line

    def _line(self, item: int, width: int) -> Sequence[Text]:
        table, here = self._table, item == self.at
        mark, name = table.marks[item], table.name_width(self.room)
        said = shortened(one_line(table.names[item]), name - (cell_len(mark) + 1 if mark else 0))
        line = Text(set_cell_size(f"{said} {mark}" if mark else said, name), no_wrap=True)
        for note in table.notes:
            line.append(f" {set_cell_size(note.cells[item], note.width)}")
        for column in self.columns:
            square, at_hand = table.squares[item][column], here and column == self.column
            style = self._toned("at-hand" if at_hand else square.tone)
            wide = table.widths[column]
            line.append(pointer(at_hand) + set_cell_size(square.said, wide), style)
            line.append(" ")
        return [line]

    def _toned(self, name: str) -> Style:
        return self.get_component_rich_style(f"squares--{name}", partial=True)


class Chequer(Vertical):
    """The titles stay above the squares."""

    DEFAULT_CSS = """
    Chequer {
        height: 1fr;
    }
    Chequer Static {
        color: $text-accent;
        height: auto;
    }
    """

    def compose(self) -> ComposeResult:
        yield Static(markup=False)
        yield Squares()

    @property
    def squares(self) -> Squares:
        return self.query_one(Squares)

    @property
    def said(self) -> str:
        """``columns 1 to 7 of 12``; nothing where all are shown."""
        shown, every = self.squares.columns, self.squares.every
        return f"columns {shown.start + 1} to {shown.stop} of {every}" if len(shown) < every else ""

    def show(self, table: Chequered, row: int, column: int) -> None:
        self.squares.show(table, row, column)
        self.query_one(Static).update(self.squares.head())

    def on_rows_at_hand(self) -> None:
        """As many lines as before: nothing below them moves."""
        self.query_one(Static).update(self.squares.head(), layout=False)
