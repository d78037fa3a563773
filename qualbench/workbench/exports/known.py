"""Tables of what is known of cases besides their words: attributes, and a trial's numbers."""

from __future__ import annotations

from qualbench import export as tables
from qualbench.errors import RefusedError
from qualbench.store import Store
from qualbench.workbench.exports.study import study_of
from qualbench.workbench.exports.wanted import Made, Wanted
from qualbench.workbench.ratings.cases import cases as cases_of
from qualbench.workbench.trial.outcomes import outcome
from qualbench.workbench.trial.outcomes import outcomes as measures


def cases(project: Store, viewer: str, wanted: Wanted) -> Made:
    """Whose interview each transcript is, with all attributes."""
    return Made(tables.cases_table(study_of(project, (), frozenset())))


def outcomes(project: Store, viewer: str, wanted: Wanted) -> Made:
    """The numbers of the joined tables, a row a case."""
    known = cases_of(project, wanted.by)
    found = measures(project, viewer, known)
    made = " x ".join(known.by)
    if not found:
        raise RefusedError(
            f"no joined table has numbers of cases of {made}",
            "`qualbench join PROJECT FILE` joins one; --by names what makes its cases.",
        )
    columns = [
        tables.OutcomeColumn(
            one.name, one.measure, one.source, outcome(project, viewer, one.name, known)
        )
        for one in found
    ]
    return Made(tables.outcomes_table(known.by, known.members, columns), {"case": made})
