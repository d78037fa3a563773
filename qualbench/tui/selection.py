"""What is selected in a transcript: a turn or a sentence, and the steps from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualbench.model import Span, Turn


@dataclass(frozen=True, slots=True)
class Selection:
    """The unit numbered ``at``, among the turns or, ``by_sentence``, among the sentences."""

    turns: tuple[Turn, ...]
    sentences: tuple[Span, ...]
    at: int = 0
    by_sentence: bool = False

    @property
    def units(self) -> tuple[Span, ...]:
        return self.sentences if self.by_sentence else tuple(turn.words for turn in self.turns)

    @property
    def span(self) -> Span:
        """The words selected; an empty span where the transcript has no unit."""
        return self.units[self.at] if self.at < len(self.units) else Span(0, 0)

    @property
    def turn(self) -> Span:
        """The words of the turn that is selected, or that holds the sentence."""
        holding = (turn.words for turn in self.turns if turn.words.overlaps(self.span))
        return next(holding, Span(0, 0))

    @property
    def answers(self) -> tuple[Span, ...]:
        """The turns of respondents."""
        return tuple(turn.words for turn in self.turns if not turn.interviewer)

    def first(self) -> Selection:
        """The first answer; the first turn where nobody answers."""
        return self.pointed(self.answers[0].start if self.answers else 0)

    def stepped(self, step: int) -> Selection:
        """One unit of a respondent further, or back; the same at either end."""
        at = self.at + step
        while 0 <= at < len(self.units) and not self._answers(self.units[at]):
            at += step
        return replace(self, at=at) if 0 <= at < len(self.units) else self

    def _answers(self, unit: Span) -> bool:
        return any(unit.overlaps(answer) for answer in self.answers)

    def pointed(self, offset: int) -> Selection:
        """The unit at a character, or the one before it."""
        starts = [unit.start for unit in self.units]
        return replace(self, at=max((n for n, s in enumerate(starts) if s <= offset), default=0))

    def switched(self) -> Selection:
        """By sentence where it was by turn, and the other way round, at the same place."""
        return replace(self, by_sentence=not self.by_sentence).pointed(self.span.start)

    def next_outside(self, coded: Sequence[Span]) -> Selection | None:
        """The next answer below that none of these spans touches."""
        below = (answer for answer in self.answers if answer.start > self.span.start)
        free = (a for a in below if not any(a.overlaps(span) for span in coded))
        found = next(free, None)
        return self.pointed(found.start) if found else None
