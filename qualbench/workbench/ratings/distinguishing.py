"""What tells groups of cases from one another: the rule's suggestion, and the team's own call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan

from qualbench import ratings as rooms
from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Call, CaseKey, Distinction, Grouping, Judgement, Number
from qualbench.ratings import RULE, Grouped, Rule, Suggested
from qualbench.ratings.distinguish import value_of
from qualbench.store import Store
from qualbench.workbench.coders import leading
from qualbench.workbench.codings import resolving
from qualbench.workbench.ratings.cases import cases
from qualbench.workbench.ratings.groups import (
    median,
    named_by_cuts,
    named_by_values,
    require_filled,
)
from qualbench.workbench.ratings.matrix import Matrix, matrix
from qualbench.workbench.ratings.rating import key_of
from qualbench.workbench.steady import steady
from qualbench.workbench.trial.outcomes import full_name, outcome
from qualbench.workbench.versions import codebook


@dataclass(frozen=True, slots=True)
class Distinguished:
    """A construct with what its cases are rated, group by group, and what is said of it.

    ``call`` is the team's own, where it made one of these groups of cases; ``called_at`` is how
    they were parted then (``cut 3.5``), empty where it was as now.
    """

    key: str
    name: str
    groups: tuple[tuple[Judgement | None, ...], ...]
    suggested: Suggested
    call: Call | None
    called_at: str


@dataclass(frozen=True, slots=True)
class Distinguishing:
    """Constructs across groups of cases, from the lowest group to the highest.

    ``groups`` are the cases of each, ``ungrouped`` those without the outcome. ``warning`` says
    where cases are few, empty where they are not. Constructs of which no case is settled by the
    team are left out. ``elsewhere`` are the team's calls of other groups by the same outcome.
    """

    grouping: Grouping
    rule: Rule
    groups: tuple[tuple[CaseKey, ...], ...]
    ungrouped: tuple[CaseKey, ...]
    rows: tuple[Distinguished, ...]
    warning: str
    elsewhere: tuple[Call, ...]

    @property
    def minds(self) -> Iterator[str]:
        """That groups have no order, and which calls were made at other cuts, in sentences."""
        if words := _unordered(self.grouping):
            yield f"{words[0]} is held against {words[1]}: words alone make no order."
        made: dict[str, list[str]] = defaultdict(list)
        for row in self.rows:
            if row.called_at:
                made[row.called_at].append(row.name)
        for at, names in made.items():
            yield f"Called at {at}, of the same groups: {', '.join(names)}."


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
    not two groups, where one has no case, and for more than two words in no order.
    """
    grouping = grouping_of(project, viewer, outcome_name, cuts, groups, by)
    shown = matrix(project, viewer, grouping.by)
    return distinguished(project, viewer, shown, grouping, rule)


def distinguished(
    project: Store, viewer: str, shown: Matrix, grouping: Grouping, rule: Rule = RULE
) -> Distinguishing:
    """The same of a matrix at hand."""
    of = outcome(project, viewer, grouping.outcome, shown.cases)
    numbers = {case: of[case] for case in shown.keys}
    made = rooms.grouped(numbers, grouping)
    calls, elsewhere = _calls(project, grouping, numbers, made)
    unordered = _unordered(grouping)
    rows = []
    for row in shown.rows:
        settled = {cell.case: cell.settled for cell in row.cells}
        if any(settled.values()):
            rated = tuple(tuple(settled[case] for case in group) for group in made.groups)
            known = [[one for one in group if one is not None] for group in rated]
            found = rooms.distinguishes(known, rule, unordered)
            call = calls.get(row.key)
            at = _parted_at(call.grouping, grouping) if call else ""
            rows.append(Distinguished(row.key, row.name, rated, found, call, at))
    warning = rooms.few(made.groups)
    return Distinguishing(
        grouping, rule, made.groups, made.ungrouped, tuple(rows), warning, elsewhere
    )


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
    there = {case: one for case, one in of.items() if one is not None and one != ""}
    if not there:
        raise RefusedError(
            f"no case has a value of {outcome_name}", "It is missing, or differs within each case."
        )
    made = Grouping(tuple(sorted(known.by)), outcome_name, tuple(groups), tuple(sorted(set(cuts))))
    if not cuts and not (groups and any(rooms.grouped(there, made).groups)):
        numbers = [one for one in there.values() if not isinstance(one, str)]
        if len(numbers) == len(there) and len(groups) in (0, 2):
            made = replace(made, cuts=(median(numbers),))
    if not groups:
        named = named_by_cuts(made.cuts) if made.cuts else named_by_values(outcome_name, there)
        made = replace(made, groups=named)
    if len(made.groups) < 2:
        raise RefusedError(
            f"{outcome_name} puts all cases into one group", "Say --cut NUMBER, or --group VALUE."
        )
    require_filled(made, there)
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


def _calls(
    project: Store, grouping: Grouping, numbers: Mapping[CaseKey, Number], made: Grouped
) -> tuple[dict[str, Call], tuple[Call, ...]]:
    """The latest call of each construct on these groups of cases, and those on other groups."""
    read = resolving(codebook(project))
    here: dict[str, Call] = {}
    elsewhere: list[Call] = []
    for one in store.calls(project):
        then = one.grouping
        if (then.outcome, set(then.by)) == (grouping.outcome, set(grouping.by)):
            if rooms.grouped(numbers, then).together == made.together:
                here[read(one.key)] = one
            else:
                elsewhere.append(one)
    return here, tuple(elsewhere)


def _parted_at(then: Grouping, now: Grouping) -> str:
    """How the same groups of cases were parted, unless it was at the same cuts."""
    if then.cuts == now.cuts:
        return ""
    said = [f"{cut:g}" for cut in then.cuts] or then.groups
    return f"{'cut' if then.cuts else 'group'} {' and '.join(said)}"


def _unordered(grouping: Grouping) -> tuple[str, ...]:
    """Two words by the alphabet, which need not be an order, even if they were said so."""
    words, ascending = grouping.groups, tuple(sorted(grouping.groups))
    plain = grouping.cuts or len(words) != 2 or any(not isnan(value_of(word)) for word in words)
    return () if plain or words != ascending else words
