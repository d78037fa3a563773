"""What can be exported, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from qualbench.errors import RefusedError
from qualbench.export import Calibration, Table

Kind = Literal[
    "segments",
    "counts",
    "presence",
    "presence-wide",
    "ratings",
    "ratings-wide",
    "matrix",
    "distinguishing",
    "qca",
    "cna",
    "cases",
    "outcomes",
    "join",
    "agreement",
    "rating-agreement",
    "topics",
    "codebook",
    "versions",
    "decisions",
    "suggestions",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

OF_LAYERS: tuple[Kind, ...] = ("segments", "counts", "presence", "presence-wide")
"""Kinds that are made of a layer of codings."""

OF_CASES: tuple[Kind, ...] = (
    *("counts", "presence", "presence-wide", "ratings-wide", "matrix", "distinguishing"),
    *("qca", "cna", "outcomes", "rating-agreement"),
)
"""Kinds that are of cases, whatever makes them."""

BY_OUTCOME: tuple[Kind, ...] = ("distinguishing", "qca", "cna")
"""Kinds that hold cases against an outcome."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of an export.

    ``layer`` and ``by`` are as for the command, ``run`` a kept run of topics, ``measures`` those
    of a wide table of presence. ``outcome`` parts cases by ``cuts`` into ``groups``. Of QCA and
    CNA ``calibration`` says how ratings become members of sets and ``drop`` what goes first
    where a number is missing. ``r`` puts a script for R beside a .csv.
    """

    layer: str = ""
    by: tuple[str, ...] = ()
    run: str = ""
    text: bool = True
    measures: tuple[str, ...] = ("present",)
    roll_up: bool = False
    silent_is_absent: bool = False
    outcome: str = ""
    cuts: tuple[float, ...] = ()
    groups: tuple[str, ...] = ()
    calibration: Calibration | None = None
    drop: Literal["conditions", "cases"] = "conditions"
    r: bool = False

    def require_outcome(self) -> str:
        if not self.outcome:
            raise RefusedError(
                "no outcome was named to hold cases against",
                "Say --outcome TABLE.MEASURE; `qualbench join PROJECT` lists them.",
            )
        return self.outcome


@dataclass(frozen=True, slots=True)
class Made:
    """A table on its way out, and what is said of it.

    ``said`` goes to the provenance, ``beside`` are further tables, by the end of their names,
    ``script`` writes one for R that reads a file of that name. ``unfinished``, ``sealed``,
    ``shown`` and ``warnings`` are as in ``Exported``.
    """

    table: Table
    said: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Table] = field(default_factory=dict)
    script: Callable[[str], str] | None = None
    sheets: tuple[Table, ...] = ()
    unfinished: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
