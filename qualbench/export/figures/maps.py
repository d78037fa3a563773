"""Heat maps: ratings, ratings under an outcome, and codes that occur together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualbench.export.documents.blocks import TONES
from qualbench.export.documents.cells import tone
from qualbench.export.figures.canvas import (
    BLUE,
    GREY,
    INK,
    LINE,
    PALE,
    SMALL,
    across,
    lines,
    panel,
    sheet,
    titled,
    wrapped,
)
from qualbench.export.figures.values import CoOccurrence, RatingMap, RatingsByOutcome
from qualbench.export.joint import JointDisplay, OutcomeRow, ordered, outcome_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PAGE = 6.5
"""Inches that the cases share while each of them keeps enough for a sign."""

_NARROW, _WIDE = 0.36, 1.1
_LABEL = 2.6
_BARS, _GAP = 1.3, 0.35
_LEGEND = (
    "-2 hinders strongly, +2 helps strongly; * respondents differ; X mixed; M missing; "
    "NA not applicable; … notes; empty: not rated"
)
_LIGHT, _DARK = (0xED, 0xF4, 0xFB), (0x17, 0x54, 0x8F)


def rating_map(of: RatingMap) -> Figure:
    made = sheet()
    axes = _ratings(made, of.display)
    titled(axes, of.display.title, _across(of.display))
    return made


def ratings_by_outcome(of: RatingsByOutcome) -> Figure:
    """Bars stand over the columns that they belong to; a case without a value has a dash."""
    display = ordered(of.display, of.outcome)
    made = sheet()
    ratings = _ratings(made, display)
    height = ratings.get_position().height
    bars = panel(made, _across(display), _BARS, above=height + _GAP)
    _bars(bars, outcome_of(display, of.outcome))
    titled(bars, display.title, _across(display))
    return made


def co_occurrence(of: CoOccurrence) -> Figure:
    """The diagonal is grey: a code's own segments are no co-occurrence."""
    size, side = len(of.codes), 0.5
    made = sheet()
    axes = panel(made, side * size, side * size)
    pairs = [n for at, row in enumerate(of.counts) for to, n in enumerate(row) if at != to]
    most = max(pairs, default=0) or 1
    for at, row in enumerate(of.counts):
        for to, count in enumerate(row):
            share = count / most
            shade = PALE if at == to else _between(share)
            ink = "white" if at != to and share > 0.6 else INK
            _square(axes, to, at, shade, f"{count:,}", ink if count else GREY)
    _labelled(axes, list(of.codes), [wrapped(code, _LABEL) for code in of.codes], side)
    titled(axes, of.title, side * size)
    return made


# Parts


def _ratings(made: Figure, of: JointDisplay) -> Axes:
    often = Counter(row.name for row in of.constructs)
    names = [row.name if often[row.name] == 1 else row.path for row in of.constructs]
    labels = [
        wrapped(f"{name} (reverse)" if row.reverse else name, _LABEL)
        for name, row in zip(names, of.constructs, strict=True)
    ]
    width, height = _across(of), max(0.4, LINE * lines(labels) + 0.1) * len(labels)
    axes = panel(made, width, height)
    for at, row in enumerate(of.constructs):
        for to, cell in enumerate(row.cells):
            _square(axes, to, at, f"#{TONES.get(tone(cell), 'ffffff')}", cell.sign)
    cases = [f"{case.name}\n{case.group}".strip() for case in of.cases]
    _labelled(axes, cases, labels, width / max(1, len(cases)))
    axes.set_xlabel(wrapped(_LEGEND, width + _LABEL, SMALL), loc="right", size=SMALL, labelpad=8)
    return axes


def _square(axes: Axes, to: int, at: int, shade: str, text: str, ink: str = INK) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((to - 0.5, at - 0.5), 1, 1, facecolor=shade, edgecolor=GREY, lw=0.5))
    axes.text(to, at, text, ha="center", va="center", color=ink)


def _labelled(axes: Axes, along: list[str], beside: list[str], width: float) -> None:
    """Limits and labels of a map whose columns are ``width`` inches wide."""
    axes.set_xlim(-0.5, max(1, len(along)) - 0.5)
    axes.set_ylim(max(1, len(beside)) - 0.5, -0.5)
    across(axes, along, width)
    axes.set_yticks(range(len(beside)), beside)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _bars(axes: Axes, of: OutcomeRow) -> None:
    numbers = [value if isinstance(value, int | float) else 0.0 for value in of.values]
    axes.bar(range(len(numbers)), numbers, width=0.6, color=BLUE)
    for to, (value, number) in enumerate(zip(of.values, numbers, strict=True)):
        text = wrapped(of.printed(value), _WIDE)
        axes.annotate(text, (to, max(number, 0)), (0, 3), textcoords="offset points", ha="center")
    axes.margins(y=0.15)
    axes.axhline(0, color=INK, lw=0.8)
    axes.set_xlim(-0.5, max(1, len(numbers)) - 0.5)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    axes.set_ylabel(
        wrapped(of.title, _LABEL), rotation=0, ha="right", va="center", labelpad=6, color=INK
    )


def _across(of: JointDisplay) -> float:
    """Inches that the cases of a display take together."""
    count = max(1, len(of.cases))
    return count * min(_WIDE, max(_NARROW, _PAGE / count))


def _between(share: float) -> str:
    """From the lightest blue to the darkest."""
    mixed = (low + share * (high - low) for low, high in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{round(part):02x}" for part in mixed)
