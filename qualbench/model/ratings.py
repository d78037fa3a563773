"""What a construct meant in a case, what was asked about it, and what it goes with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qualbench.model.codings import PAIR_MARK

CaseKey = tuple[tuple[str, str], ...]
"""What makes a case: names and values of attributes, by name: ``(("clinic", "C1"),)``."""

Presence = Literal["present", "absent", "asked and silent", "not asked", "unconfirmed"]
Status = Literal["rated", "mixed", "missing", "not applicable", "draft"]
Fit = Literal["confirms", "expands", "discords"]
Distinction = Literal["strong", "weak", "none", "insufficient"]

STRENGTHS = (-2, -1, 0, 1, 2)
"""The scale of Damschroder & Lowery 2013, Implement Sci 8:51: from hindering to helping."""

_SIGNS: dict[Status, str] = {
    "rated": "",
    "mixed": "X",
    "missing": "M",
    "not applicable": "NA",
    "draft": "…",
}
"""What is printed where there is no number."""


def case_name(case: CaseKey, by: Sequence[str] = ()) -> str:
    """``C1`` or ``C1 counselor``: the values, in the order of ``by``; ``?`` for an empty one."""
    said = dict(case)
    return " ".join(said[name] or "?" for name in (by or sorted(said)) if name in said)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of a construct in a case: valence and strength, and what they rest on.

    ``value`` is one of ``STRENGTHS`` where the status is ``rated``, else None; ``draft`` are
    notes without a rating yet. ``varies`` says that respondents differ (a ``*`` in print).
    ``summary`` is what was said, ``rationale`` why it is rated so, ``source`` where notes were
    taken that no transcript holds (a recording, a time in it). ``evidence`` are codings, by
    lineage.
    """

    status: Status
    value: int | None = None
    varies: bool = False
    summary: str = ""
    rationale: str = ""
    source: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def sign(self) -> str:
        """As published matrices print it: ``+2``, ``0``, ``-1*`` (respondents differ), ``X``."""
        shown = _SIGNS[self.status] if self.value is None else f"{self.value:+d}"
        return ("0" if shown == "+0" else shown) + "*" * self.varies


@dataclass(frozen=True, slots=True)
class Rating:
    """Somebody's judgement of a construct in a case, or what the team agreed on.

    ``coder`` is who rated or, of a ``consensus``, who wrote down what was agreed; ``verified``
    are those who checked exactly this one. All are ids; ``at`` is UTC, for display only.
    """

    id: str
    coder: str
    case: CaseKey
    code: str
    role: str
    judged: Judgement
    at: str
    consensus: bool = False
    verified: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The code, with the role it is said of where there is one: ``...need@recipients``."""
        return f"{self.code}{PAIR_MARK}{self.role}" if self.role else self.code


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the guide; ``constructs`` are coding keys that it asks about.

    ``roles`` are those whom it is put to, empty for everybody.
    """

    id: str
    asks: str
    constructs: tuple[str, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """The interview guide. What none of its questions asks about was not asked."""

    name: str
    questions: tuple[Question, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a question was put in a transcript, confirmed by somebody, by id.

    ``turns`` are the starts of the interviewer's turns that put it; none: it was not asked.
    ``absent`` are the constructs of which the answer says that there is nothing of the kind.
    """

    id: str
    coder: str
    transcript: str
    question: str
    turns: tuple[int, ...]
    absent: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of a trial's numbers, with its label and the labels of its values."""

    name: str
    label: str = ""
    values: tuple[tuple[str, str], ...] = ()


Number = str | float | None
"""What a trial's table holds: a number, a word, or nothing (missing)."""


@dataclass(frozen=True, slots=True)
class TrialTable:
    """A trial's numbers as they were read from a file; they are never edited.

    ``keys`` are the attributes that a row belongs to (participant, clinic, role, wave), each
    row's first cells; the others hold ``measures``, in their order.
    """

    name: str
    source: str
    keys: tuple[str, ...]
    measures: tuple[Measure, ...]
    rows: tuple[tuple[Number, ...], ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A trial's table that somebody, by id, joined to the project; ``id`` is the fact."""

    id: str
    coder: str
    table: TrialTable
    at: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """Cases in groups by an outcome, from the lowest group to the highest.

    ``outcome`` is ``TABLE.MEASURE`` of the trial's numbers, or an attribute. A number belongs
    to the group above each of the ascending ``cuts`` that it reaches; without cuts ``groups``
    holds the values themselves, in order.
    """

    by: tuple[str, ...]
    outcome: str
    groups: tuple[str, ...]
    cuts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """What the team says of a construct: whether it tells groups of cases from one another.

    ``suggested`` is what the rule said at that time, ``rule`` the rule with its thresholds.
    """

    id: str
    coder: str
    grouping: Grouping
    key: str
    call: Distinction
    reason: str
    suggested: Distinction
    rule: str
    at: str


@dataclass(frozen=True, slots=True)
class Integration:
    """How a finding on a construct and an outcome fit, and what follows from both.

    Fetters, Curry & Creswell 2013, Health Serv Res 48:2134-2156. ``outcome`` is named as in a
    :class:`Grouping`, ``by`` are the attributes that make the cases.
    """

    id: str
    coder: str
    by: tuple[str, ...]
    key: str
    outcome: str
    fit: Fit | None
    inference: str
    at: str
