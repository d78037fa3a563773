"""Codings beside the text: in which lane of the margin each one's stripe runs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualbench.model import Span
from qualbench.tui.talk import Units, merged

LANES = 8
"""How many stripes a wide margin shows beside one another; more are told by a ``+``."""

_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding as the margin shows it.

    ``label`` is what people call the code, ``tone`` picks its colour, ``sign`` is one character
    that stands where its stripe begins, ``chosen`` makes it stand out.
    """

    id: str
    span: Span
    key: str
    label: str
    tone: int = 0
    chosen: bool = False
    sign: str = ""


class Lane:
    """Marks that do not overlap, found by bisection."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self._ends: list[int] = []

    def over(self, span: Span) -> Iterator[Mark]:
        """The marks that overlap a span."""
        index = bisect_right(self._ends, span.start)
        while index < len(self.marks) and self.marks[index].span.start < span.end:
            yield self.marks[index]
            index += 1

    def take(self, mark: Mark) -> bool:
        """Put a mark in if there is room."""
        index = bisect_right(self._ends, mark.span.start)
        room = index == len(self.marks) or mark.span.end <= self.marks[index].span.start
        if room:
            self.marks.insert(index, mark)
            self._ends.insert(index, mark.span.end)
        return room


@dataclass(frozen=True, slots=True)
class Margin:
    """The marks of a transcript in their lanes, from left to right.

    ``lane_of`` is -1 for those without room, which cover what ``crowded`` holds; ``covered`` is
    what any mark covers.
    """

    marks: dict[str, Mark]
    lane_of: dict[str, int]
    lanes: tuple[Lane, ...]
    covered: Units
    crowded: Units

    def over(self, span: Span, shown: int) -> Iterator[tuple[int, Mark]]:
        """The first ``shown`` lanes and their marks that overlap a span."""
        for number, lane in enumerate(self.lanes[:shown]):
            for mark in lane.over(span):
                yield number, mark

    def is_crowded(self, span: Span, shown: int) -> bool:
        """Whether a span has marks that ``shown`` lanes do not show."""
        beyond = (lane.over(span) for lane in self.lanes[shown:])
        return any(self.crowded.over(span)) or any(True for lane in beyond for _ in lane)


def margin(marks: Sequence[Mark], before: Margin | None = None) -> Margin:
    """Each mark in its lane of ``before``, or else in the first that is free where it runs."""
    lanes = tuple(Lane() for _ in range(LANES))
    lane_of = dict.fromkeys((mark.id for mark in marks), _NOWHERE)
    new = []
    for mark in sorted(marks, key=_place):
        lane = _kept(mark, before)
        if lane != _NOWHERE and lanes[lane].take(mark):
            lane_of[mark.id] = lane
        else:
            new.append(mark)
    for mark in new:
        found = (number for number, lane in enumerate(lanes) if lane.take(mark))
        lane_of[mark.id] = next(found, _NOWHERE)
    crowded = [mark.span for mark in new if lane_of[mark.id] == _NOWHERE]
    return Margin(
        {mark.id: mark for mark in marks},
        lane_of,
        lanes,
        Units((span.start, span.end) for span in merged(mark.span for mark in marks)),
        Units((span.start, span.end) for span in merged(crowded)),
    )


def _kept(mark: Mark, before: Margin | None) -> int:
    known = before.marks.get(mark.id) if before else None
    return before.lane_of[mark.id] if before and known and known.span == mark.span else _NOWHERE


def changed(before: Margin, now: Margin) -> list[Span]:
    """Where the margin, or the look of the words, is not as it was."""
    ids = before.marks.keys() | now.marks.keys()
    return [
        mark.span
        for id in ids
        if (before.marks.get(id), before.lane_of.get(id))
        != (now.marks.get(id), now.lane_of.get(id))
        for mark in (before.marks.get(id), now.marks.get(id))
        if mark
    ]


def stripe(mark: Mark, line: Span, chosen: bool) -> str:
    """How a stripe looks beside a line: where it begins, runs on and ends, without colour."""
    begins, ends = line.start <= mark.span.start, mark.span.end <= line.end
    if begins and mark.sign:
        return mark.sign
    looks = ("═", "╔", "╚", "║") if chosen else ("╺", "┏", "┗", "┃")
    return looks[2 * (not begins) + (not ends)]


def _place(mark: Mark) -> tuple[int, int, str]:
    return mark.span.start, -mark.span.end, mark.id
