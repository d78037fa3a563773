"""What tells groups of cases from one another: the rule's suggestion, and the team's own call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualbench import ratings as rooms
from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Call, CaseKey, Distinction, Grouping, Judgement
from qualbench.ratings import RULE, Rule, Suggested
from qualbench.store import Store
from qualbench.workbench.coders import leading
from qualbench.workbench.codings import resolving
from qualbench.workbench.ratings.cases import cases
from qualbench.workbench.ratings.matrix import Matrix, matrix
from qualbench.workbench.ratings.rating import key_of
from qualbench.workbench.steady import steady
from qualbench.workbench.trial.outcomes import full_name, outcome
from qualbench.workbench.versions import codebook


@dataclass(frozen=True, slots=True)
class Distinguished:
    """A construct with what its cases are rated, group by group, and what is said of it.

    ``call`` is the team's own, where it made one for this grouping.
    """

    key: str
    name: str
    groups: tuple[tuple[Judgement | None, ...], ...]
    suggested: Suggested
    call: Call | None


@dataclass(frozen=True, slots=True)
class Distinguishing:
    """Constructs across groups of cases, from the lowest group to the highest.

    ``groups`` are the cases of each, ``ungrouped`` those without the outcome. ``warning`` says
    where cases are few, empty where they are not. Constructs of which no case is settled by the
    team are left out.
    """

    grouping: Grouping
    rule: Rule
    groups: tuple[tuple[CaseKey, ...], ...]
    ungrouped: tuple[CaseKey, ...]
    rows: tuple[Distinguished, ...]
    warning: str


@steady
def distinguishing(
    project: Store,
    viewer: str,
    outcome_name: str,
    cuts: Sequence[float] = (),
    groups: Sequence[str] = (),
    by: Sequence[str] = (),
    rule: Rule = RULE,
) -> Distinguishing:
    """Which constructs tell groups of cases apart, by what the team agreed on.

    ``cuts`` part a number into ``groups``, whose names are made of the cuts where none are
    given; without cuts ``groups`` are the outcome's values from low to high, and where they are
    no values, or not given, a number is cut at its median. Raises RefusedError where there are
    not two groups.
    """
    grouping = grouping_of(project, viewer, outcome_name, cuts, groups, by)
    shown = matrix(project, viewer, grouping.by)
    return distinguished(project, viewer, shown, grouping, rule)


def distinguished(
    project: Store, viewer: str, shown: Matrix, grouping: Grouping, rule: Rule = RULE
) -> Distinguishing:
    """The same of a matrix at hand."""
    numbers = outcome(project, viewer, grouping.outcome, shown.cases)
    made = rooms.grouped({case: numbers[case] for case in shown.keys}, grouping)
    calls = _calls(project, grouping)
    rows = []
    for row in shown.rows:
        settled = {cell.case: cell.settled for cell in row.cells}
        if any(settled.values()):
            rated = tuple(tuple(settled[case] for case in group) for group in made.groups)
            known = [[one for one in group if one is not None] for group in rated]
            found = rooms.distinguishes(known, rule)
            rows.append(Distinguished(row.key, row.name, rated, found, calls.get(row.key)))
    warning = rooms.few(made.groups)
    return Distinguishing(grouping, rule, made.groups, made.ungrouped, tuple(rows), warning)


def grouping_of(
    project: Store,
    viewer: str,
    outcome_name: str,
    cuts: Sequence[float] = (),
    groups: Sequence[str] = (),
    by: Sequence[str] = (),
) -> Grouping:
    """How an outcome parts the cases: see :func:`distinguishing`."""
    known, outcome_name = cases(project, by), full_name(project, outcome_name)
    of = outcome(project, viewer, outcome_name, known)
    there = [one for one in of.values() if one is not None and one != ""]
    if not there:
        raise RefusedError(
            f"no case has a value of {outcome_name}", "It is missing, or differs within each case."
        )
    made = Grouping(tuple(sorted(known.by)), outcome_name, tuple(groups), tuple(sorted(set(cuts))))
    values = tuple(sorted({str(one) for one in there}))
    if not cuts and not (groups and any(rooms.grouped(of, made).groups)):
        numbers = [one for one in there if isinstance(one, float)]
        if len(numbers) == len(there) and len(groups) in (0, 2):
            made = replace(made, cuts=(_median(numbers),))
        elif groups:
            raise RefusedError(
                f"no case has {' or '.join(groups)} for {outcome_name}",
                f"There is {', '.join(values)}; numbers take --cut, one fewer than groups.",
            )
    if not groups:
        made = replace(made, groups=_named(made.cuts) if made.cuts else values)
    if len(made.groups) < 2:
        raise RefusedError(
            f"{outcome_name} puts all cases into one group", "Say --cut NUMBER, or --group VALUE."
        )
    return made


def provenance_of(grouping: Grouping) -> dict[str, str]:
    """What a file says of the grouping that it was made by; no cuts where values are groups."""
    said = {
        "case": " x ".join(grouping.by),
        "outcome": grouping.outcome,
        "cuts": ", ".join(str(float(cut)) for cut in grouping.cuts),
        "groups": ", ".join(grouping.groups),
    }
    return {what: value for what, value in said.items() if value}


def make_call(
    project: Store,
    lead: str,
    code: str,
    said: Distinction,
    reason: str,
    grouping: Grouping,
    rule: Rule = RULE,
    *,
    shown: Matrix | None = None,
) -> Call:
    """Record what the team says of a construct, beside what the rule suggests now.

    ``shown`` is the matrix of the grouping's cases where it is at hand.
    """
    key = key_of(project, code)
    shown = shown or matrix(project, lead, grouping.by)
    found = {row.key: row for row in distinguished(project, lead, shown, grouping, rule).rows}
    if key not in found:
        raise RefusedError(
            f"the team has agreed on no rating of {key}", "Record a consensus first."
        )
    with project.writing():
        author = leading(project, lead).id
        suggested = found[key].suggested.call
        draft = store.call_draft(project, grouping, key, said, reason.strip(), suggested, rule.said)
        made = store.record(project, author, [draft]).added[0]
    return next(one for one in store.calls(project) if one.id == made)


def _calls(project: Store, grouping: Grouping) -> dict[str, Call]:
    read = resolving(codebook(project))
    return {read(one.key): one for one in store.calls(project) if one.grouping == grouping}


def _named(cuts: Sequence[float]) -> tuple[str, ...]:
    """``below 3.5``, ``3.5 and more``; of several ``2 to 4`` between."""
    between = (f"{low:g} to {high:g}" for low, high in pairwise(cuts))
    return (f"below {cuts[0]:g}", *between, f"{cuts[-1]:g} and more")


def _median(values: Sequence[float]) -> float:
    """Between the middle two of an even number, so that the groups are as even as they can be."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
