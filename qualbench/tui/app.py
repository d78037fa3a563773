"""The program: one project, one coder, and the screens between which its keys move."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.text import Text
from textual.app import App
from textual.binding import Binding
from textual.reactive import reactive
from textual.worker import Worker, WorkerState, get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Span
from qualbench.tui.screens.keys import Keys, keys_of
from qualbench.tui.screens.library import Library
from qualbench.workbench import Cancelled, Store

_LEAVE = "Leave qualbench; all is stored"


class Bench(App[None]):
    """Holds what every screen needs: the open project and who is at work."""

    TITLE = "qualbench"
    NOTIFICATION_TIMEOUT = 3  # seconds; what is said lies over the text
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # it offers to save a picture of the screen, transcript and all
    BINDINGS = [
        Binding("question_mark", "keys", "Keys", key_display="?", tooltip="These keys"),
        Binding("q", "quit", _LEAVE, show=False),
        Binding("ctrl+q", "quit", _LEAVE, show=False, priority=True),
        Binding("ctrl+x", "cancel_work", "Stop what is running", show=False),
    ]

    busy: reactive[str] = reactive("")
    """What is running in the background, for people; empty if nothing is."""

    prepared: reactive[int] = reactive(0)
    """Counts up whenever sentences and vectors have been brought up to date."""

    def __init__(self, project: Store, coder: str) -> None:
        super().__init__()
        self.project = project
        self.coder = coder

    def get_default_screen(self) -> Library:
        """The first screen, at once: an empty one before it would cost time."""
        return Library()

    def open_at(self, transcript: str, span: Span | None = None, edges: str = "") -> None:
        """Open a transcript, at a place if one is named, with the edges of a coding to move."""
        from qualbench.tui.screens.coding import Coding

        self.push_screen(Coding(transcript, span, edges))

    def show_quotes(self, keys: Sequence[str]) -> None:
        """All quotations of these codes."""
        from qualbench.tui.screens.quotes import Quotes

        self.push_screen(Quotes(keys))

    def prepare(self) -> None:
        """Bring sentences and vectors up to date in the background."""
        if self.busy:
            self.notify(self.busy, title="Something is running already; Ctrl+X stops it")
            return
        self.busy = "Loading the language models"
        self.run_worker(self._prepare, name="prepare", thread=True, exit_on_error=False)

    def _prepare(self) -> None:
        worker = get_current_worker()

        def progress(stage: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            self.call_from_thread(show, f"Preparing: {stage} {done} of {total}")

        def show(stage: str) -> None:
            if not worker.is_cancelled:
                self.busy = stage

        with workbench.opened(self.project.path) as project:  # a thread has its own connection
            workbench.prepare(project, self.coder, progress)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.name != "prepare" or event.state in (
            WorkerState.PENDING,
            WorkerState.RUNNING,
        ):
            return
        self.busy = ""
        if event.state is WorkerState.SUCCESS:
            self.prepared += 1
            self.notify("Suggestions and sentences are ready.")
        elif event.state is WorkerState.ERROR and not isinstance(event.worker.error, Cancelled):
            self.say(event.worker.error)

    def action_keys(self) -> None:
        """Show every key of the screen."""
        self.push_screen(Keys(keys_of(self.screen)))

    def action_cancel_work(self) -> None:
        if self.busy:
            self.notify("Stopped. What is done is kept; p goes on with the rest.")
        self.workers.cancel_all()
        self.busy = ""

    def notify(self, *said: Any, **how: Any) -> None:
        """Say one thing at a time: what was said before is over, and would cover the text."""
        self.clear_notifications()
        super().notify(*said, **how)

    def say(self, error: BaseException | None) -> None:
        """Show what went wrong, without leaving the screen."""
        if isinstance(error, QualbenchError):
            self.notify(error.hint, title=error.message, severity="warning", timeout=8)
        elif error is not None:
            self.notify(place_of(error), title="Something unexpected happened", severity="error")

    def _fatal_error(self) -> None:
        """Leave with the place of an error, and not, as Textual does, with local variables.

        They hold transcripts, which must not end up in a scroll-back or a bug report.
        """
        error = sys.exc_info()[1]
        where = place_of(error) if error else "an unknown place"
        self._exit_renderables.append(
            Text(f"qualbench stopped: {where}. Every coding that you saw is stored.")
        )
        self._close_messages_no_wait()


def place_of(error: BaseException) -> str:
    """The kind of an error and the lines of code it went through; never its message."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {places}"
