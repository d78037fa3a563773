"""What each figure of the report is drawn from."""

from __future__ import annotations

from collections.abc import Iterator

from qualbench.export.figures import (
    CoOccurrence,
    Drawn,
    RatingMap,
    RatingsByOutcome,
    Saturation,
    TopicSizes,
)
from qualbench.export.report import Report, co_occurrence, steps
from qualbench.workbench.pages import name_of
from qualbench.workbench.reporting.displays import Display


def figures_of(report: Report, display: Display | None) -> Iterator[tuple[str, Drawn]]:
    """The name of each figure that there is something for, and its values."""
    if display:
        yield "ratings", RatingMap(display.display)
        first = display.display.outcomes[0]
        yield "ratings-by-outcome", RatingsByOutcome(display.display, first.label)
    meetings = co_occurrence(report)
    if meetings.keys:
        names = tuple(name_of(report.codebook, key) for key in meetings.keys)
        counts = tuple(tuple(meetings.of(a, b) for b in meetings.keys) for a in meetings.keys)
        yield "co-occurrence", CoOccurrence("Turns in which two constructs meet", names, counts)
    curve = steps(report)
    if len(curve) > 1:
        yield (
            "saturation",
            Saturation(
                "Constructs that no interview before had brought up",
                tuple(step.name for step in curve),
                tuple(step.new for step in curve),
            ),
        )
    if topics := report.topics:
        names = tuple(one.label or ", ".join(one.phrases[:3]) for one in topics.topics)
        sizes = tuple(one.size for one in topics.topics)
        yield "topics", TopicSizes(f"Topics of {topics.run}", names, sizes, f"{topics.unit}s")
