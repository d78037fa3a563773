"""Tables of ratings: everybody's and the team's, what distinguishes, and sets for QCA and CNA."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from qualbench import export as tables
from qualbench import store
from qualbench.errors import RefusedError
from qualbench.export import Calibration, DistinguishingRow, Factor, Table
from qualbench.model import CONSENSUS, PAIR_MARK, CaseKey, Rating, case_name
from qualbench.store import Store
from qualbench.workbench.codings import resolved
from qualbench.workbench.exports.wanted import Made, Wanted
from qualbench.workbench.quotes import quoted
from qualbench.workbench.ratings.agreement import agreement_rows
from qualbench.workbench.ratings.agreement import rating_agreement as compared
from qualbench.workbench.ratings.cases import made_by
from qualbench.workbench.ratings.distinguishing import distinguishing, provenance_of
from qualbench.workbench.ratings.matrix import Matrix, matrix
from qualbench.workbench.ratings.seeing import visible_ratings
from qualbench.workbench.trial.outcomes import full_name, measure_of, outcome
from qualbench.workbench.versions import codebook


def ratings(project: Store, viewer: str, wanted: Wanted) -> Made:
    """Every rating that ``viewer`` may see, individual and consensus, a row each."""
    seen, hidden = visible_ratings(project, viewer)
    if wanted.by:
        made = set(made_by(project, wanted.by))
        seen, hidden = (
            tuple(one for one in found if {name for name, _ in one.case} == made)
            for found in (seen, hidden)
        )
    coders = {one.id: one.name for one in store.coders(project)}
    table = tables.ratings_table(seen, codebook(project), coders, _respondents(project, seen))
    said, warnings = _unseen(len(hidden))
    return Made(table, said, warnings=warnings)


def ratings_wide(project: Store, viewer: str, wanted: Wanted) -> Made:
    """What the team agreed on, a row a case and a column a construct, as numbers."""
    shown = matrix(project, viewer, wanted.by)
    table = tables.ratings_wide_table(settled(shown), codebook(project), shown.cases.by)
    return _of_matrix(table, shown)


def rating_matrix(project: Store, viewer: str, wanted: Wanted) -> Made:
    """The same as it is printed: constructs down, cases across, signs in the cells."""
    shown = matrix(project, viewer, wanted.by)
    table = tables.ratings_matrix_table(settled(shown), codebook(project), shown.cases.by)
    return _of_matrix(table, shown)


def distinguishing_constructs(project: Store, viewer: str, wanted: Wanted) -> Made:
    """Constructs across groups of cases, with the suggested call and the team's own."""
    of = wanted.require_outcome()
    found = distinguishing(project, viewer, of, wanted.cuts, wanted.groups, wanted.by)
    coders = {one.id: one.name for one in store.coders(project)}
    rows = [
        DistinguishingRow(
            row.key,
            row.groups,
            row.suggested.call,
            row.suggested.said,
            row.call,
            coders[row.call.coder] if row.call else "",
        )
        for row in found.rows
    ]
    table = tables.distinguishing_table(rows, codebook(project), found.grouping, found.rule.said)
    said = provenance_of(found.grouping) | {"rule": found.rule.said}
    return Made(table, said, warnings=(found.warning,) if found.warning else ())


def sets(project: Store, viewer: str, wanted: Wanted) -> Made:
    """Case x condition without a hole, for QCA and CNA; what was dropped is said and listed."""
    of = full_name(project, wanted.require_outcome())
    if len(wanted.cuts) > 1:
        raise RefusedError("a set is cut once", "Say --cut once: 1 from there on.")
    shown = matrix(project, viewer, wanted.by)
    how = wanted.calibration or Calibration("crisp")
    rated = settled(shown)
    conditions = tables.rated_factors(rated, codebook(project), shown.cases.by, how)
    effect = _effect(project, viewer, of, wanted, shown)
    found = tables.configurations(shown.cases.by, conditions, [effect], wanted.drop)
    said, warnings = _said(shown)
    return Made(
        found.table,
        {**said, **_differing(rated, shown.cases.by), "outcome": of, **found.provenance},
        beside={"names": found.names, "dropped": found.dropped},
        script=partial(tables.configurations_script, found),
        warnings=(*warnings, *found.warnings),
    )


