"""Joint displays: what was said and rated beside what was measured, case by case.

Fetters, Curry & Creswell 2013, Health Serv Res 48:2134-2156; Guetterman, Fetters & Creswell 2015,
Ann Fam Med 13:554-561.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, stdev

from qualbench.errors import NotFoundError
from qualbench.model import Distinction, Fit, Judgement

NO_VALUE = "–"
"""How a missing value of an outcome is printed: a blank could be an oversight."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said: ``who`` is the participant's label, never a name."""

    text: str
    who: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class JointCase:
    """A column; ``group`` is the outcome group that it belongs to, if any."""

    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One measure, a value a case; None is missing. ``decimals`` None prints what is needed."""

    label: str
    values: tuple[float | str | None, ...]
    unit: str = ""
    decimals: int | None = None

    @property
    def title(self) -> str:
        """The label with its unit, unless each value has that: ``Duration (weeks)``."""
        return self.label if self.unit in ("", "%") else f"{self.label} ({self.unit})"

    def printed(self, value: float | str | None) -> str:
        """The value as it is read, ``4.20`` or ``84%``; a dash where it is missing."""
        if value is None:
            return NO_VALUE
        text = value if isinstance(value, str) else self._number(value)
        return f"{text}%" if self.unit == "%" else text

    def averaged(self, value: float) -> str:
        """A mean or standard deviation of the values, with one decimal more than they have."""
        places = decimals(self.values) if self.decimals is None else self.decimals
        text = f"{value:,.4g}" if places is None else f"{rounded(value, places + 1):,f}"
        return f"{text}%" if self.unit == "%" else text

    def _number(self, value: float) -> str:
        return f"{value:,.10g}" if self.decimals is None else f"{value:,.{self.decimals}f}"


@dataclass(frozen=True, slots=True)
class RatedCell:
    """A construct in a case. ``respondents`` are the labels of those who spoke of it."""

    judged: Judgement | None = None
    quotes: tuple[Quote, ...] = ()
    respondents: tuple[str, ...] = ()

    @property
    def value(self) -> int | None:
        """The rating as a number; None where there is none to count with."""
        return self.judged.value if self.judged and self.judged.status == "rated" else None

    @property
    def sign(self) -> str:
        """That of the judgement; empty if nobody rated."""
        return self.judged.sign if self.judged else ""


@dataclass(frozen=True, slots=True)
class ConstructRow:
    """A construct, a cell a case, and what follows from looking at it beside the outcomes.

    ``path`` are the names from the domain down. ``call`` is what the team says of it,
    ``suggested`` what the rule does; ``inference`` is the meta-inference.
    """

    name: str
    path: str
    cells: tuple[RatedCell, ...]
    reverse: bool = False
    call: Distinction | None = None
    suggested: Distinction | None = None
    reason: str = ""
    fit: Fit | None = None
    inference: str = ""

    @property
    def domain(self) -> str:
        return self.path.split(" > ")[0]

    @property
    def distinguishes(self) -> tuple[str, str]:
        """The team's call, or else the suggested one; and whose it is. Empty without either."""
        if self.call is None:
            return (
                (self.suggested, "suggested, no call by the team") if self.suggested else ("", "")
            )
        if self.suggested in (None, self.call):
            return self.call, "the team's call"
        return self.call, f"the team's call; the rule suggests {self.suggested}"


@dataclass(frozen=True, slots=True)
class JointDisplay:
    """Rows hold a value a case. ``groups`` are those of the outcome, from the lowest up.

    ``order`` says in words how the columns are ordered. ``rule`` is that of the suggested calls;
    it is printed below with the ``notes``: that cases are few, that data are synthetic.
    """

    title: str
    cases: tuple[JointCase, ...]
    outcomes: tuple[OutcomeRow, ...]
    constructs: tuple[ConstructRow, ...]
    groups: tuple[str, ...] = ()
    order: str = ""
    rule: str = ""
    notes: tuple[str, ...] = ()

    def members(self) -> dict[str, tuple[int, ...]]:
        """Each group with the places of its cases, empty groups too; last those in no group."""
        of = [case.group for case in self.cases]
        named = dict.fromkeys([*self.groups, *filter(None, of)])
        every = [*named, ""] if "" in of else [*named]
        return {name: tuple(at for at, one in enumerate(of) if one == name) for name in every}


