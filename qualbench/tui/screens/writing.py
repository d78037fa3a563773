"""Screens that write files: in a thread, which tells how far it is and can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.tui.copies import from_home
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.room import Room
from qualbench.workbench import Cancelled, Store

if TYPE_CHECKING:
    from qualbench.tui.app import Bench

_JOB = "write"
_SAID = 12  # seconds: where files lie is to be read
_MIND = "Quotations are pseudonymous, not anonymous: look at them before they travel."

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Done:
    """The files that were written, the one that was named first, and what to mind."""

    files: Sequence[Path]
    minds: Sequence[str] = ()


Doing = Callable[[Store, Progress], Done]
"""Writes with a connection of its own; what it tells, people are told."""


class Writing(Room):
    """One thing at a time; it goes on when the screen is left."""

    def write(self, what: str, doing: Doing) -> None:
        bench = self.bench
        if any(job.name == _JOB for job in bench.running):
            stop = bench.key("app.stop")
            self.notify(bench.busy, title=f"Something is being written already; {stop} stops it")
            return
        bench.tell(_JOB, f"Writing: {what}")
        writing = partial(self._in_thread, what, doing)
        bench.run_worker(writing, name=_JOB, thread=True, exit_on_error=False)

    def _in_thread(self, what: str, doing: Doing) -> None:
        bench, worker = self.bench, get_current_worker()

        def progress(stage: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            bench.call_from_thread(bench.tell, _JOB, f"Writing: {stage}, {done} of {total}")

        try:
            with workbench.opened(bench.project.path) as project:
                done = doing(project, progress)
            bench.call_from_thread(_say, bench, what, done)
        except QualbenchError as error:
            bench.call_from_thread(bench.say, error)
        except Cancelled:
            pass  # was said when it was stopped; a thread notices later
        finally:
            if not worker.is_cancelled:  # else something new may be running
                bench.call_from_thread(bench.tell, _JOB, "")


def _say(bench: Bench, what: str, done: Done) -> None:
    """Also to who has gone elsewhere meanwhile."""
    first, more = done.files[0], len(done.files) - 1
    others = f" and {counted(more, 'file')} with it" if more else ""
    said = [f"{from_home(first)}{others}", *done.minds, _MIND]
    bench.notify("\n".join(map(one_line, said)), title=f"Written: {what}", timeout=_SAID)
