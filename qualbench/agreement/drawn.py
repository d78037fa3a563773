"""Units that were drawn before anybody compared them, held to the words that count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from qualbench.model import Span

_end = attrgetter("end")


def sentences_in(words: Sequence[Span], sentences: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of sentences inside each turn's words: one that runs on is a unit in each."""
    in_order = sorted(sentences)
    inside = (
        Span(max(turn.start, found.start), min(turn.end, found.end))
        for turn in words
        for found in _touching(in_order, turn)
    )
    return tuple(inside)


def segments_in(words: Sequence[Span], segments: Sequence[Span]) -> tuple[Span, ...]:
    """Segments from the first to the last of the words they touch; one that touches none is
    no unit.
    """
    found = []
    for segment in segments:
        if touched := list(_touching(words, segment)):
            start, end = touched[0].start, touched[-1].end
            found.append(Span(max(start, segment.start), min(end, segment.end)))
    return tuple(found)


def _touching(spans: Sequence[Span], span: Span) -> Iterator[Span]:
    """Those of ``spans``, in order and apart, that share a code point with ``span``."""
    for found in spans[bisect_right(spans, span.start, key=_end) :]:
        if found.start >= span.end:
            return
        if found.overlaps(span):
            yield found
