"""What runs in the background: models, backups; how far it is, and that it can be stopped."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from time import monotonic

from textual.reactive import reactive
from textual.worker import Worker, WorkerState, get_current_worker

from qualbench import workbench
from qualbench.errors import ProjectError
from qualbench.tui.jobs import Job, told
from qualbench.tui.keymap import bound
from qualbench.tui.speaking import Speaking
from qualbench.workbench import Cancelled, Store

_ENDED = (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED)

_UNSTOPPED = ("backup", "hand out")
"""What would leave something half done, and takes moments."""

_SAID = ("merge", "hand out", "write")
"""What begins on a screen that may have been left when it goes wrong."""


class Background(Speaking):
    """Long work is done in threads, each with its own connection to the project."""

    project: Store
    coder: str

    running: reactive[tuple[Job, ...]] = reactive(())
    """What runs in the background, the longest first."""

    prepared: reactive[int] = reactive(0)
    """Counts up whenever sentences and vectors have been brought up to date."""

    copies: reactive[tuple[Path, ...]] = reactive(())
    """The backups that are there, newest first."""

    _backup_refused = False

    def get_ready(self) -> None:
        """Once the first screen is there: fetch the next one's code, copy the project."""
        self.run_worker(_fetch_coding, name="fetch", thread=True, exit_on_error=False)
        self.run_worker(self._look_around, name="place", thread=True, exit_on_error=False)
        self.back_up()

    def _look_around(self) -> ProjectError | None:
        return workbench.misplaced(self.project.path)

    @property
    def busy(self) -> str:
        """What has been running longest, for people; empty if nothing is."""
        return self.running[0].stage if self.running else ""

    def tell(self, job: str, stage: str) -> None:
        """Say how far a job is, in the title line; without a stage it has ended."""
        self.running = told(self.running, job, stage, monotonic())

    def prepare(self) -> None:
        """Bring sentences and vectors up to date in the background."""
        if any(job.name == "prepare" for job in self.running):
            stop = bound(self.screen, "app.stop")
            self.notify(self.busy, title=f"Something is running already; {stop} stops it")
            return
        self.tell("prepare", "Loading the language models")
        self.run_worker(self._prepare, name="prepare", thread=True, exit_on_error=False)

    def _prepare(self) -> None:
        worker = get_current_worker()

        def progress(stage: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            self.call_from_thread(show, f"Preparing: {stage} {done} of {total}")

        def show(stage: str) -> None:
            if not worker.is_cancelled:
                self.tell("prepare", stage)

        with workbench.opened(self.project.path) as project:  # a thread has its own connection
            workbench.prepare(project, self.coder, progress)

    def back_up(self) -> None:
        """Copy the project in the background, if there is anything new in it."""
        self.run_worker(self._back_up, name="backup", thread=True, exit_on_error=False)

    def _back_up(self) -> tuple[Path, ...]:
        with workbench.opened(self.project.path) as project:
            workbench.back_up(project)
            return workbench.backups(project)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state in _ENDED and event.worker.name == "prepare":
            self._prepare_ended(event.worker)
        elif event.state in _ENDED and event.worker.name == "backup":
            self._backup_ended(event.worker)
        elif event.state in _ENDED and event.worker.name == "place":
            self.say(event.worker.result)
        elif event.state is WorkerState.ERROR and event.worker.name in _SAID:
            self.say(event.worker.error)

    def _prepare_ended(self, worker: Worker[None]) -> None:
        self.tell("prepare", "")
        if worker.state is WorkerState.SUCCESS:
            self.prepared += 1
            self.notify("Suggestions and sentences are ready.")
        elif worker.state is WorkerState.ERROR and not isinstance(worker.error, Cancelled):
            self.say(worker.error)

    def _backup_ended(self, worker: Worker[tuple[Path, ...]]) -> None:
        """Say once what stands in the way; work goes on."""
        if worker.state is WorkerState.SUCCESS and worker.result is not None:
            self.copies = worker.result
        elif worker.state is WorkerState.ERROR and not self._backup_refused:
            self._backup_refused = True
            self.say(worker.error)

    def action_cancel_work(self) -> None:
        """Stop what a person was told of; a file that is being written is not among it."""
        kept = tuple(job for job in self.running if job.name in _UNSTOPPED)
        if self.running != kept:
            self.notify("Stopped. What is done is kept; asked for again, it goes on with the rest.")
        for worker in self.workers:
            if worker.name not in _UNSTOPPED:
                worker.cancel()
        self.running = kept


def _fetch_coding() -> None:
    """So that a transcript opens without waiting for it."""
    import_module("qualbench.tui.screens.coding")
