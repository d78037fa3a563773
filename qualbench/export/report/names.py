"""How codes, cases and judgements are called on the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qualbench.model import PAIR_MARK, Codebook, Judgement

HUES = 8
"""How many colours there are for domains; the style sheet has as many."""


@dataclass(frozen=True)
class Names:
    """A codebook's codes by coding key; a key that it does not know is its own name."""

    book: Codebook

    def short(self, key: str) -> str:
        """Label and name, with the role where there is one: ``IV.C Motivation: Deliverers``."""
        code, _, role = key.partition(PAIR_MARK)
        found = self.book.by_id.get(code)
        name = f"{found.label} {found.name}".strip() if found else code
        return f"{name}: {self._role(role)}" if role else name

    def path(self, key: str) -> str:
        code, _, role = key.partition(PAIR_MARK)
        path = self.book.path(code) if code in self.book.by_id else code
        return f"{path}: {self._role(role)}" if role else path

    def _role(self, role: str) -> str:
        found = self.book.by_id.get(f"{self.book.roles}.{role}")
        return found.name if found else role

    def hue(self, key: str) -> int:
        """The colour of its domain, by number."""
        return self._hues.get(key.partition(PAIR_MARK)[0], HUES - 1)

    @cached_property
    def _hues(self) -> dict[str, int]:
        domains = [code.id for code in self.book.children(None)]
        top = {code.id: [code, *self.book.ancestors(code.id)][-1].id for code in self.book.codes}
        return {code: domains.index(domain) % HUES for code, domain in top.items()}


def tint(judged: Judgement | None) -> str:
    """The class of a cell's colour: ``r-2`` to ``r2``, or one for all that is no number."""
    if judged is None:
        return "r-none"
    return f"r-{judged.status.replace(' ', '-')}" if judged.value is None else f"r{judged.value}"
