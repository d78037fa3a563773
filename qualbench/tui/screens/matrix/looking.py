"""What is looked at: which cases, which constructs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualbench.tui.screens.comparing import Comparing
from qualbench.tui.screens.matrix.showing import Showing
from qualbench.tui.screens.room import bind


class Looking(Showing, Comparing):
    """Whatever is asked for is read anew."""

    BINDINGS = [
        bind("b", "by", "Other cases: by role, clinic, wave, …", "matrix.by", "By"),
        bind("e", "every", "Every construct, or those in use", "matrix.every", "Every"),
    ]

    def action_by(self) -> None:
        self.ask_cases(self.seen.matrix.cases.by if self.seen else (), self._by)

    def _by(self, keys: Sequence[str]) -> None:
        """Groups were made of other cases; what orders these may say nothing of others."""
        self.look(replace(self.want, by=tuple(keys), outcome="", grouping=None))

    def action_every(self) -> None:
        self.look(replace(self.want, every=not self.want.every))
