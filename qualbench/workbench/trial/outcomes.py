"""What the trial's numbers, or attributes, say of each case: outcomes to hold ratings against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Case, CaseKey, Measure, Number, TrialTable
from qualbench.store import Store
from qualbench.workbench.coders import coder_id
from qualbench.workbench.quotes import attributes, known_of
from qualbench.workbench.ratings.cases import Cases
from qualbench.workbench.settings import setting


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that cases can be ordered and grouped by; ``name`` is ``TABLE.MEASURE``."""

    name: str
    measure: Measure
    source: str


def outcomes(project: Store, viewer: str, known: Cases) -> tuple[Outcome, ...]:
    """The measures of the joined tables that say something of these cases."""
    require_open(project, viewer)
    return tuple(
        Outcome(f"{table.name}.{measure.name}", measure, table.source)
        for table in _tables(project)
        if None not in _rows_of(table, known).values()
        for measure in table.measures
    )


def outcome(project: Store, viewer: str, name: str, known: Cases) -> Mapping[CaseKey, Number]:
    """A measure (``TABLE.MEASURE``, or its name alone) or an attribute, for each case.

    None where a case has none. RefusedError where outcomes are hidden from ``viewer``, and for a
    measure of a table whose rows are smaller than cases; NotFoundError for a name that is none.
    """
    require_open(project, viewer)
    found = [one for one in _measures(project) if name in (one.name, one.measure.name)]
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        raise NotFoundError(f"several tables have a measure {name}", f"Say one of {names}.")
    if found:
        return _measured(project, found[0].name, known)
    if name in attributes(project):
        return {case: _attribute(known.members[case], name) for case in known.members}
    names = ", ".join([*(one.name for one in _measures(project)), *sorted(attributes(project))])
    raise NotFoundError(f"there is no outcome {name}", f"There is {names or 'none: join one'}.")


def full_name(project: Store, name: str) -> str:
    """``TABLE.MEASURE`` for a measure's name alone; what names no measure stays as it is."""
    found = [one.name for one in _measures(project) if name in (one.name, one.measure.name)]
    return found[0] if len(found) == 1 else name


def measure_of(project: Store, name: str) -> Measure:
    """The measure of that name with its labels; of an attribute its name alone."""
    found = (one.measure for one in _measures(project) if name in (one.name, one.measure.name))
    return next(found, Measure(name))


def sees_outcomes(project: Store, viewer: str) -> bool:
    """Whether outcomes, and what is said of constructs beside them, are open to ``viewer``."""
    if setting(project, "outcomes") == "shown":
        return True
    me = coder_id(project, viewer)
    return any(one.id == me and one.lead for one in store.coders(project))


def require_open(project: Store, viewer: str) -> None:
    if not sees_outcomes(project, viewer):
        raise RefusedError(
            "outcomes are hidden while constructs are rated",
            "A lead shows them: `qualbench settings PROJECT outcomes shown`.",
        )


def _tables(project: Store) -> Sequence[TrialTable]:
    return [one.table for one in store.trial_tables(project)]


def _measures(project: Store) -> Iterator[Outcome]:
    for table in _tables(project):
        for measure in table.measures:
            yield Outcome(f"{table.name}.{measure.name}", measure, table.source)


def _measured(project: Store, name: str, known: Cases) -> Mapping[CaseKey, Number]:
    table = next(one for one in _tables(project) if name.startswith(f"{one.name}."))
    ids = _rows_of(table, known)
    if None in ids.values():
        finer = ", ".join(key for key in table.keys if key not in known.by)
        raise RefusedError(
            f"{table.name} has a row for each {finer}, which is finer than the cases",
            f"Join {table.source} again with --by {' --by '.join(known.by)}: its means and n.",
        )
    place = len(table.keys) + [f"{table.name}.{one.name}" for one in table.measures].index(name)
    said = {tuple(map(str, row[: len(table.keys)])): row[place] for row in table.rows}
    return {case: said.get(row) for case, row in ids.items() if row}


def _rows_of(table: TrialTable, known: Cases) -> dict[CaseKey, tuple[str, ...] | None]:
    """The ids of each case's row, also by what all its interviews share: a participant's clinic.

    None where the interviews of a case belong to several rows.
    """
    found: dict[CaseKey, tuple[str, ...] | None] = {}
    for case, members in known.members.items():
        ids = {tuple(known_of(one).get(key, "") for key in table.keys) for one in members}
        found[case] = ids.pop() if len(ids) == 1 else None
    return found


def _attribute(members: Sequence[Case], name: str) -> Number:
    """The value that all interviews of a case share; None where they differ."""
    values = {known_of(one).get(name, "") for one in members}
    return values.pop() or None if len(values) == 1 else None
