"""The transcript with its margin: read, select by keys and mouse; only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from qualbench.model import Span, Turn
from qualbench.tui.selection import Selection
from qualbench.tui.talk import Talk, Unit, Units, merged
from qualbench.tui.widgets.cells import cell_at, grapheme_at, width_of
from qualbench.tui.widgets.lanes import Mark, changed, margin
from qualbench.tui.widgets.lines import Layout, lay_out
from qualbench.tui.widgets.painting import TONES, Columns, Painter, columns

By = Literal["keys", "mouse"]

_KEPT = 500  # lines that stay drawn
_BACK = "Back to the {} before"


class TranscriptView(ScrollView, can_focus=True, inherit_bindings=False):
    """Owns what is selected. What is selected and coded is told by signs as well as by colour.

    Only what a person does here posts ``Selected``; ``go_to`` and ``selection =`` do not.
    """

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
    TranscriptView {
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
        & > .transcript--stands-out { text-style: bold italic; }
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

    BINDINGS = [
        Binding("j,down", "move(1)", "Move", id="text.next", tooltip="On by one"),
        Binding("k,up", "move(-1)", _BACK.format("one"), id="text.previous", show=False),
        Binding("l,right,w", "step('word', 1)", "Next word", id="text.next_word", show=False),
        Binding("h,left,b", "step('word', -1)", "Word before", id="text.previous_word", show=False),
        Binding(")", "step('sentence', 1)", "Next sentence", id="text.next_sentence", show=False),
        Binding(
            "(", "step('sentence', -1)", "Sentence before", id="text.previous_sentence", show=False
        ),
        Binding("}", "step('turn', 1)", "Next turn", id="text.next_turn", show=False),
        Binding("{", "step('turn', -1)", "Turn before", id="text.previous_turn", show=False),
        Binding("s", "grow", "Unit", id="text.grow", tooltip="Select by word, sentence or turn"),
        Binding("v", "free", "Begin or end a free span", id="text.free", show=False),
        Binding("o", "swap", "Move the other end", id="text.other_end", show=False),
        Binding("shift+right", "extend(1)", "Extend by a word", id="text.extend_word", show=False),
        Binding(
            "shift+left",
            "extend(-1)",
            "Extend back by a word",
            id="text.extend_word_back",
            show=False,
        ),
        Binding(
            "shift+down", "extend_line(1)", "Extend by a line", id="text.extend_line", show=False
        ),
        Binding(
            "shift+up",
            "extend_line(-1)",
            "Extend back by a line",
            id="text.extend_line_back",
            show=False,
        ),
        Binding("home,g", "first", "To the beginning", id="text.first", show=False),
        Binding("end,G", "last", "To the end", id="text.last", show=False),
        Binding("pagedown", "page(1)", "Page down", id="text.page_down", show=False),
        Binding("pageup", "page(-1)", "Page up", id="text.page_up", show=False),
        Binding("ctrl+c", "copy", "Copy what is selected", id="text.copy", show=False),
        Binding("e", "swap_edges", "Move the other edge", id="text.other_edge", show=False),
        Binding("enter", "set_edges", "Set the edges", id="text.set_edges"),
        Binding("escape", "leave", "Leave the free span", id="text.leave", show=False),
    ]

    class Selected(Message):
        """Something else is selected; ``finished`` is False while the mouse drags."""

        def __init__(self, span: Span, by: By, finished: bool) -> None:
            super().__init__()
            self.span = span
            self.by = by
            self.finished = finished

    class EdgesSet(Message):
        """The edges that were moved are where they shall be."""

        def __init__(self, span: Span) -> None:
            super().__init__()
            self.span = span

    class EdgesLeft(Message):
        """The edges stay where they were."""

    class Copied(Message):
        """What is selected went to the clipboard."""

        def __init__(self, span: Span) -> None:
            super().__init__()
            self.span = span

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
        self._before_edges: Selection | None = None
        self._column: int | None = None
        self._pressed: Span | None = None
        self._dragging: Timer | None = None
        self._dragged = False
        self._pointer = Offset()
        self._strips: dict[int, Strip] = {}
        self._looks: dict[str, Style] = {}
        self._painter: Painter | None = None

    # What others ask and say

    @property
    def selection(self) -> Selection:
        return self._selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        self._show(selection)
        self._reveal()

    @property
    def moving_edges(self) -> bool:
        """Whether the edges of a coding are being moved."""
        return self._before_edges is not None

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

    def edges(self, span: Span) -> None:
        """Move the end of a coding, then its beginning if asked, until they are set or left."""
        if self._before_edges is None:
            self._before_edges = self._selection
        self.selection = self._selection.edged(span, "end")
        self.refresh_bindings()

    # What is selected

    def _take(self, selection: Selection, by: By = "keys", finished: bool = True) -> None:
        """What a person has selected."""
        before = self._selection
        self._show(selection)
        if selection.span != before.span or (selection.unit, selection.free) != (
            before.unit,
            before.free,
        ):
            self.post_message(self.Selected(selection.span, by, finished))
        if selection.extending != before.extending or selection.free != before.free:
            self.refresh_bindings()

    def _show(self, selection: Selection) -> None:
        before, self._selection = self._selection, selection
        if before.span != selection.span:
            self._touch([before.span, selection.span])

    def _moved(self, selection: Selection) -> None:
        self._column = None
        self._take(selection)
        self._reveal()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Some keys are the text's only while a free span, or edges, are there to be moved."""
        if action in ("swap_edges", "set_edges"):
            return self.moving_edges
        if action == "swap":
            return self._selection.extending
        return action != "leave" or self._selection.free

    def action_move(self, step: int) -> None:
        """On by one unit; by words a line down or up, as the eye goes."""
        if self._selection.unit == "word":
            self._move_line(step)
        elif self._selection.extending:
            self._moved(self._selection.extended(self._selection.unit, step))
        else:
            self._moved(self._selection.moved(self._selection.unit, step))

    def action_step(self, unit: Unit, step: int) -> None:
        selection = self._selection
        by = selection.extended if selection.extending else selection.moved
        self._moved(by(unit, step))

    def action_grow(self) -> None:
        self._moved(self._selection.grown())

    def action_free(self) -> None:
        if not self.moving_edges:
            selection = self._selection
            self._moved(selection.ended() if selection.extending else selection.anchored())

    def action_swap(self) -> None:
        self._moved(self._selection.swapped())

    def action_swap_edges(self) -> None:
        self.action_swap()

    def action_extend(self, step: int) -> None:
        self._moved(self._selection.extended("word", step))

    def action_extend_line(self, step: int) -> None:
        self._extend_line(step)

    def action_first(self) -> None:
        self._to_end(self._selection.first(), 0)

    def action_last(self) -> None:
        self._to_end(self._selection.last(), self._selection.last().span.end)

    def _to_end(self, selection: Selection, offset: int) -> None:
        if self._selection.extending:
            selection = self._selection.to(selection.span.start if offset == 0 else offset)
        self._moved(selection)

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._selection.span.of(self._text))
        self.post_message(self.Copied(self._selection.span))

    def action_set_edges(self) -> None:
        span = self._selection.span
        self._leave_edges(self._selection.chosen(span))
        self.post_message(self.EdgesSet(span))

    def action_leave(self) -> None:
        if self._before_edges is None:
            self._moved(self._selection.left())
            return
        self._leave_edges(self._before_edges)
        self.post_message(self.EdgesLeft())

    def _leave_edges(self, selection: Selection) -> None:
        self._before_edges = None
        self.selection = selection
        self.refresh_bindings()

    # Lines and pages

    def _move_line(self, step: int) -> None:
        if self._selection.extending:
            self._extend_line(step)
            return
        row, column = self._row_and_column(self._selection.span.start)
        offset = self._offset(self._answered_row(row + step, step), column)
        talk = self._selection.talk
        word = (
            talk.first("word", "ends", offset, answered=True)
            if step > 0
            else talk.last("word", "starts", offset + 1, answered=True)
        )
        self._take(self._selection.pointed(word.start) if word else self._selection)
        self._column = column
        self._reveal()

    def _extend_line(self, step: int) -> None:
        selection = self._selection
        end = selection.at_end
        head = selection.head if selection.free else selection.span.end
        row, column = self._row_and_column(max(0, head - 1) if end else head)
        if self._column is None:
            column += end
        to = (
            self._layout.next_words(row + step, step)
            if 0 <= row + step < len(self._layout)
            else row
        )
        self._take(selection.lined(self._caret(to, column), step))
        self._column = column
        self._reveal()

    def _row_and_column(self, offset: int) -> tuple[int, int]:
        """The line of a character, and the cell to keep to from line to line."""
        row = self._layout.row_of(offset)
        cell = cell_at(self._text, self._layout[row].span, offset)
        return row, cell if self._column is None else self._column

    def _answered_row(self, row: int, step: int) -> int:
        """The line nearest to a row, on or back, that a respondent says."""
        row = self._layout.next_words(min(max(row, 0), len(self._layout) - 1), step)
        start = self._layout[row].span.start
        talk = self._selection.talk
        if talk.is_answer(start):
            return row
        if step > 0:
            turn = talk.first("turn", "starts", start, answered=True)
            return self._layout.row_of(turn.start) if turn else row
        turn = talk.last("turn", "starts", start, answered=True)
        return self._layout.row_of(turn.end - 1) if turn else row

    def _offset(self, row: int, column: int) -> int:
        return grapheme_at(self._text, self._layout[row].span, column).start

    def _caret(self, row: int, column: int) -> int:
        """The place between two characters at a cell; the end of the line beyond it."""
        span = self._layout[row].span
        return span.end if column >= width_of(span.of(self._text)) else self._offset(row, column)

    def action_page(self, step: int) -> None:
        """A page on or back, the selection with it; within a longer turn only the page."""
        top, page = self.scroll_offset.y, max(1, self.size.height - 2)
        row = self._layout.row_of(self._selection.span.start)
        row = min(max(row, top), top + page) + step * page
        row = self._answered_row(row, step)
        offset = self._layout[row].span.start
        selection = self._selection
        if selection.extending:
            self._take(selection.to(self._layout[row].span.end if step > 0 else offset))
        else:
            self._take(selection.pointed(offset))
        self.scroll_to(y=top + step * page, animate=False, force=True)
        if selection.span != self._selection.span:
            self._reveal()

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

    def on_resize(self, event: events.Resize) -> None:
        """Lay the lines out anew; what is selected stays where it is on the screen."""
        width = event.size.width - self.scrollbar_size_vertical
        known, row = len(self._layout), self._layout_row()
        on_screen = row - self.scroll_offset.y
        self._columns = columns(width)
        self._layout = lay_out(self._text, self._turns, self._columns.words)
        self._strips.clear()
        self._painter = None
        self.virtual_size = Size(width, len(self._layout))
        if known and 0 <= on_screen < event.size.height:
            self.scroll_to(y=self._layout_row() - on_screen, animate=False, force=True)
        self._reveal()

    def _layout_row(self) -> int:
        return self._layout.row_of(self._selection.span.start) if self._layout else 0

    # The mouse

    def _under(self, at: Offset) -> Span:
        """The character under the pointer, or the nearest to it."""
        row = min(max(0, at.y + self.scroll_offset.y), len(self._layout) - 1)
        line = self._layout[row]
        if line.kind == "speaker":
            return self._under_words(self._layout.next_words(row, 1), 0)
        row = self._layout.next_words(row, -1)
        cell = at.x - self._columns.gutter if line.kind == "words" else 1 << 20
        return self._under_words(row, cell)

    def _under_words(self, row: int, cell: int) -> Span:
        return grapheme_at(self._text, self._layout[row].span, cell)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1 or not self._layout:
            return
        self._pointer = event.get_content_offset_capture(self)
        self._pressed = self._under(self._pointer)
        self._dragged = event.shift or self._selection.extending
        self.capture_mouse()
        if self._dragged:
            self._drag()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed is None:
            return
        self._pointer = event.get_content_offset_capture(self)
        if not self._dragged and self._under(self._pointer) != self._pressed:
            self._dragged = True
            free = replace(self._selection, anchor=self._pressed, head=self._pressed.end)
            self._selection = replace(free, place=self._pressed.start)
        if self._dragged:
            self._drag()
            self._dragging = self._dragging or self.set_interval(0.05, self._drag_on)

    def _drag(self) -> None:
        """The moving end to the pointer; the character under it is selected too."""
        at, selection = self._under(self._pointer), self._selection
        stays = selection.anchor or selection.span
        to = at.end if at.start >= stays.start else at.start
        self._take(selection.to(to), "mouse", finished=False)

    def _drag_on(self) -> None:
        """Scroll while the pointer is held above or below the text."""
        over = self._pointer.y - (self.size.height - 1 if self._pointer.y > 0 else 0)
        if self._pointer.y < 0 or over > 0:
            y = self.scroll_offset.y + max(-3, min(over, 3))
            self.scroll_to(y=y, animate=False, force=True)
            self._drag()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._pressed = None
        self.release_mouse()
        if self._dragging:
            self._dragging.stop()
            self._dragging = None
        if self._dragged:
            self.post_message(self.Selected(self._selection.span, "mouse", True))

    def on_click(self, event: events.Click) -> None:
        """Once the unit, twice the word, three times the sentence."""
        at = event.get_content_offset(self)
        if self._dragged or at is None or not self._layout or event.button != 1:
            self._dragged = False
            return
        units: dict[int, Unit] = {1: self._selection.unit, 2: "word"}
        self._column = None
        self._take(
            self._selection.pointed(self._under(at).start, units.get(event.chain, "sentence")),
            "mouse",
        )

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

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        if row >= len(self._layout):
            return Strip.blank(self.size.width, self.rich_style)
        if row not in self._strips:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            self._strips[row] = self._paint().strip(row, self.size.width)
        return self._strips[row]

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
