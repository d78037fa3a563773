"""The texts of a code, written below the tree; a line is an item of a list."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static, TextArea

from qualbench.tui.widgets.drawer import Drawer

FIELDS = {
    "definition": "Definition",
    "local": "Here",
    "include": "Include",
    "exclude": "Not this",
    "examples": "Examples",
}
"""The texts of a code, in the order of the card, each with its title there."""

_KEYS = "Ctrl+S stores, Tab next, Esc leaves"
_ASKED = "not stored! Ctrl+S stores it, Esc throws it away"


class CodeForm(Drawer):
    """Fields that grow with what is written, up to half of the screen together."""

    DEFAULT_CSS = """
    CodeForm VerticalScroll {
        height: auto;
        scrollbar-size-vertical: 1;
    }
    CodeForm Horizontal {
        height: auto;
    }
    CodeForm Static {
        width: 12;
        padding: 0 1;
        color: $text-muted;
    }
    CodeForm TextArea {
        width: 1fr;
        max-width: 100;
        height: 1;
    }
    """
    BINDINGS = [
        Binding("ctrl+s,ctrl+enter", "store", "Store the texts", show=False, id="form.store"),
        Binding("escape", "leave", "Leave the texts", show=False, id="form.leave"),
        Binding("tab", "next(1)", "Next field", show=False, priority=True, id="form.next"),
        Binding("shift+tab", "next(-1)", show=False, priority=True, id="form.previous"),
    ]

    class Written(Message):
        """What was changed, by field; of lists, every line is an item."""

        def __init__(self, texts: Mapping[str, str]) -> None:
            super().__init__()
            self.texts = texts

    class Left(Message):
        """The texts stay as they were."""

    _title = ""
    _asked = False
    _as_stored: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            for field, title in FIELDS.items():
                with Horizontal(id=f"row-{field}"):
                    yield Static(title)
                    yield TextArea(
                        id=field, soft_wrap=True, highlight_cursor_line=False, compact=True
                    )

    @property
    def _open(self) -> list[TextArea]:
        """The fields that are shown, from the first to the last."""
        areas = (self.query_one(f"#{field}", TextArea) for field in FIELDS)
        return [area for area in areas if area.id in self._as_stored]

    def open(self, title: str, texts: Mapping[str, str]) -> None:
        """Write these texts; fields that are not among them are not shown."""
        self._title, self._asked, self._as_stored = title, False, dict(texts)
        self.name_it(title, _KEYS)
        for field in FIELDS:
            self.query_one(f"#row-{field}").display = field in texts
            self.query_one(f"#{field}", TextArea).load_text(texts.get(field, ""))
        self.pull(self._open[0])
        self.call_after_refresh(self._fit)

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._fit()
        if self._asked:
            self._asked = False
            self.name_it(self._title, _KEYS)

    @on(Resize)
    def _fit(self) -> None:
        for area in self._open:
            area.styles.height = max(1, area.wrapped_document.height)
        most = max(5, self.screen.size.height // 2 - 1)
        self.query_one(VerticalScroll).styles.max_height = most

    @property
    def _changed(self) -> dict[str, str]:
        return {
            str(area.id): area.text.strip()
            for area in self._open
            if area.text.strip() != self._as_stored[str(area.id)].strip()
        }

    def action_store(self) -> None:
        changed = self._changed
        self.shut()
        self.post_message(self.Written(changed) if changed else self.Left())

    def action_leave(self) -> None:
        if self._changed and not self._asked:
            self._asked = True
            self.name_it(self._title, _ASKED)
        else:
            self.shut()
            self.post_message(self.Left())

    def action_next(self, step: int) -> None:
        areas = self._open
        at = next((i for i, area in enumerate(areas) if area.has_focus), 0)
        self.screen.set_focus(areas[(at + step) % len(areas)])
