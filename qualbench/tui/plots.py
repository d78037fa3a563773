"""Plots of a line each, in cells: an interval on an axis, a bar, a shade. Pure text.

The axis runs from -0.2 to 1 in tenths, each tenth the same number of cells, so that a cell
means the same on every line. What lies beyond the axis is drawn as an arrow at its end.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualbench.workbench import Estimate, Undefined

LOWEST, TENTHS = -0.2, 12
LEAST, GOOD = TENTHS + 1, 2 * TENTHS + 1
"""Cells of the shortest axis, a cell for each tenth and the end; of one with two for each."""

TARGET = "┊"
_POINT, _FROM, _TO, _LINE, _CROSSED, _BEYOND = "●", "├", "┤", "─", "┼", "◂"
_SURE, _LIKELY, _POSSIBLE = "█", "▓", "░"
_ZERO = "·"
_LABELS = ((0.0, "0"), (1.0, "1"), (0.5, ".5"), (-0.2, "-.2"), (0.8, ".8"), (0.2, ".2"))
_SHADES = "·░▒▓█"
_EIGHTHS = "▏▎▍▌▋▊▉"


def widest(room: int, most: int = 5) -> int:
    """The cells of the longest axis in so many cells, at ``most`` to a tenth; 0 if none fits."""
    per = min(most, (room - 1) // TENTHS)
    return TENTHS * per + 1 if per > 0 else 0


def cell_of(value: float, width: int) -> int:
    """The cell of an axis of ``width`` cells on which a value lies, or the nearest."""
    per = (width - 1) // TENTHS
    return max(0, min(width - 1, round((value - LOWEST) * 10 * per)))


def axis(width: int) -> str:
    """The axis itself: numbers above their cells, as many as have room."""
    cells = [" "] * width
    for value, label in _LABELS:
        middle = cell_of(value, width)
        start = max(0, min(width - len(label), middle - (len(label) - 1) // 2))
        around = cells[max(0, start - 1) : start + len(label) + 1]
        if all(cell == " " for cell in around):
            cells[start : start + len(label)] = label
    return "".join(cells)


def line(of: Estimate, width: int, target: float | None = None) -> str:
    """A point, on a line from the low to the high end where there is an interval.

    A target is a sign of its own, on the line or beside it.
    """
    cells = _ground(width, target)
    if isinstance(of.value, Undefined):
        return "".join(cells)
    if of.low is not None and of.high is not None:
        low, high = cell_of(of.low, width), cell_of(of.high, width)
        for cell in range(low, high + 1):
            cells[cell] = _CROSSED if cells[cell] == TARGET else _LINE
        cells[low] = _FROM if of.low >= LOWEST else _BEYOND
        cells[high] = _TO
    cells[cell_of(of.value, width)] = _POINT if of.value >= LOWEST else _BEYOND
    return "".join(cells)


def bar(of: Estimate, width: int, target: float | None = None) -> str:
    """A bar from nought to the value.

    Where there is an interval it is solid up to the low end, darker up to the value, and goes
    on light up to the high end.
    """
    cells = _ground(width, target)
    if isinstance(of.value, Undefined):
        return "".join(cells)
    zero, value = cell_of(0, width), cell_of(of.value, width)
    for cell in _between(zero, value):
        cells[cell] = _SURE
    if of.low is not None and of.high is not None:
        low, high = cell_of(of.low, width), cell_of(of.high, width)
        for cell in range(low, high + 1):
            reached = min(zero, value) <= cell <= max(zero, value)
            cells[cell] = _LIKELY if reached else _POSSIBLE
        if low >= zero:
            cells[low] = _SURE
    if of.value < LOWEST:
        cells[0] = _BEYOND
    return "".join(cells)


def shade(number: int, most: int) -> str:
    """The darker, the nearer a number is to the largest one; nought is a dot."""
    return _SHADES[0 if not number else 1 + (len(_SHADES) - 2) * number // max(1, most)]


def part(number: int, most: int, width: int) -> str:
    """A bar of ``width`` cells for the largest number; above nought at least a trace of one."""
    eighths = max(int(number > 0), round(8 * width * number / max(1, most)))
    return _SURE * (eighths // 8) + (_EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")


def _ground(width: int, target: float | None) -> list[str]:
    cells = [" "] * width
    cells[cell_of(0, width)] = _ZERO
    if target is not None:
        cells[cell_of(target, width)] = TARGET
    return cells


def _between(first: int, second: int) -> Iterator[int]:
    yield from range(min(first, second), max(first, second) + 1)
