"""Where figures are drawn: panels measured in inches, whose labels are never clipped."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from qualbench.export.documents.blocks import for_xml

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, GREY, PALE, BLUE = "#1a1a1a", "#767676", "#e9e9e9", "#2b6ca3"
SMALL = 7.5
"""Points, as ``POINTS``."""

POINTS = 9.0
_LETTER = 0.075
"""Inches that a letter of ``POINTS`` takes, about."""

_TITLE = 4.0
"""Inches that a title may take above a narrow panel."""

LINE = 0.17
"""Inches that a line of ``POINTS`` takes."""


def sheet() -> Figure:
    """An inch by an inch, so that shares of it are inches; it is cut to what is drawn on it."""
    from matplotlib.figure import Figure

    return Figure(figsize=(1, 1))


def panel(on: Figure, width: float, height: float, above: float = 0.0) -> Axes:
    """An empty panel, all in inches; ``above`` is how high its lower edge is."""
    return on.add_axes((0.0, above, width, height))


def titled(axes: Axes, title: str, width: float) -> None:
    """The title from the panel's left edge on, over as many lines as it takes."""
    bold = 1.15  # as wide as plain letters
    text = wrapped(title, max(width, _TITLE) / bold, POINTS + 2)
    axes.set_title(text, loc="left", size=POINTS + 2, weight="bold", pad=10)


def wrapped(text: str, width: float, points: float = POINTS) -> str:
    """The text in lines of about that many inches; a word that is longer is broken."""
    letters = max(4, int(width / _LETTER * POINTS / points))
    parts = for_xml(text).splitlines()
    return "\n".join(line for part in parts for line in textwrap.wrap(part, letters))


def lines(texts: list[str]) -> int:
    """How many lines the tallest of them has."""
    return max((text.count("\n") + 1 for text in texts), default=1)


def across(axes: Axes, texts: list[str], width: float) -> None:
    """Labels below, each ``width`` inches wide; upright where words would have to be broken."""
    level = [wrapped(text, width) for text in texts]
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    upright = longest * _LETTER > width or lines(level) > 3
    axes.set_xticks(
        range(len(texts)),
        [wrapped(text, 3) for text in texts] if upright else level,
        rotation=90 if upright else 0,
    )
