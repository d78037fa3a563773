"""Which decisions of the ledger are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from qualbench.tui.quoted import one_line


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decisions are shown: at most one round, code and kind; ``flags`` are others."""

    find: str = ""
    round: str = ""
    code: str = ""
    kind: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)

    def toggled(self, what: str, value: str) -> Asked:
        if what == "flag":
            return replace(self, flags=self.flags ^ {value})
        asked: dict[str, Any] = {what: "" if self.has(what, value) else value}
        return replace(self, **asked)

    def has(self, what: str, value: str) -> bool:
        return value in self.flags if what == "flag" else getattr(self, what) == value

    def said(self, name: Callable[[str], str]) -> str:
        """In words; nothing if all are shown."""
        parts = [
            f"round {self.round}" if self.round else "",
            f"code {name(self.code)}" if self.code else "",
            self.kind,
            *sorted(self.flags),
            f"with “{self.find}”" if self.find else "",
        ]
        return one_line("; ".join(filter(None, parts)))
