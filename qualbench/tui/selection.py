"""What is selected in a transcript, and the steps from there: a unit, or a free span."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from qualbench.model import Span, Turn
from qualbench.tui.talk import Talk, Unit, Units, merged

Trail = tuple[int, str, int, "Trail"] | tuple[()]
End = Literal["start", "end"]

_NOTHING = Span(0, 0)
UNITS: tuple[Unit, ...] = ("word", "sentence", "turn")


@dataclass(frozen=True, slots=True)
class Selection:
    """``span`` is selected; ``unit`` is what the next step takes.

    A free span lies between what stays, ``anchor``, and the moving end, ``head``; where ``head``
    passes the anchor it becomes the other end. ``extending`` says that steps move it.
    ``fell_back`` says that a sentence was asked for and a turn taken, for want of sentences.
    ``trail`` holds the steps of the moving end, so that the opposite step undoes each exactly.
    """

    talk: Talk
    span: Span = _NOTHING
    unit: Unit = "turn"
    place: int = 0
    anchor: Span | None = None
    head: int = 0
    extending: bool = False
    fell_back: bool = False
    trail: Trail = field(default=(), compare=False, repr=False)

    @classmethod
    def on(cls, text: str, turns: Sequence[Turn], sentences: Sequence[Span]) -> Selection:
        """The first answer of a transcript."""
        return cls(Talk(text, turns, sentences)).first()

    # What it is

    @property
    def free(self) -> bool:
        """Whether it is a span of its own, and not a unit."""
        return self.anchor is not None

    @property
    def at_end(self) -> bool:
        """Whether the moving end of a free span is its end."""
        return self.anchor is None or self.head > self.anchor.start

    @property
    def _stays(self) -> Span:
        """The anchor; it may be empty, and is then the place that an edge moves away from."""
        return self.span if self.anchor is None else self.anchor

    @property
    def turn(self) -> Span:
        """The words of the turn in which it begins."""
        return self.talk.turn(self.span.start)

    @property
    def answers(self) -> tuple[Span, ...]:
        """The words of respondents' turns; of all turns where nobody answers."""
        return tuple(self.talk.answers)

    @property
    def where(self) -> str:
        """For people: ``turn 3 of 41``, ``word in turn 3 of 41``, ``turns 3 to 4 of 41``."""
        ends = (self.span.start, max(self.span.start, self.span.end - 1))
        turns = self.talk.turns
        first, last = (bisect_right(turns, at, key=lambda turn: turn.start) for at in ends)
        if last > first:
            return f"turns {first} to {last} of {len(turns)}"
        what = "words" if self.free else self.unit
        return f"{'' if what == 'turn' else f'{what} in '}turn {first} of {len(turns)}"

    # Units

    def first(self) -> Selection:
        """The first unit of an answer."""
        return self._on(self.talk.first(self.unit, "starts", -1, answered=True))

    def last(self) -> Selection:
        """The last unit of an answer."""
        beyond = len(self.talk.text) + 1
        return self._on(self.talk.last(self.unit, "starts", beyond, answered=True))

    def moved(self, unit: Unit, step: int) -> Selection:
        """On to the next unit that a respondent says, or back; the same at either end.

        From a larger unit to a smaller one: its first, or back its last. From a smaller one to a
        larger: past the one around. From a free span: on from its end, or back from its start.
        """
        known = self._known(unit)
        at = known._further() if step > 0 else known._back()
        return known._on(at) if at else replace(known, unit=self.unit)

    def _further(self) -> Span | None:
        talk, here = self.talk, self.span
        if self.free:
            return talk.first(self.unit, "starts", here.end - 1, answered=True)
        inside = talk.first(self.unit, "starts", here.start - 1, answered=True)
        if inside and inside != here and inside.end <= here.end:
            return inside
        return talk.first(self.unit, "starts", here.start, answered=True)

    def _back(self) -> Span | None:
        talk, here = self.talk, self.span
        inside = talk.last(self.unit, "ends", here.end + 1, answered=True)
        if not self.free and inside and inside != here and inside.start >= here.start:
            return inside
        around = talk.unit_at(self.unit, here.start)
        before = min(around.start, here.start) if around.overlaps(here) else here.start
        return talk.last(self.unit, "starts", before, answered=True)

    def grown(self) -> Selection:
        """From word to sentence to turn, and round again to the word at the same place.

        While a free span is extended, only what the next step takes.
        """
        after = UNITS[(UNITS.index(self.unit) + 1) % len(UNITS)]
        known = self._known(after)
        if self.extending:
            return known
        return replace(known._on(self.talk.unit_at(known.unit, self.place)), place=self.place)

    def pointed(self, offset: int, unit: Unit | None = None) -> Selection:
        """The unit at a character, whoever says it, or the one before it."""
        known = self._known(unit or self.unit)
        return replace(known._on(self.talk.unit_at(known.unit, offset)), place=offset)

    def chosen(self, span: Span) -> Selection:
        """Exactly this span: as a unit if it is one, else free."""
        for unit in (self.unit, *reversed(UNITS)):
            if self.talk.unit_at(unit, span.start) == span:
                return replace(self, unit=unit)._on(span)
        return replace(self._on(span), anchor=span, head=span.end)

    def _known(self, unit: Unit) -> Selection:
        """With the unit that is asked for, or turns where sentences are not known."""
        without = unit == "sentence" and not self.talk.sentences
        return replace(self, unit="turn" if without else unit, fell_back=without)

    def _on(self, span: Span | None) -> Selection:
        """A unit and no free span; the same selection where there is none."""
        if span is None:
            return self
        place = span.start
        return replace(self, span=span, place=place, anchor=None, extending=False, trail=())

    # Free spans

    def anchored(self) -> Selection:
        """Begin a free span with what is selected: steps move its end from now on."""
        return replace(self._held(), extending=True)

    def _held(self) -> Selection:
        if self.free:
            return self
        return replace(self, anchor=self.span, head=self.span.end, trail=())

    def edged(self, span: Span, end: End) -> Selection:
        """A free span of which one end moves, by words at first."""
        stays, head = (span.start, span.end) if end == "end" else (span.end, span.start)
        point = Span(stays, stays)
        on = replace(self, span=span, unit="word", place=span.start, anchor=point, head=head)
        return replace(on, extending=True, trail=())

    def swapped(self) -> Selection:
        """The same span, its other end moving."""
        if not self.free:
            return self
        edged = self.edged(self.span, "start" if self.at_end else "end")
        return replace(edged, unit=self.unit, place=self.place, extending=self.extending)

    def ended(self) -> Selection:
        """The same span, no longer extended by steps."""
        if self.anchor == self.span:
            return self.pointed(self.place)
        return replace(self, extending=False, trail=())

    def left(self) -> Selection:
        """The unit where the free span was begun."""
        return self.pointed(self.place)

    def to(self, offset: int) -> Selection:
        """The moving end at a character; the same where nothing would be left."""
        held = self._held()
        return replace(held._headed(offset), trail=()) if held._spans(offset) else self

    def toward(self, at: Span) -> Selection:
        """The moving end so far that it takes in ``at`` as well."""
        return self.to(at.end if at.start >= self._held()._stays.start else at.start)

    def extended(self, unit: Unit, step: int) -> Selection:
        """The moving end one unit on, or back, whoever says it."""
        held = self._held()._known(unit)
        if back := held._undone(unit, step):
            return back
        head = held._step_on() if step > 0 else held._step_back()
        return held._stepped(head, unit, step)

    def lined(self, offset: int, step: int) -> Selection:
        """The moving end a line down, or up, to the character that a layout has there."""
        held = self._held()
        return held._undone("line", step) or held._stepped(offset, "line", step)

    def _undone(self, unit: str, step: int) -> Selection | None:
        """Back by the step that led here, if this is its opposite."""
        match self.trail:
            case (head, before, taken, rest) if (before, taken) == (unit, -step):
                return replace(self._headed(head), trail=rest)
        return None

    def _stepped(self, head: int | None, unit: str, step: int) -> Selection:
        if head is None or head == self.head or not self._spans(head):
            return self
        return replace(self._headed(head), trail=(self.head, unit, step, self.trail))

    def _step_on(self) -> int | None:
        talk, anchor = self.talk, self._stays
        if self.at_end:
            over = talk.first(self.unit, "ends", self.head)
            return over.end if over else None
        start = talk.first(self.unit, "starts", self.head)
        if start and start.start < anchor.start:
            return start.start
        over = talk.first(self.unit, "ends", anchor.start)
        return anchor.end if anchor else over.end if over else None

    def _step_back(self) -> int | None:
        talk, anchor = self.talk, self._stays
        if self.at_end:
            end = talk.last(self.unit, "ends", self.head)
            if end and end.end > anchor.start:
                return end.end
            start = talk.last(self.unit, "starts", anchor.start)
        else:
            start = talk.last(self.unit, "starts", self.head)
        return start.start if start else None

    def _headed(self, head: int) -> Selection:
        return replace(self, head=head, span=self._between(head))

    def _spans(self, head: int) -> bool:
        return len(self._between(head)) > 0

    def _between(self, head: int) -> Span:
        anchor = self._stays
        if head > anchor.start:
            return Span(anchor.start, head)
        return Span(head, anchor.end)

    # What is left to code

    def next_outside(self, coded: Sequence[Span]) -> Selection | None:
        """The next answer below that none of these spans touches."""
        answers = self.talk.answers
        covered = Units((span.start, span.end) for span in merged(coded))
        for index in range(bisect_right(answers.starts, self.span.start), len(answers)):
            if not any(covered.over(answers[index])):
                return replace(self, unit="turn")._on(answers[index])
        return None
