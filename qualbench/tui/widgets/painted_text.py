"""The text with its margin, of which only what is seen is drawn, and that keeps its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from qualbench.model import Span, Turn
from qualbench.tui.selection import Selection
from qualbench.tui.talk import Talk, Units, merged
from qualbench.tui.widgets.lanes import Mark, changed, margin
from qualbench.tui.widgets.lines import Layout, lay_out
from qualbench.tui.widgets.painting import TONES, Columns, Painter, columns

_KEPT = 500  # lines that stay drawn


class PaintedText(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows what is selected and coded, by signs as well as by colour."""

    ALLOW_SELECT = False  # by Textual's own means: it knows neither words nor turns
    COMPONENT_CLASSES = {
        "transcript--interviewer-name",
        "transcript--respondent-name",
        "transcript--interviewer",
        "transcript--respondent",
        "transcript--pointer",
        "transcript--selected",
        "transcript--selected-words",
        "transcript--coded",
        "transcript--stands-out",
        "transcript--found",
        "transcript--more",
        *(f"transcript--tone-{tone}" for tone in range(TONES)),
    }
    DEFAULT_CSS = """
    PaintedText {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .transcript--interviewer-name { color: $text-muted; }
        & > .transcript--respondent-name { color: $text-accent; text-style: bold; }
        & > .transcript--interviewer { color: $text-muted; }
        & > .transcript--pointer { color: $text-primary; text-style: bold; }
        & > .transcript--selected {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
        }
        &:focus > .transcript--selected { color: $foreground; background: $primary 45%; }
        &:nocolor > .transcript--selected { text-style: reverse; }
        & > .transcript--selected-words { text-style: reverse; }
        & > .transcript--coded { text-style: underline; }
        & > .transcript--stands-out { text-style: bold; }
        & > .transcript--found { color: $text-warning; text-style: bold; }
        & > .transcript--more { color: $text-warning; }
        & > .transcript--tone-0 { color: $text-accent; }
        & > .transcript--tone-1 { color: $text-success; }
        & > .transcript--tone-2 { color: $text-primary; }
        & > .transcript--tone-3 { color: $text-warning; }
        & > .transcript--tone-4 { color: $text-secondary; }
        & > .transcript--tone-5 { color: $text-error; }
    }
    """

    def __init__(
        self, text: str, turns: Sequence[Turn], sentences: Sequence[Span], id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._text = text
        self._turns = tuple(turns)
        self._selection = Selection.on(text, self._turns, sentences)
        self._layout = Layout()
        self._columns: Columns = columns(80)
        self._margin = margin(())
        self._chosen: dict[str, Mark] = {}
        self._matches = Units(())
        self._strips: dict[int, Strip] = {}
        self._looks: dict[str, Style] = {}
        self._painter: Painter | None = None

    # What others ask

    @property
    def selection(self) -> Selection:
        return self._selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        self._show(selection)
        self._reveal()

    def go_to(self, span: Span) -> None:
        """Select a span and bring it into view."""
        self.selection = self._selection.chosen(span)

    def know(self, sentences: Sequence[Span]) -> None:
        """Sentences have become known; what is selected stays."""
        talk = Talk(self._text, self._turns, sentences)
        self._selection = replace(self._selection, talk=talk, fell_back=False)
        self._painter = None

    def show(self, marks: Sequence[Mark]) -> None:
        """Show these codings: only lines where something is different are drawn anew."""
        before, self._margin = self._margin, margin(marks, self._margin)
        self._chosen = {mark.id: mark for mark in marks if mark.chosen}
        self._touch(changed(before, self._margin))

    def choose(self, mark_id: str) -> None:
        """Let one of the marks shown stand out, or none where none has this id."""
        mark = self._margin.marks.get(mark_id)
        before, self._chosen = self._chosen, {mark_id: mark} if mark else {}
        if before.keys() != self._chosen.keys():
            self._touch([mark.span for mark in (before | self._chosen).values()])

    def show_matches(self, spans: Sequence[Span]) -> None:
        """Show what was searched for; nothing takes it away again."""
        self._matches = Units((span.start, span.end) for span in merged(spans))
        self._painter = None
        self._strips.clear()
        self.refresh()

    # Where it is

    def _show(self, selection: Selection) -> None:
        before, self._selection = self._selection, selection
        if before.span != selection.span:
            self._touch([before.span, selection.span])

    def _reveal(self) -> None:
        """Bring what is selected, or the end that moves, into view; the question with it."""
        if not self._layout:
            return
        rows, height = self._wanted(), self.size.height
        top = self.scroll_offset.y
        if rows.start > top + 2 * height or rows.stop < top - height:
            top = rows.start - max(0, height - len(rows)) // 3
        else:
            top = max(top, rows.stop - height)
            top = min(top, rows.start)
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def _wanted(self) -> range:
        """The lines to be seen."""
        selection, layout, height = self._selection, self._layout, self.size.height
        if selection.free:
            head = layout.row_of(max(0, selection.head - selection.at_end))
            return range(head - 2, head + 3)
        rows = layout.rows_of(selection.span)
        turn = layout[rows.start].turn or 0
        tops = (max(0, turn - 1), turn) if selection.unit == "turn" else ()
        for start in (*(layout.top_of(turn) for turn in tops), rows.start - 1):
            if rows.stop + 1 - start <= height:
                return range(start, rows.stop + 1)
        return range(max(0, rows.start - 1), rows.start - 1 + height)

    def watch_scroll_y(self, before: float, after: float) -> None:
        """The bar is painted where its picture changes: all of it would take longer than a line."""
        bar = self.vertical_scrollbar
        ends = sorted((self._eighth(bar.position), self._eighth(after)))
        if ends[0] != ends[1]:
            bar.set_reactive(ScrollBar.position, after)
            top, bottom = ends[0] // 8, ends[1] // 8 + ceil(self._thumb) + 1
            bar.refresh(Region(0, top, bar.size.width, bottom - top))
        if round(before) != round(after):
            self.refresh(self.size.region)
            self.call_after_refresh(self._draw_ahead, 1 if after > before else -1)

    @property
    def _thumb(self) -> float:
        """How long the bar's thumb is, in cells."""
        return max(1, self.size.height**2 / max(1, self.virtual_size.height))

    def _eighth(self, top: float) -> int:
        """Where the bar's thumb begins, in eighths of a cell: it cannot be painted more finely."""
        height, lines = self.size.height, self.virtual_size.height
        return int(8 * (height - self._thumb) * top / max(1, lines - height))

    def on_resize(self, event: events.Resize) -> None:
        """What is selected stays where it is on the screen."""
        known, on_screen = len(self._layout), self._layout_row() - self.scroll_offset.y
        width = event.size.width - self.scrollbar_size_vertical
        if not known or width != self.virtual_size.width:
            self._lay_out(width)
        if known and 0 <= on_screen < event.size.height:
            self.scroll_to(y=self._layout_row() - on_screen, animate=False, force=True)
        self._reveal()

    def _lay_out(self, width: int) -> None:
        self._columns = columns(width)
        self._layout = lay_out(self._text, self._turns, self._columns.words)
        self._strips.clear()
        self._painter = None
        self.virtual_size = Size(width, len(self._layout))

    def _layout_row(self) -> int:
        return self._layout.row_of(self._selection.span.start) if self._layout else 0

    # What is drawn

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()
        self._painter = None

    def _touch(self, spans: Sequence[Span]) -> None:
        """Draw the lines of these spans anew, as far as they are seen."""
        self._painter = None
        if not self._layout:
            return
        top = self.scroll_offset.y
        for span in spans:
            rows = self._layout.rows_of(span)
            first, last = max(0, rows.start - 1), rows.stop
            if len(self._strips) < last - first:
                self._strips = {n: s for n, s in self._strips.items() if not first <= n <= last}
            else:
                for row in range(first, last + 1):
                    self._strips.pop(row, None)
            above, below = max(first, top), min(last + 1, top + self.size.height)
            if above < below:
                self.refresh(Region(0, above - top, self.size.width, below - above))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines just as they are drawn, with no border for Textual to lay around them.

        It would make them anew for every painting, and what a line remembers of how it is cut
        and written to the terminal would be lost.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span == (0, self.region.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        if row >= len(self._layout):
            return self._filtered(Strip.blank(self.size.width, self.rich_style))
        return self._drawn(row)

    def _draw_ahead(self, step: int) -> None:
        """The next page that way, while nobody waits for it."""
        top, height = round(self.scroll_offset.y), self.size.height
        first = top + height * step
        for row in range(max(0, first), min(first + height, len(self._layout))):
            self._drawn(row)

    def _drawn(self, row: int) -> Strip:
        if row not in self._strips:
            if len(self._strips) >= _KEPT:
                del self._strips[next(iter(self._strips))]
            self._strips[row] = self._filtered(self._paint().strip(row, self.size.width))
        return self._strips[row]

    def _filtered(self, strip: Strip) -> Strip:
        """As the terminal can show it, without colour for one."""
        for means in self.get_line_filters():
            strip = strip.apply_filter(means, self.background_colors[1])
        return strip

    def _paint(self) -> Painter:
        """How lines look now, until something changes."""
        if self._painter is None:
            self._painter = Painter(
                self._turns,
                self._layout,
                self._columns,
                self._margin,
                self._chosen,
                self._matches,
                self._selection,
                self._look,
                self.rich_style,
            )
        return self._painter

    def _look(self, name: str) -> Style:
        """A component's own part of a style, its colours as they look on the background."""
        if name not in self._looks:
            of = f"transcript--{name}"
            rules, seen = self.get_component_styles(of), self.get_component_rich_style(of)
            self._looks[name] = self.get_component_rich_style(of, partial=True) + Style(
                color=seen.color if rules.has_rule("color") else None,
                bgcolor=seen.bgcolor if rules.has_rule("background") else None,
            )
        return self._looks[name]
