"""Blocks of lines side by side where each has room, else one above the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

_BETWEEN = " │ "
_BAR = Text().append(_BETWEEN, "dim")
_MEASURE = 100
"""Cells of a column at most: longer lines are hard to follow from one to the next."""

Row = Sequence[Text | None]
"""A line of the screen: the lines of its columns."""


@dataclass(frozen=True, slots=True)
class Block:
    """``head``, by width, is always there; ``body``, by width and the lines it may have.

    Of 0 lines it may have as many as it wants.
    """

    head: Callable[[int], Sequence[Text]]
    body: Callable[[int, int], Sequence[Text]]


def laid_out(
    blocks: Sequence[Block], width: int, height: int, least: int, whole: bool
) -> tuple[int, list[Row]]:
    """The width of a column and the rows; a column has at least ``least`` cells.

    Unless the ``whole`` is wanted, bodies are given what room there is, and each its share.
    """
    if not blocks:
        return width, []
    room = max(1, (width + len(_BETWEEN)) // (least + len(_BETWEEN)))
    per = ceil(len(blocks) / ceil(len(blocks) / room))
    bands = [blocks[at : at + per] for at in range(0, len(blocks), per)]
    cells = min(_MEASURE, (width - (per - 1) * len(_BETWEEN)) // per)
    heads = [[block.head(cells) for block in band] for band in bands]
    left = height - sum(max(map(len, head)) for head in heads)
    bodies = [[block.body(cells, 0) for block in band] for band in bands]
    if not whole:
        shares = _shares([max(map(len, body)) for body in bodies], left)
        bodies = [
            [
                block.body(cells, share) if len(every) > share else every
                for block, every in zip(band, body, strict=True)
            ]
            for band, body, share in zip(bands, bodies, shares, strict=True)
        ]
    rows: list[Row] = []
    for head, body in zip(heads, bodies, strict=True):
        rows += [*zip_longest(*_level(head)), *zip_longest(*body)]
    return cells, rows


def _level(heads: Sequence[Sequence[Text]]) -> Iterator[Sequence[Text]]:
    """What is below the heads begins in the same line."""
    tall = max(map(len, heads))
    for head in heads:
        yield [*head, *(Text() for _ in range(tall - len(head)))]


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """How many lines each band has: who wants less leaves the rest to the others."""
    shares = [0] * len(wanted)
    for done, place in enumerate(sorted(range(len(wanted)), key=lambda place: wanted[place])):
        shares[place] = min(wanted[place], max(1, room // (len(wanted) - done)))
        room -= shares[place]
    return shares


class Beside(ScrollView, can_focus=True, inherit_bindings=False):
    """Only visible lines are drawn, and showing other blocks moves nothing around it."""

    DEFAULT_CSS = """
    Beside {
        width: 1fr;
        height: 1fr;
        padding: 0 1;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    """
    BINDINGS = [
        Binding("pagedown", "page_on(1)", "A page on", show=False, id="passage.page_down"),
        Binding("pageup", "page_on(-1)", "A page back", show=False, id="passage.page_up"),
    ]

    def __init__(self, least: int = 50, *, whole: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._least = least
        self._blocks: Sequence[Block] = ()
        self._rows: list[Row] = []
        self._cells = 0
        self._base: Style | None = None
        self.whole = whole
        """Whether all lines are there to scroll through, and not as many as fit."""

    def show(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width, height = self.outer_size - self.styles.gutter.totals
        width -= self.styles.scrollbar_size_vertical  # whether there is one or not: no line jumps
        if width > 0 and height > 0:
            self._cells, self._rows = laid_out(self._blocks, width, height, self._least, self.whole)
            self.virtual_size = Size(width, len(self._rows))
            # Else a bar that had been needed before would stay.
            self.styles.overflow_y = "auto" if len(self._rows) > height else "hidden"
            self.refresh()

    def action_page_on(self, step: int) -> None:
        (self.scroll_page_down if step > 0 else self.scroll_page_up)(animate=False)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._base = None

    def render_line(self, y: int) -> Strip:
        row, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if self._base is None:
            self._base = self.rich_style
        if row >= len(self._rows):
            return Strip.blank(width, self._base)
        line = _BAR.join(map(self._column, self._rows[row]))
        strip = Strip(line.render(self.app.console)).apply_style(self._base)
        return strip.adjust_cell_length(width, self._base)

    def _column(self, line: Text | None) -> Text:
        cell = line.copy() if line else Text()
        cell.truncate(self._cells, overflow="ellipsis", pad=True)
        return cell
