"""Joint displays: constructs with ratings and quotes beside the trial's numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from qualbench import export as tables
from qualbench.errors import RefusedError
from qualbench.export import documents
from qualbench.export.documents import Pages
from qualbench.export.joint import (
    ConstructRow,
    JointCase,
    JointDisplay,
    OutcomeRow,
    Quote,
    RatedCell,
    decimals,
    ordered,
)
from qualbench.export.joint_tables import joint_sheets
from qualbench.model import PAIR_MARK, CaseKey, Codebook, case_name
from qualbench.store import Store
from qualbench.workbench.exports.provenance import provenance
from qualbench.workbench.pages import name_of
from qualbench.workbench.quotes import Quote as Quoted
from qualbench.workbench.quotes import quoted
from qualbench.workbench.ratings.distinguishing import (
    Distinguishing,
    distinguished,
    grouping_of,
    provenance_of,
)
from qualbench.workbench.ratings.integrating import integrations
from qualbench.workbench.ratings.matrix import Matrix, matrix
from qualbench.workbench.ratings.seeing import MatrixCell
from qualbench.workbench.steady import steady
from qualbench.workbench.trial.outcomes import full_name, measure_of, outcome, outcomes
from qualbench.workbench.versions import codebook

DisplayKind = Literal["constructs", "statistics", "profiles"]
DOCUMENTS = (".html", ".docx", ".xlsx", ".md")

_QUOTES = 2
"""So many quotes of a cell stand in a display: the linked ones first, then those with a star."""


@dataclass(frozen=True, slots=True)
class Display:
    """A joint display, and what it was made from."""

    display: JointDisplay
    matrix: Matrix
    distinguishing: Distinguishing


@steady
def joint(
    project: Store,
    viewer: str,
    outcome_name: str,
    cuts: Sequence[float] = (),
    groups: Sequence[str] = (),
    by: Sequence[str] = (),
    measures: Sequence[str] = (),
    *,
    highest_first: bool = False,
) -> Display:
    """What the team agreed on of each construct and case, with cases ordered by an outcome.

    ``measures`` are further outcomes to show, else all numbers that say something of the cases.
    Raises RefusedError where the team has agreed on nothing yet.
    """
    name = full_name(project, outcome_name)
    grouping = grouping_of(project, viewer, name, cuts, groups, by)
    shown = matrix(project, viewer, grouping.by)
    found = distinguished(project, viewer, shown, grouping)
    if not found.rows:
        raise RefusedError(
            "the team has agreed on no rating yet",
            "Record what was agreed on: `qualbench rate PROJECT CASE CODE RATING --consensus`.",
        )
    first = _outcome(project, viewer, name, shown)
    others = [full_name(project, one) for one in measures] or _numbers(project, viewer, shown)
    display = JointDisplay(
        title=f"Constructs beside {first.label}",
        cases=_cases(shown, found),
        outcomes=(
            first,
            *(_outcome(project, viewer, one, shown) for one in others if one != name),
        ),
        constructs=_constructs(project, viewer, shown, found),
        groups=grouping.groups,
        rule=found.rule.said,
        notes=_notes(found),
    )
    return Display(ordered(display, first.label, highest_first=highest_first), shown, found)


def export_joint(
    project: Store, found: Display, to: Path, kind: DisplayKind = "constructs"
) -> tuple[Path, ...]:
    """Write a display as .html, .docx, .xlsx or .md, with its provenance; gives the files."""
    suffix = to.suffix.lower()
    if suffix not in DOCUMENTS:
        raise RefusedError(
            f"{to}: unknown kind of document", f"Let the name end in {', '.join(DOCUMENTS)}."
        )
    said = provenance(project, "joint display") | provenance_of(found.distinguishing.grouping)
    said |= {
        "rule": found.distinguishing.rule.said,
        "ratings": "the consensus, or else what two or more raters say alike",
    }
    notes = (*found.display.notes, *found.distinguishing.minds)
    display = replace(found.display, notes=notes)
    if suffix == ".xlsx":
        first, *more = joint_sheets(display)
        return tables.write(first, said, to, (first, *more))
    pages = pages_of(display, kind)
    if suffix == ".docx":
        return tables.write_document(documents.docx(pages), said, to)
    text = documents.html(pages) if suffix == ".html" else documents.markdown(pages)
    return tables.write_document(text.encode(), said, to)


def pages_of(display: JointDisplay, kind: DisplayKind = "constructs") -> Pages:
    """The display in one of its three kinds."""
    if kind == "statistics":
        return documents.theme_by_statistic(display)
    if kind == "profiles":
        return documents.case_profiles(display)
    return documents.constructs_by_cases(display)


def _cases(shown: Matrix, found: Distinguishing) -> tuple[JointCase, ...]:
    group = {
        case: name
        for name, cases in zip(found.grouping.groups, found.groups, strict=True)
        for case in cases
    }
    by = shown.cases.by
    return tuple(JointCase(case_name(case, by), group.get(case, "")) for case in shown.keys)


def _outcome(project: Store, viewer: str, name: str, shown: Matrix) -> OutcomeRow:
    measure = measure_of(project, name)
    said: Mapping[CaseKey, str | float | None] = outcome(project, viewer, name, shown.cases)
    labels = dict(measure.values)
    values = tuple(_labelled(said[case], labels) for case in shown.keys)
    label = measure.label or measure.name.rpartition(".")[2]
    return OutcomeRow(label, values, decimals=decimals(values))


def _labelled(value: str | float | None, labels: Mapping[str, str]) -> str | float | None:
    known = f"{value:g}" if isinstance(value, float) else str(value)
    return labels.get(known, value)


def _numbers(project: Store, viewer: str, shown: Matrix) -> list[str]:
    """The measures that are numbers in any case."""
    names = [one.name for one in outcomes(project, viewer, shown.cases)]
    said = {name: outcome(project, viewer, name, shown.cases).values() for name in names}
    return [name for name in names if any(isinstance(value, float) for value in said[name])]


def _constructs(
    project: Store, viewer: str, shown: Matrix, found: Distinguishing
) -> tuple[ConstructRow, ...]:
    book = codebook(project)
    stated = integrations(project, viewer, found.grouping.outcome, found.grouping.by)
    rated = {row.key: row for row in found.rows}
    return tuple(
        ConstructRow(
            name=row.name,
            path=path_of(book, row.key),
            cells=tuple(_cell(project, cell) for cell in row.cells),
            reverse=row.polarity == "reverse",
            call=call.call if (call := rated[row.key].call) else None,
            suggested=rated[row.key].suggested.call,
            reason=call.reason if call else "",
            fit=stated[row.key].fit if row.key in stated else None,
            inference=stated[row.key].inference if row.key in stated else "",
        )
        for row in shown.rows
        if row.key in rated
    )


def path_of(book: Codebook, key: str) -> str:
    """The names from the domain down, the role at the end where there is one."""
    code, mark, _ = key.partition(PAIR_MARK)
    above = [one.name for one in reversed(book.ancestors(code))]
    return " > ".join([*above, name_of(book, key) if mark else book.by_id[code].name])


def _cell(project: Store, cell: MatrixCell) -> RatedCell:
    judged = cell.settled
    linked = set(judged.evidence) if judged else set[str]()
    found = _best(quoted(project, [one.coding for one in cell.said]), linked) if judged else []
    quotes = dict.fromkeys(
        Quote(" ".join(one.speech.split()), _who(one), one.attributes.get("role", ""))
        for one in found
    )
    who = tuple(sorted({one.who for one in cell.said}))
    return RatedCell(judged, tuple(quotes)[:_QUOTES], who)


def _best(found: Sequence[Quoted], linked: Container[str]) -> list[Quoted]:
    """The linked ones first, then those with a star; of equals each respondent's first."""
    nth: Counter[str] = Counter()
    ranked = []
    for one in found:
        coding = one.shown.coding
        rank = (coding.lineage not in linked, not coding.starred)
        ranked.append(((*rank, nth[_who(one)]), one))
        nth[_who(one)] += 1
    return [one for _, one in sorted(ranked, key=lambda ranked: ranked[0])]


def _who(one: Quoted) -> str:
    return one.attributes.get("participant", one.speaker)


def _notes(found: Distinguishing) -> tuple[str, ...]:
    notes = []
    if found.warning:
        notes.append(f"{found.warning}.")
    if found.ungrouped:
        names = ", ".join(case_name(case, found.grouping.by) for case in found.ungrouped)
        notes.append(f"In no group, as the outcome is missing: {names}.")
    notes.append(
        "Quotations are pseudonymous, not anonymous; where there is one administrator to a"
        " clinic, a role is a name."
    )
    return tuple(note[:1].upper() + note[1:] for note in notes)
