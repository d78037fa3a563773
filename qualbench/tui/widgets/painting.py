"""How one line of a transcript looks: its margin, its words, the names of its codings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from qualbench.model import Span, Turn
from qualbench.tui.selection import Selection
from qualbench.tui.talk import Units
from qualbench.tui.widgets.cells import cut, shown, width_of
from qualbench.tui.widgets.lanes import LANES, Margin, Mark, stripe
from qualbench.tui.widgets.lines import Layout, Line

TONES = 6
_READ = 60  # cells: in less, lines of words are short to read beside names
_MEASURE = 96  # cells: longer lines are hard to follow from one to the next
_NAMES = range(18, 43)  # cells: in less, names of codings would not be read; none needs more


@dataclass(frozen=True, slots=True)
class Columns:
    """The width of a view in cells, shared out: lanes of the margin, words, names of codings."""

    lanes: int
    words: int
    names: int

    @property
    def gutter(self) -> int:
        """The pointer, the lanes, a sign for more, and a space."""
        return self.lanes + 3


def columns(width: int) -> Columns:
    """Names of codings have a column of their own where the words leave room for it."""
    lanes = LANES if width >= 90 else LANES // 2
    words = max(8, width - lanes - 4)  # the last cell keeps words off the scroll bar
    if words < _READ + _NAMES.start:
        return Columns(lanes, words, 0)
    names = min(words - _READ, _NAMES.stop)
    return Columns(lanes, min(words - names, _MEASURE), names - 2)


@dataclass(frozen=True, slots=True)
class Painter:
    """All that a line's look depends on."""

    turns: tuple[Turn, ...]
    layout: Layout
    columns: Columns
    margin: Margin
    chosen: Mapping[str, Mark]
    matches: Units
    selection: Selection
    style: Callable[[str], Style]
    base: Style

    def strip(self, row: int, width: int) -> Strip:
        """The line of a row, as wide as the view."""
        line = self.layout[row]
        segments = [*self._margin(line), *self._words(line)]
        if self.columns.names and line.kind == "words":
            segments += self._names(line)
        return Strip(segments).simplify().adjust_cell_length(width, self.base)

    # The margin

    def _margin(self, line: Line) -> Iterator[Segment]:
        yield self._pointer(line)
        at = _ground(line)
        lanes = [Segment(" ", self.base)] * self.columns.lanes
        for number, mark in self.margin.over(at, self.columns.lanes):
            if line.kind == "words" or mark.span.start < at.start:
                chosen = mark.id in self.chosen
                look = stripe(mark, at, chosen)
                other = lanes[number].text != " " and not chosen
                lanes[number] = Segment("╏" if other else look, self._tone(mark))
        yield from lanes
        yield self._more(line, at)

    def _more(self, line: Line, at: Span) -> Segment:
        """What the lanes have no room for: the stripe that stands out, or a sign that more run."""
        for mark in self.chosen.values():
            beyond = self.margin.lane_of.get(mark.id, -1) not in range(self.columns.lanes)
            if beyond and mark.span.overlaps(at):
                return Segment(stripe(mark, at, chosen=True) + " ", self._tone(mark))
        crowded = line.kind == "words" and self.margin.is_crowded(at, self.columns.lanes)
        return Segment("+ " if crowded else "  ", self.base + self.style("more"))

    def _pointer(self, line: Line) -> Segment:
        """Which lines are selected, and which have what was searched for."""
        selected, at = self.selection.span, _ground(line)
        if selected.overlaps(at) and (line.kind == "words" or selected.start < at.start):
            begins = line.kind == "words" and at.start <= selected.start
            return Segment("▶" if begins else "▌", self.base + self.style("pointer"))
        if line.kind == "words" and any(self.matches.over(at)):
            return Segment("/", self.base + self.style("found"))
        return Segment(" ", self.base)

    def _tone(self, mark: Mark) -> Style:
        style = self.base + self.style(f"tone-{mark.tone % TONES}")
        return style + self.style("stands-out") if mark.id in self.chosen else style

    # The words

    def _words(self, line: Line) -> Iterator[Segment]:
        if line.kind == "speaker":
            turn = self.turns[line.turn or 0]
            said = set_cell_size(shown(speaker(turn)), min(self.columns.words, _room(turn)))
            yield Segment(said, self.base + self.style(_whose(turn) + "-name"))
        elif line.kind == "words":
            for piece in cut(self.selection.talk.text, line.span, self._edges(line.span)):
                yield Segment(shown(piece.of(self.selection.talk.text)), self._look(piece, line))

    def _edges(self, line: Span) -> set[int]:
        """Wherever the look of the words changes."""
        spans = [self.selection.span, *(mark.span for mark in self.chosen.values())]
        spans += [*self.margin.covered.over(line), *self.matches.over(line)]
        return {edge for span in spans for edge in (span.start, span.end)}

    def _look(self, piece: Span, line: Line) -> Style:
        asks = line.turn is None or self.turns[line.turn].interviewer
        style = self.base + self.style("interviewer" if asks else "respondent")
        if any(self.margin.covered.over(piece)):
            style += self.style("coded")
        if any(mark.span.overlaps(piece) for mark in self.chosen.values()):
            style += self.style("stands-out")
        if any(self.matches.over(piece)):
            style += self.style("found")
        if not self.selection.span.overlaps(piece):
            return style
        words = self.selection.free or self.selection.unit == "word"
        return style + self.style("selected-words" if words else "selected")

    # The names

    def _names(self, line: Line) -> Iterator[Segment]:
        """What is coded from this line on; too long for their column they begin before it."""
        begun = [
            (f"  {shown(mark.label)}", mark)
            for _, mark in self.margin.over(line.span, self.columns.lanes)
            if mark.span.start >= line.span.start
        ]
        if not begun:
            return
        free = self.columns.words - width_of(line.span.of(self.selection.talk.text))
        room, wanted = self.columns.names + 2, sum(width_of(name) for name, _ in begun)
        borrowed = min(free, max(0, wanted - room))
        yield Segment(" " * (free - borrowed), self.base)
        room += borrowed
        for name, mark in begun:
            if room < 5:
                return
            said = name if width_of(name) <= room else set_cell_size(name, room - 1) + "…"
            room -= width_of(said)
            yield Segment(said, self._tone(mark))


def speaker(turn: Turn) -> str:
    """Who speaks, and when: ``Counselor  1:02:03``."""
    name = turn.speaker or ("Interviewer" if turn.interviewer else "Speaker not named")
    return f"{name}  {clock(turn.time)}" if turn.time is not None else name


def clock(seconds: float) -> str:
    """``0:07``, ``1:02:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _room(turn: Turn) -> int:
    return width_of(speaker(turn))


def _whose(turn: Turn) -> str:
    return "interviewer" if turn.interviewer else "respondent"


def _ground(line: Line) -> Span:
    """What a line covers; a gap or a speaker's line the one place where it stands."""
    return line.span or Span(line.span.start, line.span.start + 1)
