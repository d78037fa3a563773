"""Tables that are joined, and a file that would be, with how it is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import TrialTable
from qualbench.workbench import JoinedFile, JoinReport, Store


@dataclass(frozen=True, slots=True)
class How:
    """How a file is read: see :func:`workbench.join`."""

    path: Path
    name: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    by: tuple[str, ...] = ()
    sheet: str = ""
    missing: tuple[tuple[str, str], ...] = ()

    @property
    def typed(self) -> str:
        """The keys as somebody types them."""
        return ", ".join(f"{column}={attribute}" for column, attribute in self.keys)

    def join(self, project: Store, coder: str, *, dry_run: bool) -> JoinedFile:
        of = (self.name, self.keys, self.by, self.sheet, self.missing)
        return workbench.join(project, coder, self.path, *of, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class Tried:
    """What would become of a file, or why it is refused."""

    how: How
    found: JoinedFile | None = None
    refused: QualbenchError | None = None

    @property
    def missing(self) -> str:
        """The values that mean missing as somebody types them, then those that look like it."""
        like = [(one.measure, one.code) for one in self.found.codes] if self.found else []
        said = (*self.how.missing, *like)
        return ", ".join(f"{measure}={value}" if measure else value for measure, value in said)


@dataclass(frozen=True, slots=True)
class Held:
    """A table in the list; ``by`` is who joined it, and nobody where it is only ``tried``.

    ``replaces`` says that one of its name is joined already.
    """

    table: TrialTable
    report: JoinReport
    by: str = ""
    tried: Tried | None = None
    replaces: bool = False


def tables(project: Store) -> Sequence[Held]:
    """Those that are joined, with how each fits the study now."""
    return [
        Held(one.table, report, f"{workbench.coder_name(project, one.coder)}, {one.at[:10]}")
        for one, report in workbench.joined(project)
    ]


def pairs(said: str) -> tuple[tuple[str, str], ...] | None:
    """``SITE=clinic, WHO=participant``; None where that is not what was typed."""
    found = [word.partition("=") for word in said.split(",") if word.strip()]
    if not all(column.strip() and attribute.strip() for column, _, attribute in found):
        return None
    return tuple((column.strip(), attribute.strip().lower()) for column, _, attribute in found)


def missing(said: str) -> tuple[tuple[str, str], ...] | None:
    """``-99, visits=1,5``: a measure or nothing, and a value; None where that was not typed."""
    words = [word.split("=", 1) for word in re.split(r";|,\s", said) if word.strip()]
    if not all(part.strip() for word in words for part in word):
        return None
    return tuple(("".join(measure).strip(), value.strip()) for *measure, value in words)
