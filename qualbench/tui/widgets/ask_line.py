"""One line is asked for, below the text: what to look for, a note, the name of a file."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection

from qualbench.tui.widgets.drawer import Drawer


class AskLine(Drawer):
    """Enter answers, Escape leaves."""

    DEFAULT_CSS = """
    AskLine Input {
        margin: 0 1;
    }
    """
    BINDINGS = [
        Binding("escape", "leave", "Leave", show=False, id="ask.leave"),
        Binding("tab,shift+tab", "stay", show=False, id="ask.stay"),
    ]

    class Answered(Message):
        """Enter was pressed on this text, without space around it; it may be empty."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Changed(Message):
        """The text so far, for what is shown while typing."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """Nothing was answered."""

    def compose(self) -> ComposeResult:
        yield Input(select_on_focus=False, compact=True)

    def open(self, title: str, value: str = "", hint: str = "") -> None:
        """Ask; ``hint`` says what may be answered, as long as nothing is typed."""
        self.name_it(title, "Enter takes it, Esc leaves")
        box = self.query_one(Input)
        box.value, box.placeholder = value, hint
        box.selection = Selection(0, len(value))  # typing begins anew, an arrow goes on
        self.pull(box)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.shut()
        self.post_message(self.Answered(event.value.strip()))

    def action_leave(self) -> None:
        self.shut()
        self.post_message(self.Left())

    def action_stay(self) -> None:
        """The keys stay in the line until it is answered or left."""
