"""The words, sentences and turns of a transcript, found by bisection."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from qualbench.model import Span, Turn

Unit = Literal["word", "sentence", "turn"]
Edge = Literal["starts", "ends"]

_MARKS = r"""\s.,;:!?…"'“”„‘’‚«»‹›()\[\]{}¿¡—–\-/、。，！？；：「」『』（）"""
_WORD = re.compile(rf"[^{_MARKS}]+(?:['’.\-][^{_MARKS}]+)*")


class Units:
    """Spans that follow one another without overlap, as arrays of their ends."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts = array("I")
        self.ends = array("I")
        for start, end in spans:
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Span:
        return Span(self.starts[index], self.ends[index])

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self.starts, self.ends)

    def first(self, edge: Edge, after: int) -> Span | None:
        """The first that starts, or ends, after an offset."""
        index = bisect_right(getattr(self, edge), after)
        return self[index] if index < len(self) else None

    def last(self, edge: Edge, before: int) -> Span | None:
        """The last that starts, or ends, before an offset."""
        index = bisect_left(getattr(self, edge), before)
        return self[index - 1] if index else None

    def over(self, span: Span) -> Iterator[Span]:
        """Those that overlap a span."""
        index = bisect_right(self.ends, span.start)
        while index < len(self) and self.starts[index] < span.end:
            yield self[index]
            index += 1


def merged(spans: Iterable[Span]) -> list[Span]:
    """What the spans cover, in order and without overlap."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and span.start <= found[-1].end:
            if span.end > found[-1].end:
                found[-1] = Span(found[-1].start, span.end)
        elif span:
            found.append(span)
    return found


@dataclass(frozen=True)
class Talk:
    """A transcript's text, its turns in order, and its sentences, none if nobody prepared it.

    ``answered`` asks only for what respondents say; where nobody answers, for everything.
    """

    text: str
    turns: Sequence[Turn]
    sentences: Sequence[Span]

    @cached_property
    def _turns(self) -> Units:
        return Units((turn.body, turn.end) for turn in self.turns if turn.body < turn.end)

    @cached_property
    def answers(self) -> Units:
        """The words of respondents' turns; of all turns where nobody answers."""
        spans = [(t.body, t.end) for t in self.turns if not t.interviewer and t.body < t.end]
        return Units(spans) if spans else self._turns

    @cached_property
    def _sentences(self) -> Units:
        return Units((span.start, span.end) for span in self.sentences)

    @cached_property
    def _answered_sentences(self) -> Units:
        spans = ((span.start, span.end) for span in self.sentences)
        return Units(at for at in spans if self.is_answer(at[0]))

    @cached_property
    def _words_of_turns(self) -> dict[int, Units]:
        return {}

    def _units(self, unit: Unit, answered: bool) -> Units:
        if unit == "turn":
            return self.answers if answered else self._turns
        return self._answered_sentences if answered else self._sentences

    def _words(self, turn: Span) -> Units:
        """The words of a turn, looked for once."""
        if turn.start not in self._words_of_turns:
            found = _WORD.finditer(self.text, turn.start, turn.end)
            self._words_of_turns[turn.start] = Units(match.span() for match in found)
        return self._words_of_turns[turn.start]

    def is_answer(self, offset: int) -> bool:
        """Whether steps lead to what is said at an offset."""
        index = bisect_right(self.answers.starts, offset) - 1
        return index >= 0 and offset < self.answers.ends[index]

    def turn(self, offset: int) -> Span:
        """The words of the turn at an offset, or of the one before; the first, or none."""
        return self.unit_at("turn", offset)

    def unit_at(self, unit: Unit, offset: int) -> Span:
        """The unit at an offset, or the one before it; else the first; empty if there is none."""
        found = self.last(unit, "starts", offset + 1) or self.first(unit, "starts", -1)
        return found or Span(0, 0)

    def first(self, unit: Unit, edge: Edge, after: int, *, answered: bool = False) -> Span | None:
        """The first unit that starts, or ends, after an offset."""
        if unit != "word":
            return self._units(unit, answered).first(edge, after)
        turns = self._units("turn", answered)
        for index in range(bisect_right(turns.ends, after), len(turns)):
            if found := self._words(turns[index]).first(edge, after):
                return found
        return None

    def last(self, unit: Unit, edge: Edge, before: int, *, answered: bool = False) -> Span | None:
        """The last unit that starts, or ends, before an offset."""
        if unit != "word":
            return self._units(unit, answered).last(edge, before)
        turns = self._units("turn", answered)
        for index in reversed(range(bisect_left(turns.starts, before))):
            if found := self._words(turns[index]).last(edge, before):
                return found
        return None
