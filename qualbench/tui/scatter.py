"""Spots on a plane in cells: eight small dots to a cell, and a large one for those at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from rich.text import Text

Spot = tuple[float, float, int]
"""x and y from 0 to 1, and the number of what it belongs to; below 1 to nothing."""

ACROSS, DOWN = 2, 4
"""Dots of a cell."""

_BRAILLE = 0x2800
_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_LARGE = "●"


class Cell(NamedTuple):
    """What is drawn, and whose it is; ``named`` is a part of the number that names a cluster."""

    drawn: str = " "
    of: int = 0
    named: bool = False


def scatter(spots: Sequence[Spot], width: int, height: int, at: int) -> list[list[Cell]]:
    """Lines of cells; each cluster has its number in its middle, where there is room for it."""
    lines = [[Cell()] * width for _ in range(height)]
    dots: dict[tuple[int, int], int] = {}
    owners: dict[tuple[int, int], Counter[int]] = {}
    for x, y, of in spots:
        across, down = round(x * (ACROSS * width - 1)), round((1 - y) * (DOWN * height - 1))
        place = across // ACROSS, down // DOWN
        dots[place] = dots.get(place, 0) | _BITS[across % ACROSS][down % DOWN]
        owners.setdefault(place, Counter())[of] += 1
    for (column, line), bits in dots.items():
        here = owners[column, line]
        owner = at if at in here else min(here, key=lambda of: (of < 1, -here[of], of))
        lines[line][column] = Cell(_LARGE if owner == at else chr(_BRAILLE + bits), owner)
    for of, x, y in _middles(spots, at):
        _name(lines[round((1 - y) * (height - 1))], round(x * (width - 1)), of)
    return lines


def _middles(spots: Iterable[Spot], at: int) -> Iterator[tuple[int, float, float]]:
    """Of each cluster, the one at hand first and then the largest."""
    members: dict[int, list[Spot]] = {}
    for spot in spots:
        members.setdefault(spot[2], []).append(spot)
    for of in sorted(members, key=lambda of: (of != at, -len(members[of]), of)):
        if of > 0:
            xs, ys, _ = zip(*members[of], strict=True)
            yield of, median(xs), median(ys)


def _name(line: list[Cell], column: int, of: int) -> None:
    """Numbers neither cover nor touch one another."""
    said = str(of)
    start = max(0, min(column - len(said) // 2, len(line) - len(said)))
    around = line[max(0, start - 1) : start + len(said) + 1]
    if not any(cell.named for cell in around):
        line[start : start + len(said)] = [Cell(one, of, named=True) for one in said]


def plain(lines: Iterable[Iterable[Cell]]) -> Text:
    """Without colours."""
    return Text("\n".join("".join(cell.drawn for cell in line) for line in lines))
