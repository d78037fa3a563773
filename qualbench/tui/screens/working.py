"""Work in the background, one thing at a time: each stage is shown, and it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual import on, work
from textual.worker import Worker, WorkerState, get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.tui.screens.asking import Asking
from qualbench.workbench import Cancelled, Store

Progress = Callable[[str, int, int], None]
Found = TypeVar("Found")

_STOPPED = "Stopped. What is done is kept; opened again, it goes on with the rest."
_BUSY = "Something is running already; {} stops it"


class Working(Asking):
    """What was begun may be storing something: nothing else begins meanwhile."""

    JOB: ClassVar[str]
    """What it is called among all that runs."""

    has_shown = False
    """Whether there is anything on the screen that can stay."""

    def __init__(self) -> None:
        super().__init__()
        self._working: Worker[Any] | None = None

    @property
    def works(self) -> bool:
        return self._working is not None

    @property
    def at_rest(self) -> bool:
        return super().at_rest and not self.works

    def do(
        self, stage: str, doing: Callable[[Store, Progress], Found], then: Callable[[Found], None]
    ) -> None:
        """One thing at a time: what was begun may be storing something."""
        if not self.is_busy():
            self.bench.tell(self.JOB, stage)
            self._working = self._do(doing, then)

    def is_busy(self) -> bool:
        """Whether something has to end before another thing can be done, which is said."""
        if self.works:
            self.notify(self.bench.busy, title=_BUSY.format(self.bench.key("app.stop")))
        return self.works

    def action_undo(self) -> None:
        if not self.is_busy():
            super().action_undo()

    def action_redo(self) -> None:
        if not self.is_busy():
            super().action_redo()

    @work(thread=True, exit_on_error=False)
    def _do(self, doing: Callable[[Store, Progress], Any], then: Callable[[Any], None]) -> None:
        worker = get_current_worker()

        def progress(stage: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            share = f" {done} of {total}" if total else ""
            said = f"{stage[:1].upper()}{stage[1:]}{share}"
            self.app.call_from_thread(self._tell, worker, said)

        try:
            with workbench.opened(self.bench.project.path) as project:
                found = doing(project, progress)
        except QualbenchError as error:
            self.app.call_from_thread(self._end, worker, self._refused, error)
        except Cancelled:
            pass  # was said when it was stopped; a thread notices later
        else:
            self.app.call_from_thread(self._end, worker, then, found)

    def _tell(self, worker: Worker[Any], stage: str) -> None:
        if worker is self._working:
            self.bench.tell(self.JOB, stage)

    def _end(self, worker: Worker[Any], then: Callable[[Any], None], found: object) -> None:
        """Nothing comes of what was stopped, or of a screen that was left."""
        if worker is self._working:
            self._working = None
            self.bench.tell(self.JOB, "")
            then(found)

    def _refused(self, error: QualbenchError) -> None:
        if self.has_shown:
            self.bench.say(error)
        else:
            self.say_above(f"{error.message}. {error.hint}")

    @on(Worker.StateChanged)
    def _stopped(self, event: Worker.StateChanged) -> None:
        """It was cancelled, or went wrong in a way that nobody expects."""
        if event.worker is self._working and event.worker.is_finished:
            self._working = None
            self.bench.tell(self.JOB, "")
            if event.state is WorkerState.CANCELLED and not self.has_shown:
                self.say_above(_STOPPED)

    def on_unmount(self) -> None:
        self.workers.cancel_node(self)
        self._working = None
        self.bench.tell(self.JOB, "")
