"""Bars: what each interview added, and how large topics are."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from qualbench.export.figures.canvas import (
    BLUE,
    INK,
    LINE,
    across,
    lines,
    panel,
    sheet,
    titled,
    wrapped,
)
from qualbench.export.figures.values import Saturation, TopicSizes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PALE_BLUE = "#8dbfe6"
_LABEL = 3.2


def saturation(of: Saturation) -> Figure:
    """Bars for the new codes, and a line for all codes so far; both count codes."""
    from matplotlib.ticker import MaxNLocator

    made = sheet()
    each = max(0.32, min(0.8, 6.5 / max(1, len(of.new))))
    width = each * max(5, len(of.new))
    axes = panel(made, width, 2.8)
    places, sums = range(len(of.new)), list(accumulate(of.new))
    axes.bar(places, of.new, width=0.7, color=_PALE_BLUE, edgecolor=INK, lw=0.5, label="New codes")
    axes.plot(places, sums, color=INK, marker="o", ms=4, lw=1.2, label="All codes so far")
    axes.set_xlim(-0.6, max(1, len(of.new)) - 0.4)
    axes.set_ylim(0, 1.1 * max([*sums, 1]))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel("Codes")
    axes.set_xlabel("Interviews, in the order of coding", labelpad=8)
    across(axes, list(of.interviews), each)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    titled(axes, of.title, width)
    return made


def topic_sizes(of: TopicSizes) -> Figure:
    made = sheet()
    labels = [wrapped(topic, _LABEL) for topic in of.topics]
    axes = panel(made, 4.0, max(0.34, LINE * lines(labels) + 0.08) * max(1, len(labels)))
    axes.barh(range(len(of.sizes)), of.sizes, height=0.7, color=BLUE)
    for at, size in enumerate(of.sizes):
        axes.annotate(f"{size:,}", (size, at), (4, 0), textcoords="offset points", va="center")
    axes.set_xlim(0, max([*of.sizes, 1]))
    axes.set_ylim(max(1, len(labels)) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(length=0)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_xlabel(f"Number of {of.unit}", loc="left")
    titled(axes, of.title, 4.0)
    return made
