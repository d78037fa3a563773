"""Who coded what, and what they thought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualbench.model.transcripts import Span

Valence = Literal["-", "0", "+", "mixed"]
MemoTarget = Literal["project", "transcript", "code", "coding", "case"]

PAIR_MARK = "@"
"""Joins a characteristic and the role it is said of: ``cfir22...motivation@deliverers``."""

CONSENSUS = "consensus"
"""The coder, who is nobody, of what a team has agreed on."""


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes: known by id, shown by name. Nobody is authenticated on a local file."""

    id: str
    name: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder put one code on one span, under one codebook version, at one time.

    ``id`` is the fact, ``lineage`` what stays the same when the coding is revised.
    ``transcript`` is the text's hash, ``coder`` a coder's id, ``role`` the role spoken about
    (the last part of a role's id) or empty, ``at`` UTC in ISO 8601 for display only, empty if
    it was imported. ``note`` is what an unsure coder asks the lead; ``memo`` holds the coder's
    own memos on it.
    """

    id: str
    lineage: str
    coder: str
    transcript: str
    span: Span
    code: str
    codebook: str
    at: str
    role: str = ""
    valence: Valence | None = None
    unsure: bool = False
    memo: str = ""
    note: str = ""
    starred: bool = False

    @property
    def key(self) -> str:
        """The code, with the role it is said of where there is one: ``...need@recipients``."""
        return f"{self.code}{PAIR_MARK}{self.role}" if self.role else self.code

    @property
    def day(self) -> str:
        return _day(self.at)


@dataclass(frozen=True, slots=True)
class Memo:
    """What somebody thought, in Markdown. ``id`` is the fact, ``lineage`` stays when revised.

    ``about`` is the id of the project, a transcript's hash, a code's id, a coding's lineage or,
    for a case, the participant; ``target`` says which. ``coder`` is the author's id, ``at`` UTC
    in ISO 8601 for display only, empty if it was imported.
    """

    id: str
    lineage: str
    coder: str
    target: MemoTarget
    about: str
    text: str
    at: str

    @property
    def day(self) -> str:
        return _day(self.at)


def _day(at: str) -> str:
    return at[:10] or "imported"
