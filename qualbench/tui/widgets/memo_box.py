"""A memo is written in Markdown, below the text that it is about."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from qualbench.tui.widgets.drawer import Drawer

_KEYS = "Ctrl+S stores, Esc leaves"
_AGAIN = "written before, not stored: Ctrl+S stores it"
_ASKED = "not stored! Ctrl+S stores it, Esc throws it away"


class MemoBox(Drawer):
    """Grows with what is written, up to a third of the screen."""

    DEFAULT_CSS = """
    MemoBox {
        max-height: 34vh;
    }
    MemoBox TextArea {
        padding: 0 1;
        max-width: 104;
        min-height: 3;
        max-height: 100%;
        scrollbar-size-vertical: 1;
    }
    """
    BINDINGS = [
        Binding("ctrl+s,ctrl+enter", "store", "Store the memo", show=False, id="memo.store"),
        Binding("escape", "leave", "Leave the memo", show=False, id="memo.leave"),
        Binding("tab", "indent", "Two spaces, as in a list", show=False, id="memo.indent"),
        Binding("shift+tab", "stay", show=False, id="memo.stay"),
    ]

    class Written(Message):
        """The memo reads so now; empty if all of it was deleted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Typed(Message):
        """The memo would read so, were it stored now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The memo stays as it was."""

    _title = ""
    _as_stored = ""
    _asked = False

    def compose(self) -> ComposeResult:
        yield TextArea(soft_wrap=True, highlight_cursor_line=False, compact=True)

    def on_mount(self) -> None:
        self.watch(self._area, "virtual_size", self._fit)

    @property
    def _area(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def unstored(self) -> bool:
        """Whether something was written that would be lost."""
        return self.display and self._area.text.strip() != self._as_stored.strip()

    def open(self, title: str, text: str = "", draft: str = "") -> None:
        """Write on in ``text`` as it is stored, or in a ``draft`` of it that never was."""
        self._title, self._as_stored, self._asked = title, text, False
        self.name_it(title, _AGAIN if draft else _KEYS)
        self._area.load_text(draft or text)
        self._area.move_cursor(self._area.document.end)
        self.pull(self._area)

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.unstored:
            self.post_message(self.Typed(self._area.text))
        if self._asked:
            self._asked = False
            self.name_it(self._title, _KEYS)

    def _fit(self) -> None:
        self._area.styles.height = self._area.wrapped_document.height

    def action_store(self) -> None:
        """Whitespace alone is no memo, and a memo that reads as before is left."""
        said = self.Written(self._area.text.strip()) if self.unstored else self.Left()
        self.shut()
        self.post_message(said)

    def action_leave(self) -> None:
        if self.unstored and not self._asked:
            self._asked = True
            self.name_it(self._title, _ASKED)
        else:
            self.shut()
            self.post_message(self.Left())

    def action_indent(self) -> None:
        self._area.insert("  ")

    def action_stay(self) -> None:
        """The keys stay in the memo until it is stored or left."""
