"""Learning from what is coded, without keeping anybody waiting."""

from __future__ import annotations

import gc
import os
import sys
from threading import get_native_id
from time import monotonic
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Mode, Span
from qualbench.tui.screens.coding.meaning import Meaning
from qualbench.workbench import Cancelled

if TYPE_CHECKING:
    from qualbench.workbench import Basis, Rereading

_REST = 1.0
"""Seconds without a change until it is learned from: who codes on is not slowed."""

_TOLD = 1.0
"""Seconds of learning until it is said that something runs."""

_FOLLOWING, _LEARNING = "following", "learning"
"""Groups of workers."""

_JOB = "learn"

_NICE = 10
"""How far learning steps back: a key is painted in 1.3 times the usual, and 1.9 times without."""

_FEW = 50
"""Texts of which vectors are made in a second or two."""


class Learning(Meaning):
    """Prototypes and neighbours follow every coding at once. What takes longer is learned when
    nothing has changed for a moment, and swapped in whole.
    """

    basis: Basis | None = None
    """What suggestions rest on."""

    none_because: QualbenchError | None = None
    """Why there is no basis, where there is to be none."""

    _until_learning: Timer | None = None
    _changes = _followed = 0

    def __init__(self, transcript: str, at: Span | None = None, edges: str = "") -> None:
        super().__init__(transcript, at, edges)
        self._stalled = False
        self._reread: tuple[Basis | None, Rereading | None] = (None, None)

    @property
    def looking(self) -> bool:
        """Whether suggestions are on their way."""
        if self.basis is None or self.lags:
            return self._runs(_FOLLOWING)
        return not (self.basis.learned or self._stalled)

    def _runs(self, group: str) -> bool:
        mine = (worker for worker in self.workers if worker.node is self)
        return any(worker.group == group and not worker.is_finished for worker in mine)

    @property
    def lags(self) -> bool:
        """Whether something was done here that the basis does not know of yet."""
        return self._followed != self._changes

    @property
    def mode(self) -> Mode:
        """As the project has it, or less where the coder wants less."""
        most = self.basis.mode if self.basis else "off"
        return workbench.at_most(most, self.bench.desk)

    @property
    def rereading(self) -> Rereading | None:
        """What to read again before submitting, as far as one has learned."""
        if self.basis is None or self.mode == "off":
            return None
        if self._reread[0] is not self.basis:
            self._reread = self.basis, workbench.rereading(self.basis)
        return self._reread[1]

    @work(thread=True, exclusive=True, exit_on_error=False, group=_FOLLOWING)
    def follow_codings(self, before: Basis | None = None) -> None:
        """Bring the basis up to date; what can be learned besides waits for a rest.

        It begins with what was known ``before``, or else with what was known last.
        """
        if not self.page.sentences:
            return  # nobody has prepared this transcript
        worker, before = get_current_worker(), before or self.basis or self.bench.basis
        changes = self._changes
        try:
            with workbench.opened(self.bench.project.path) as project:
                found = workbench.basis(project, self.bench.coder, self.hash, before, _not_many)
        except Cancelled:
            return
        except QualbenchError as error:
            self.app.call_from_thread(self._without, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._founded, found, changes)

    def _without(self, error: QualbenchError) -> None:
        self.basis, self.none_because = None, error
        self.show_here()

    def _founded(self, found: Basis, changes: int) -> None:
        self.basis = self.bench.basis = found
        self._followed = changes
        self.none_because, self._stalled = None, False
        gc.freeze()  # looking through what it is made of for cycles would make keys wait
        if not found.up_to_date:
            self._learn_soon()
        self.show_here()

    def _learn_soon(self) -> None:
        if self._until_learning:
            self._until_learning.stop()
        self._until_learning = self.set_timer(_REST, self._learn_now)

    def _learn_now(self) -> None:
        """Unless one learns already: then it goes on from there."""
        if self.basis and not self.basis.up_to_date and not self._runs(_LEARNING):
            self._learn(self.basis)

    @work(thread=True, exit_on_error=False, group=_LEARNING)
    def _learn(self, of: Basis) -> None:
        worker, began = get_current_worker(), monotonic()
        _step_back()

        def progress(stage: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            if monotonic() - began > _TOLD:
                self.app.call_from_thread(self._tell, f"Suggestions: {stage} {done} of {total}")

        found = None
        try:
            found = workbench.taught(of, workbench.learn(of, progress))
        except Cancelled:
            pass
        finally:
            if self.app.is_running:
                self.app.call_from_thread(self._learned, found)

    def _tell(self, stage: str) -> None:
        self.bench.tell(_JOB, stage)

    def _learned(self, found: Basis | None) -> None:
        """Swap in what was learned; nothing was where somebody has stopped it."""
        self._tell("")
        self._stalled = found is None
        if found and self.is_attached:
            self.follow_codings(found)  # more may have been coded meanwhile


def _step_back() -> None:
    """Let this thread have the processor time that whoever codes leaves over.

    Threads have a priority of their own on Linux alone; elsewhere nothing is done.
    """
    if sys.platform == "linux":
        thread = get_native_id()
        if os.getpriority(os.PRIO_PROCESS, thread) < _NICE:
            os.setpriority(os.PRIO_PROCESS, thread, _NICE)


def _not_many(stage: str, done: int, total: int) -> None:
    """What a code says anew gets its vectors at once; many are computed when somebody prepares,
    not behind the back of who is coding.
    """
    if total > _FEW:
        raise Cancelled
