"""The transcript in which people read and select by keys and mouse."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message

from qualbench.model import Span
from qualbench.tui.selection import UNITS, Selection
from qualbench.tui.talk import Unit
from qualbench.tui.widgets.cells import cell_at, grapheme_at, width_of
from qualbench.tui.widgets.pointing import By, Pointing


def _key(keys: str, action: str, said: str, id: str, shown: str = "") -> Binding:
    """A key whose purpose the footer shows only if ``shown`` says it in a word."""
    return Binding(keys, action, shown or said, id=f"text.{id}", show=bool(shown), tooltip=said)


class TranscriptView(Pointing):
    """Owns what is selected.

    Only what a person does here posts ``Selected``; ``go_to`` and ``selection =`` do not.
    """

    BINDINGS = [
        _key("j,down", "move(1)", "On by one", "next", "Move"),
        _key("k,up", "move(-1)", "Back by one", "previous"),
        _key("l,right,w", "step('word', 1)", "Next word", "next_word"),
        _key("h,left,b", "step('word', -1)", "Word before", "previous_word"),
        _key(")", "step('sentence', 1)", "Next sentence", "next_sentence"),
        _key("(", "step('sentence', -1)", "Sentence before", "previous_sentence"),
        _key("}", "step('turn', 1)", "Next turn", "next_turn"),
        _key("{", "step('turn', -1)", "Turn before", "previous_turn"),
        _key("s", "grow", "Select by word, sentence or turn", "grow", "Unit"),
        _key("v", "free", "Begin or end a free span", "free"),
        _key("o", "swap", "Move the other end of the free span", "other_end", "Other end"),
        _key("shift+right", "extend(1)", "Extend by a word", "extend_word"),
        _key("shift+left", "extend(-1)", "Extend back by a word", "extend_word_back"),
        _key("shift+down", "extend_line(1)", "Extend by a line", "extend_line"),
        _key("shift+up", "extend_line(-1)", "Extend back by a line", "extend_line_back"),
        _key("home,g", "first", "To the beginning", "first"),
        _key("end,G", "last", "To the end", "last"),
        _key("pagedown", "page(1)", "Page down", "page_down"),
        _key("pageup", "page(-1)", "Page up", "page_up"),
        _key("ctrl+c", "copy", "Copy what is selected", "copy"),
        _key("e", "swap_edges", "Move the other edge", "other_edge"),
        _key("enter", "set_edges", "Set the edges here", "set_edges", "Set"),
        _key("escape", "leave", "Leave the free span", "leave", "Leave"),
    ]

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

    _before_edges: Selection | None = None
    _before_free: Selection | None = None
    _column: int | None = None
    _mode = (False, False, False)
    """What the keys were offered for: a free span, its extending, edges."""

    @property
    def moving_edges(self) -> bool:
        """Whether the edges of a coding are being moved."""
        return self._before_edges is not None

    def edges(self, span: Span) -> None:
        """Move the end of a coding, then its beginning if asked, until they are set or left."""
        if self._before_edges is None:
            self._before_edges = self._selection
        self.selection = self._selection.edged(span, "end")

    # Keys

    def _show(self, selection: Selection) -> None:
        """Also what is led to, or dragged, may be a free span, which has keys of its own."""
        super()._show(selection)
        mode = selection.free, selection.extending, self.moving_edges
        if mode != self._mode:
            self._mode = mode
            self.refresh_bindings()

    def _take(self, selection: Selection, by: By = "keys", finished: bool = True) -> None:
        self._column = None
        super()._take(selection, by, finished)

    def _moved(self, selection: Selection) -> None:
        self._take(selection)
        self._reveal()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Some keys are the text's only while a free span, or edges, are there to be moved."""
        if not self._layout:
            return False
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
        self._moved(self._from_page(unit, step) or by(unit, step))

    def _from_page(self, unit: Unit, step: int) -> Selection | None:
        """The smaller unit, on or back, where one has paged to within a larger one."""
        at, selection = self._paged_to, self._selection
        if at is None or UNITS.index(unit) >= UNITS.index(selection.unit):
            return None
        talk = selection.talk
        found = talk.first(unit, "ends", at) if step > 0 else talk.last(unit, "starts", at)
        return selection.pointed(found.start, unit) if found else None

    @property
    def _paged_to(self) -> int | None:
        """A place that is seen, within a unit that begins above the page."""
        selection, top = self._selection, self.scroll_offset.y
        if selection.free or selection.place <= selection.span.start:
            return None
        begins, row = map(self._layout.row_of, (selection.span.start, selection.place))
        return selection.place if begins < top <= row < top + self.size.height else None

    def action_grow(self) -> None:
        self._moved(self._selection.grown())

    def action_free(self) -> None:
        """Begin at the first word of what is selected, or end."""
        selection = self._selection
        if self.moving_edges:
            return
        if selection.extending:
            self._moved(selection.ended())
        else:
            self._before_free = selection
            at = self._paged_to or selection.span.start
            first = selection if selection.free else selection.pointed(at, "word")
            self._moved(first.anchored())

    def action_swap(self) -> None:
        self._moved(self._selection.swapped())

    def action_swap_edges(self) -> None:
        self.action_swap()

    def action_extend(self, step: int) -> None:
        self._moved(self._selection.extended("word", step))

    def action_extend_line(self, step: int) -> None:
        self._extend_line(step)

    def action_first(self) -> None:
        self._far(self._selection.first())

    def action_last(self) -> None:
        self._far(self._selection.last())

    def _far(self, there: Selection) -> None:
        extending = self._selection.extending
        self._moved(self._selection.toward(there.span) if extending else there)

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._selection.span.of(self._text))
        self.post_message(self.Copied(self._selection.span))

    def action_set_edges(self) -> None:
        span = self._selection.span
        self._leave_edges((self._before_edges or self._selection).chosen(span))
        self.post_message(self.EdgesSet(span))

    def action_leave(self) -> None:
        if self._before_edges is None:
            before, self._before_free = self._before_free, None
            self._moved(before or self._selection.left())
            return
        self._leave_edges(self._before_edges)
        self.post_message(self.EdgesLeft())

    def _leave_edges(self, selection: Selection) -> None:
        self._before_edges = None
        self.selection = selection

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
        if 0 <= row + step < len(self._layout):
            row = self._layout.next_words(row + step, step)
        self._take(selection.lined(self._edge(row, column, end), step))
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
        after = talk.first("turn", "starts", start, answered=True)
        before = talk.last("turn", "starts", start, answered=True)
        if after and (step > 0 or not before):
            return self._layout.row_of(after.start)
        return self._layout.row_of(before.end - 1) if before else row

    def _offset(self, row: int, column: int) -> int:
        return grapheme_at(self._text, self._layout[row].span, column).start

    def _edge(self, row: int, column: int, end: bool) -> int:
        """The end, or the beginning, of the word at a cell: no key parts a word."""
        line, talk = self._layout[row].span, self._selection.talk
        beyond = column >= width_of(line.of(self._text))
        caret = line.end if beyond else self._offset(row, column)
        if end:
            word = talk.last("word", "starts", max(caret, line.start + 1))
            return word.end if word and word.start >= line.start else line.end
        word = talk.first("word", "ends", caret)
        return word.start if word and word.end <= line.end else line.start

    def action_page(self, step: int) -> None:
        """A page on or back, the selection with it; within a longer turn only the page."""
        top, page = self.scroll_offset.y, max(1, self.size.height - 2)
        row = self._layout.row_of(self._selection.span.start)
        row = min(max(row, top), top + page) + step * page
        row = self._answered_row(row, step)
        line, selection = self._layout[row].span, self._selection
        self._take(selection.toward(line) if selection.extending else selection.pointed(line.start))
        self.scroll_to(y=top + step * page, animate=False, force=True)
        if selection.span != self._selection.span:
            self._reveal()