def _differing(rated: tuple[Rating, ...], by: tuple[str, ...]) -> dict[str, str]:
    """What a set cannot hold: that respondents differ on a number."""
    found = [one for one in rated if one.judged.varies and one.judged.value is not None]
    named = ", ".join(f"{case_name(one.case, by)} {one.key} {one.judged.sign}" for one in found)
    return {"respondents_differ": f"the number counts all the same: {named}"} if found else {}


def rating_agreement(project: Store, viewer: str, wanted: Wanted) -> Made:
    """How far raters agree on the initial ratings, over all and construct by construct."""
    found = compared(project, viewer, wanted.by)
    said = {"case": " x ".join(found.by), "raters": ", ".join(found.raters)}
    return Made(tables.rating_agreement_table(agreement_rows(found), codebook(project)), said)


def settled(shown: Matrix) -> tuple[Rating, ...]:
    """What counts in each cell, as a consensus: also what raters say alike without one."""
    return tuple(
        cell.consensus
        if cell.consensus and cell.consensus.judged is judged
        else Rating(
            f"alike:{cell.ratings[0].id}",
            CONSENSUS,
            cell.case,
            *_parts(cell.key),
            judged,
            cell.ratings[0].at,
            consensus=True,
        )
        for row in shown.rows
        for cell in row.cells
        if (judged := cell.settled)
    )


def _parts(key: str) -> tuple[str, str]:
    code, _, role = key.partition(PAIR_MARK)
    return code, role


def _said(shown: Matrix) -> tuple[dict[str, str], tuple[str, ...]]:
    said = {
        "case": " x ".join(shown.cases.by),
        "ratings": "the consensus, or else what two or more raters say alike",
    }
    if shown.cases.without:
        said["in_no_case"] = ", ".join(shown.cases.without)
    unseen, warnings = _unseen(sum(cell.hidden for row in shown.rows for cell in row.cells))
    return said | unseen, warnings


def _unseen(hidden: int) -> tuple[dict[str, str], tuple[str, ...]]:
    """What is said of ratings that stay hidden from the viewer: in the provenance, and at once."""
    if not hidden:
        return {}, ()
    left_out = f"{hidden} rating{'s' if hidden > 1 else ''} that may not be seen yet"
    return {"left_out": left_out}, (f"without {left_out}",)


def _of_matrix(table: Table, shown: Matrix) -> Made:
    """With a warning where a cell looks empty only because its ratings are hidden."""
    said, warnings = _said(shown)
    return Made(table, said, warnings=warnings)


def _respondents(project: Store, seen: tuple[Rating, ...]) -> Mapping[str, int]:
    """Whose words each rating rests on, counted."""
    wanted = {lineage for one in seen for lineage in one.judged.evidence}
    codings = [one for one in store.codings(project) if one.lineage in wanted]
    who = {
        quote.shown.coding.lineage: quote.attributes.get("participant") or quote.speaker
        for quote in quoted(project, resolved(codebook(project), codings))
    }
    return {
        one.id: len({who[lineage] for lineage in one.judged.evidence if lineage in who})
        for one in seen
    }


def _effect(project: Store, viewer: str, name: str, wanted: Wanted, shown: Matrix) -> Factor:
    """The outcome, 1 from the cut on; without one, from the middle of its numbers on."""
    numbers: Mapping[CaseKey, float | str | None] = outcome(project, viewer, name, shown.cases)
    known = sorted(one for one in numbers.values() if isinstance(one, float))
    cut = wanted.cuts[0] if wanted.cuts else known[len(known) // 2] if known else 1.0
    if known and not known[0] <= cut <= known[-1]:
        raise RefusedError(
            f"cut {cut:g} lies outside {known[0]:g} to {known[-1]:g} of {name}",
            "Cut between two of its values.",
        )
    said = measure_of(project, name)
    values = {
        case: one if isinstance(one, float) else "no value" if one is None else "not a number"
        for case, one in numbers.items()
    }
    return Factor(name, said.label or name, Calibration("crisp", at_least=cut), values)
