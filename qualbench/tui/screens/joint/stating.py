"""What the team makes of a construct beside an outcome: fit, meta-inference, its own call."""

from __future__ import annotations

from functools import partial
from typing import get_args

from qualbench import workbench
from qualbench.model import Distinction, Fit
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.comparing import Comparing
from qualbench.tui.screens.joint.seen import Row, Seen
from qualbench.tui.screens.joint.showing import Showing
from qualbench.tui.screens.room import bind

_FITS: tuple[Fit, ...] = get_args(Fit)


class Stating(Showing, Comparing):
    """Each key is about the construct at hand."""

    LEADS_DO = frozenset({"call"})
    BINDINGS = [
        bind("f", "fit", "Fit: confirms, expands, discords, none", "joint.fit", "Fit"),
        bind("i", "inference", "The meta-inference: what follows", "joint.inference", "Infer"),
        bind("c", "call", "What the team says: does it distinguish?", "joint.call", "Call"),
    ]

    def action_fit(self) -> None:
        """The next one; none only where a meta-inference is left to stand without."""
        if self.seen and (row := self.row):
            inference = row.shown.inference
            fits = (*_FITS, None) if inference else _FITS
            now = row.shown.fit
            after = fits[(fits.index(now) + 1) % len(fits)] if now in fits else fits[0]
            self._state(self.seen, row.key, after, inference)

    def action_inference(self) -> None:
        """It is stored of what it was begun on, wherever one looks by then."""
        if self.seen and (row := self.row):
            title = one_line(f"What follows from {row.shown.name} and {self.seen.display.order}")
            then = partial(self._infer, self.seen, row)
            self.ask_memo(title, then, row.shown.inference)

    def _infer(self, seen: Seen, row: Row, inference: str) -> None:
        """With the fit as it stands by then."""
        of = seen.grouping
        stated = workbench.integrations(*self.who, of.outcome, of.by).get(row.key)
        self._state(seen, row.key, stated.fit if stated else None, inference)

    def _state(self, seen: Seen, key: str, fit: Fit | None, inference: str) -> None:
        of = seen.grouping
        with self.doing():
            workbench.integrate(*self.who, key, of.outcome, fit, inference, of.by)

    def action_call(self) -> None:
        row = self.row
        if self.seen and row and self.may_lead("What the team says is stored by a lead", "Read:"):
            then = partial(self._call, self.seen, row.key)
            self.ask_call(row.shown.name, row.told.suggested.call, then)

    def _call(self, seen: Seen, key: str, call: Distinction, reason: str) -> None:
        project, lead = self.who
        shown = seen.made.matrix
        with self.doing():
            workbench.make_call(project, lead, key, call, reason, seen.grouping, shown=shown)
