"""What all screens share: the program they belong to, its title line, and how errors are said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.binding import Binding
from textual.events import Key
from textual.screen import Screen
from textual.widgets import DataTable, OptionList, Static
from textual.worker import Worker, WorkerState

from qualbench.errors import QualbenchError
from qualbench.tui.keymap import bound
from qualbench.tui.quoted import one_line
from qualbench.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from qualbench.tui.app import Bench


MOVING = [
    Binding("j", "list_down", "Down; arrow keys too", show=False, id="list.down"),
    Binding("k", "list_up", "Up", show=False, id="list.up"),
]
"""The keys of a list or a table, for hands that come from the coding screen."""


def bind(keys: str, action: str, said: str, name: str, footer: str = "") -> Binding:
    """Keys for an action, what it does in words, its id, and its word in the footer if any."""
    return Binding(keys, action, footer or said, tooltip=said, show=bool(footer), id=name)


class Room(Screen[None]):
    """A screen of the workbench."""

    @property
    def bench(self) -> Bench:
        return cast("Bench", self.app)

    def title_line(self, where: str = "") -> TitleLine:
        """The line on top, kept up with what is running."""
        line = TitleLine()
        line.where = where
        line.set_reactive(TitleLine.coder, self.bench.coder)
        line.set_reactive(TitleLine.stop, bound(self, "app.stop"))
        self.watch(self.bench, "running", lambda running: setattr(line, "running", running))
        return line

    def say_above(self, *lines: str) -> None:
        """Say something above what is shown, or in its place."""
        self.query_one("#said", Static).update("\n".join(map(one_line, lines)))

    @property
    def at_rest(self) -> bool:
        """Whether nothing has been begun here that news would disturb."""
        return True

    def renewed(self, kinds: frozenset[str]) -> None:
        """Show what other programs have stored, facts of these kinds. One's place stays."""

    def action_list_down(self) -> None:
        if isinstance(self.focused, DataTable | OptionList):
            self.focused.action_cursor_down()

    def action_list_up(self) -> None:
        if isinstance(self.focused, DataTable | OptionList):
            self.focused.action_cursor_up()

    def takes(self, event: Key) -> bool:
        """Whether a key was meant for the screen as a whole, whatever it does else; done then."""
        return False

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self.bench.say(event.worker.error)

    @contextmanager
    def saying(self) -> Iterator[None]:
        """Let what the workbench refuses be said on the screen."""
        try:
            yield
        except QualbenchError as error:
            self.bench.say(error)


def right(value: object) -> Text:
    """A number in a table."""
    return Text(str(value), justify="right")
