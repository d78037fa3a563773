"""Merging in a thread: first as a rehearsal, then for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event

from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.tui.screens.room import Room
from qualbench.workbench import Cancelled, Merged

_JOB = "merge"

Then = Callable[[tuple[Merged, ...]], None]


class Uniting(Room):
    """The title line says how far it is; until it is done no other copy is looked at."""

    @property
    def uniting(self) -> bool:
        """Whether copies are being read or merged; then it is said that they are."""
        stages = [job.stage for job in self.bench.running if job.name == _JOB]
        if stages:
            stop = self.bench.key("app.stop")
            self.notify(f"{stop} stops it; nothing is stored then.", title=stages[0])
        return bool(stages)

    @property
    def on_top(self) -> bool:
        """Whether this is what is seen. (``is_current`` also counts the screen below another.)"""
        return self.app.screen is self

    def unite(self, copies: Sequence[Path], then: Then, *, dry_run: bool) -> None:
        """Merge copies, or rehearse it, and go on with what became of each.

        What is merged for good is so even when its screen is left meanwhile.
        """
        doing = partial(self._unite, tuple(copies), then, dry_run)
        self.bench.tell(_JOB, _stage(dry_run, 0, len(copies)))
        node = self if dry_run else self.bench
        node.run_worker(doing, name=_JOB, thread=True, exit_on_error=False)

    def _unite(self, copies: Sequence[Path], then: Then, dry_run: bool) -> None:
        bench, worker, ended = self.bench, get_current_worker(), Event()

        def progress(done: int, total: int) -> None:
            if worker.is_cancelled and done < total:  # in the end all is stored
                raise Cancelled
            # The project is locked meanwhile: waiting for a screen that waits for it would not end.
            bench.call_later(show, _stage(dry_run, done // 2, total // 2))

        def show(stage: str) -> None:
            if not (worker.is_cancelled or ended.is_set()):
                bench.tell(_JOB, stage)

        found, name = None, ""
        try:
            with workbench.opened(bench.project.path) as project:
                me = workbench.coder_id(project, bench.coder)
                found = workbench.merge(
                    project, bench.coder, copies, dry_run=dry_run, progress=progress
                )
                name = workbench.coder_name(project, me)
        except Cancelled:
            pass
        finally:
            ended.set()
            bench.call_from_thread(bench.tell, _JOB, "")
        bench.call_from_thread(self._united, then, found, name)

    def _united(self, then: Then, found: tuple[Merged, ...] | None, name: str) -> None:
        """Who has a namesake now is told apart by another name."""
        if name:
            self.bench.known_as(name)
        if found is not None:
            then(found)
        elif self.bench.is_running:
            self.bench.notify("Stopped; nothing was stored.")


def _stage(dry_run: bool, done: int, copies: int) -> str:
    return f"{'Reading' if dry_run else 'Merging'} copies: {done} of {copies}"
