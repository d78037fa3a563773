"""A document of blocks on a terminal: its grids side by side where there is room, else stacked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from qualbench.tui.quoted import one_line
from qualbench.workbench import PageBox, PageGrid, PageHeading, PageRow, Pages

Item = Callable[[int], Sequence[Text]]
"""Its lines in so many cells."""

_PLAIN = Console(width=80)
_LEAST = 16
"""Cells of a column at least; in less, boxes stand below one another."""
_STYLES = {"strong": "bold", "sign": "bold", "small": "dim"}


def laid_out(pages: Pages) -> tuple[list[tuple[str, int]], list[Item]]:
    """Headings with the number of items below each, and these items."""
    groups: list[tuple[str, int]] = []
    items: list[Item] = []
    for heading, item in _items(pages):
        if item is None or not groups:
            groups.append((heading, 0))
        if item:
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
            items.append(item)
    return [group for group in groups if group[1]], items


def _items(pages: Pages) -> Iterator[tuple[str, Item | None]]:
    """Items, and before each group of them nothing but its heading."""
    above = ""
    for block in pages.blocks:
        if isinstance(block, PageHeading):
            above = block.text
            yield above, None
        elif isinstance(block, PageGrid):
            yield from _of_grid(above, block)
        else:
            yield "", partial(_wrapped, Text(one_line(block.text), "dim"))


def _of_grid(above: str, grid: PageGrid) -> Iterator[tuple[str, Item | None]]:
    for row in grid.rows:
        if row.spans:
            yield " · ".join(filter(None, (above, _plain(row.boxes[0])))), None
        else:
            yield "", partial(_row, grid, row)


def _row(grid: PageGrid, row: PageRow, width: int) -> Sequence[Text]:
    """Of two columns the second needs no name: they are a thing and what is said of it."""
    named = [None, *(_plain(head) for head in grid.head[1:])] if len(grid.head) > 2 else []
    titles = named or [None] * len(grid.head)
    room = width - 2 * (len(grid.widths) - 1)
    wide = [room * share // sum(grid.widths) for share in grid.widths]
    if min(wide) < _LEAST and named:
        return [*_stacked(titles, row, width), Text()]
    columns = [_column(*of) for of in zip(titles, row.boxes, wide, strict=True)]
    lines = list(_beside(columns, wide))
    return [*lines, Text()] if len(lines) > 1 else lines


def _beside(columns: Sequence[Sequence[Text]], wide: Sequence[int]) -> Iterator[Text]:
    for pieces in zip_longest(*columns, fillvalue=Text()):
        line = Text()
        for piece, cells in zip(pieces, wide, strict=True):
            line += piece
            line.append(" " * (cells + 2 - piece.cell_len))
        line.rstrip()
        yield line


def _column(title: str | None, box: PageBox, width: int) -> Sequence[Text]:
    """What a column is called stands above what it says."""
    head = _wrapped(Text(title, "dim italic"), width) if title and box.lines else []
    return [*head, *(piece for line in _lines(box) for piece in _wrapped(line, width))]


def _stacked(titles: Sequence[str | None], row: PageRow, width: int) -> Iterator[Text]:
    for title, box in zip(titles, row.boxes, strict=True):
        if title is None:
            yield from _column(None, box, width)
        elif box.lines:
            said = Text(f"{title}: ", "dim italic") + Text("; ").join(_lines(box))
            yield from (Text("  ") + piece for piece in _wrapped(said, width - 2))


def _lines(box: PageBox) -> Iterator[Text]:
    for line in box.lines:
        text = f"“{line.text}”" if line.kind == "quote" else line.text
        said = Text(one_line(text), _STYLES.get(line.kind, ""))
        yield said.append(f" {one_line(line.by)}", "not bold dim") if line.by else said


def _plain(box: PageBox) -> str:
    return one_line(" ".join(line.text for line in box.lines))


def _wrapped(line: Text, width: int) -> Sequence[Text]:
    return list(line.wrap(_PLAIN, max(1, width)))
