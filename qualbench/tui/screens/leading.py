"""Screens on which a lead can do more than others: these are not offered what would be refused."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import ActiveBinding

from qualbench import workbench
from qualbench.tui.screens.asking import Asking


class Leading(Asking):
    """Others read; a lead's key, typed all the same, says who leads."""

    LEADS_DO: ClassVar[frozenset[str]] = frozenset()
    """The actions that a lead alone can do."""

    leading = False
    """Whether a lead is at work."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        return {
            key: active
            for key, active in super().active_bindings.items()
            if self.leading or active.binding.action.partition("(")[0] not in self.LEADS_DO
        }

    def may_lead(self, what: str, instead: str) -> bool:
        """Whether a lead is at work; if not, it is said what a lead does, and what others can."""
        if not self.leading:
            leads = " or ".join(workbench.leads(self.bench.project))
            self.notify(f"{instead} {leads} leads.", title=what)
        return self.leading