@dataclass(frozen=True, slots=True)
class Statistic:
    """Of the ``n`` numbers in a group of cases; mean and range are None where there is none.

    ``sd`` is that of a sample (n - 1), None for fewer than two. A case without a number (mixed,
    missing, unrated) is never counted as 0.
    """

    cases: int
    n: int
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None


def ordered(of: JointDisplay, outcome: str, *, highest_first: bool = False) -> JointDisplay:
    """The same with its cases ordered by an outcome's label; cases without a value come last.

    Words are ordered as the groups of their cases are, by the alphabet within one; equal cases stay
    in their order. Raises NotFoundError where no outcome has the label.
    """
    row = outcome_of(of, outcome)
    rank = {name: place for place, name in enumerate(of.groups)}
    sign = -1 if highest_first else 1

    def place(at: int) -> tuple[bool, bool, float, str]:
        value, group = row.values[at], of.cases[at].group
        if isinstance(value, str):
            return False, group not in rank, sign * rank.get(group, 0), value
        return value is None, False, sign * (value or 0.0), ""

    places = sorted(range(len(of.cases)), key=place)
    return replace(_taken(of, places), order=f"{row.label}, {_way(of, row, highest_first)}")


def _way(of: JointDisplay, row: OutcomeRow, highest_first: bool) -> str:
    """Only numbers are low or high; words stand in the order of groups, or in none."""
    if any(isinstance(value, str) for value in row.values):
        groups = of.groups[::-1] if highest_first else of.groups
        return ", then ".join(groups) or "by the alphabet"
    return "highest to lowest" if highest_first else "lowest to highest"


def outcome_of(of: JointDisplay, label: str) -> OutcomeRow:
    """The outcome of that label; NotFoundError where there is none."""
    for row in of.outcomes:
        if row.label == label:
            return row
    known = ", ".join(row.label for row in of.outcomes)
    raise NotFoundError(f"no outcome {label} in the display", f"Known: {known}.")


def statistic(values: Sequence[float | str | None]) -> Statistic:
    """Count, mean, standard deviation and range of the numbers among the values."""
    numbers = [value for value in values if isinstance(value, int | float)]
    n = len(numbers)
    if not n:
        return Statistic(len(values), 0, None, None, None, None)
    spread = stdev(numbers) if n > 1 else None
    return Statistic(len(values), n, mean(numbers), spread, min(numbers), max(numbers))


def decimals(values: Sequence[float | str | None]) -> int | None:
    """As many as any of the numbers needs, so that they stand below one another.

    None where one is too large or too small to be written out.
    """
    written = [f"{one:.10g}" for one in values if isinstance(one, int | float)]
    if any("e" in one for one in written):
        return None
    return max((len(one.partition(".")[2]) for one in written), default=0)


def rounded(value: float, places: int) -> Decimal:
    """To so many decimals, halves away from 0 as people round, not to the even digit."""
    exact = Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return exact + 0  # no -0.0


def respondents(row: ConstructRow, places: Sequence[int]) -> int:
    """How many people spoke of it in these cases, each counted once."""
    return len({who for at in places for who in row.cells[at].respondents})


def strongest(of: JointDisplay, at: int, sign: int, top: int) -> tuple[ConstructRow, ...]:
    """The case's barriers (sign -1) or facilitators (1), the strongest first, at most ``top``."""
    found = [row for row in of.constructs if (row.cells[at].value or 0) * sign > 0]
    return tuple(sorted(found, key=lambda row: -abs(row.cells[at].value or 0))[:top])


def _taken(of: JointDisplay, places: Sequence[int]) -> JointDisplay:
    return replace(
        of,
        cases=tuple(of.cases[at] for at in places),
        outcomes=tuple(
            replace(row, values=tuple(row.values[at] for at in places)) for row in of.outcomes
        ),
        constructs=tuple(
            replace(row, cells=tuple(row.cells[at] for at in places)) for row in of.constructs
        ),
    )
