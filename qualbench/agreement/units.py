"""From two coders' spans of one code in one transcript to the units they agree on.

Only the given turns' words are counted: what a coding covers beyond them (speaker labels,
the interviewer where left out) is nobody's unit. A coder's overlapping codings are one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import attrgetter

from qualbench.agreement.counts import TwoByTwo
from qualbench.model import Span

Spans = Sequence[Span]

_start = attrgetter("start")
_end = attrgetter("end")


def turns(words: Spans, first: Spans, second: Spans) -> TwoByTwo:
    """Counts of turns; one is coded where a coding shares at least a code point of its words.

    ``words`` are the turns' words, which do not overlap. A turn without words is no unit, as
    nobody could have coded it.
    """
    units = sorted((turn for turn in words if turn.start < turn.end), key=_start)

    def coded(spans: Spans) -> int:
        return len(
            {
                turn
                for span in spans
                if span.start < span.end
                for turn in range(
                    bisect_right(units, span.start, key=_end),
                    bisect_left(units, span.end, key=_start),
                )
            }
        )

    return _cross(len(units), coded, first, second)


def characters(words: Spans, first: Spans, second: Spans) -> TwoByTwo:
    """Counts of code points inside the turns' ``words``."""
    units = _length(words)

    def coded(spans: Spans) -> int:
        return _length(spans) + units - _length([*spans, *words])

    return _cross(units, coded, first, second)


def _cross(units: int, coded: Callable[[Spans], int], first: Spans, second: Spans) -> TwoByTwo:
    """Inclusion and exclusion; ``coded`` says how many units some of the spans code."""
    by_first, by_second, by_any = coded(first), coded(second), coded([*first, *second])
    return TwoByTwo(
        both=by_first + by_second - by_any,
        only_first=by_any - by_second,
        only_second=by_any - by_first,
        neither=units - by_any,
    )


def _length(spans: Spans) -> int:
    """The code points that the union of ``spans`` covers, in one sweep from left to right."""
    covered = reached = 0
    for span in sorted(spans, key=_start):
        covered += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return covered
