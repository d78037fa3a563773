"""The transcript with its margin: only the lines that are visible are ever rendered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualbench.model import Span, Turn
from qualbench.tui.widgets.lanes import Stripe, mark, stripes
from qualbench.tui.widgets.lines import Line, lay_out, line_at, offset_at, shown

LANES = 4
_GUTTER = LANES + 2


class TranscriptView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows text by turns; what is selected and coded is told by marks as well as by colour."""

    COMPONENT_CLASSES = {
        "transcript--speaker",
        "transcript--interviewer",
        "transcript--selected",
        "transcript--coded",
        "transcript--stripe",
    }

    BINDINGS = [
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("home", "scroll_home", "Beginning", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]

    class Pointed(Message):
        """Somebody clicked on a character of the text."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    def __init__(self, text: str, turns: Sequence[Turn], id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._turns = turns
        self._lines: tuple[Line, ...] = ()
        self._stripes: tuple[Stripe, ...] = ()
        self._selected = Span(0, 0)

    def show_codings(self, codings: Sequence[tuple[Span, str]]) -> None:
        """Draw the margin anew."""
        self._stripes = stripes(codings)
        self.refresh()

    def select(self, span: Span) -> None:
        """Mark a span and bring it into view."""
        self._selected = span
        self._bring_into_view()
        self.refresh()

    def _bring_into_view(self) -> None:
        if not self._lines:
            return
        first = line_at(self._lines, self._selected.start)
        last = line_at(self._lines, max(self._selected.start, self._selected.end - 1))
        asked = self._question_before(self._lines[first].turn)
        top = asked if last - asked + 2 <= self.size.height else max(0, first - 1)
        height = min(last - top + 2, self.size.height)
        self.scroll_to_region(Region(0, top, 1, height), animate=False, force=True)

    def _question_before(self, turn: int | None) -> int:
        """The line where the turn before begins: what is answered belongs to what is read."""
        before = max(0, (turn or 0) - 1)
        return next(n for n, line in enumerate(self._lines) if (line.turn or 0) >= before)

    def on_resize(self, event: events.Resize) -> None:
        width = event.size.width - self.scrollbar_size_vertical
        self._lines = lay_out(self._text, self._turns, max(8, width - _GUTTER))
        self.virtual_size = Size(width, len(self._lines))
        self._bring_into_view()

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        if not 0 <= row < len(self._lines):
            return
        line = self._lines[row]
        if line.kind == "speaker":
            self.post_message(self.Pointed(self._turns[line.turn or 0].body))
        else:
            self.post_message(self.Pointed(offset_at(self._text, line.span, event.x - _GUTTER)))

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        base = self.rich_style
        if row >= len(self._lines):
            return Strip.blank(self.size.width, base)
        line = self._lines[row]
        segments = [*self._margin(line, base), *self._words(line, base)]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"transcript--{name}")

    def _margin(self, line: Line, base: Style) -> list[Segment]:
        chosen = self._selected.overlaps(line.span) and line.kind == "words"
        lanes = [" "] * LANES
        for stripe in self._stripes:
            if line.kind == "words" and stripe.span.overlaps(line.span):
                lane = min(stripe.lane, LANES - 1)
                lanes[lane] = "╏" if lanes[lane] != " " else mark(stripe, line.span)
            elif stripe.span.start < line.span.start < stripe.span.end:
                lanes[min(stripe.lane, LANES - 1)] = "┃"
        style = self._style("selected") if chosen else base
        return [
            Segment("▶" if chosen else " ", style),
            Segment("".join(lanes), base + self._style("stripe")),
            Segment(" ", base),
        ]

    def _words(self, line: Line, base: Style) -> list[Segment]:
        if line.kind == "gap":
            return []
        if line.kind == "speaker":
            return [Segment(shown(self._speaker(line)), base + self._style("speaker"))]
        return [
            Segment(shown(piece.of(self._text)), self._style_of(piece, line, base))
            for piece in self._pieces(line.span)
        ]

    def _pieces(self, span: Span) -> list[Span]:
        """A line cut wherever a coding or the selection begins or ends."""
        edges = {span.start, span.end}
        for other in (self._selected, *(stripe.span for stripe in self._stripes)):
            edges |= {edge for edge in (other.start, other.end) if span.start < edge < span.end}
        cuts = sorted(edges)
        return [Span(start, end) for start, end in pairwise(cuts)]

    def _style_of(self, piece: Span, line: Line, base: Style) -> Style:
        style = base
        if line.turn is not None and self._turns[line.turn].interviewer:
            style += self._style("interviewer")
        if any(stripe.span.overlaps(piece) for stripe in self._stripes):
            style += self._style("coded")
        if self._selected.overlaps(piece):
            style += self._style("selected")
        return style

    def _speaker(self, line: Line) -> str:
        turn = self._turns[line.turn or 0]
        name = turn.speaker or ("Interviewer" if turn.interviewer else "Speaker not named")
        return f"{name}  {clock(turn.time)}" if turn.time is not None else name


def clock(seconds: float) -> str:
    """``0:07``, ``1:02:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
