"""What lies over a place, found without looking at everything."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from qualbench.model import Span

T = TypeVar("T")


class Overlaps(Generic[T]):
    """Things on spans, in reading order. ``span_of`` says where each one lies."""

    def __init__(self, things: Iterable[T], span_of: Callable[[T], Span]) -> None:
        self._things = sorted(things, key=span_of)
        spans = [span_of(thing) for thing in self._things]
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]
        self._reach = list(accumulate(self._ends, max))
        """How far any of the things up to each one goes."""

    def over(self, span: Span) -> list[T]:
        """The things that share a character with a span, in reading order."""
        return [self._things[index] for index in self._places(span)][::-1]

    def _places(self, span: Span) -> Iterator[int]:
        index = bisect_left(self._starts, span.end) - 1
        while index >= 0 and self._reach[index] > span.start:
            if self._ends[index] > span.start:
                yield index
            index -= 1
