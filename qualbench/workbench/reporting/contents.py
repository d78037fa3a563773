"""The report's contents: everything that was found, gathered from the verbs that found it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.export import report as page
from qualbench.export.report import Report
from qualbench.model import CONSENSUS, Rating, case_name
from qualbench.store import Store
from qualbench.workbench.agreement.comparing import agree
from qualbench.workbench.agreement.methods import methods_sentence
from qualbench.workbench.agreement.rows import agreement_rows
from qualbench.workbench.exports.provenance import provenance
from qualbench.workbench.layers import ANALYSIS, EVERY, layer
from qualbench.workbench.ratings.distinguishing import provenance_of
from qualbench.workbench.ratings.matrix import Matrix, matrix
from qualbench.workbench.ratings.rating import cell_concerns
from qualbench.workbench.ratings.seeing import MatrixCell
from qualbench.workbench.reconciling.ledger import ledger
from qualbench.workbench.reporting.displays import Display
from qualbench.workbench.settings import setting
from qualbench.workbench.shown_before import shown_before
from qualbench.workbench.topics.keeping import kept_topics, topic_runs
from qualbench.workbench.versions import codebook


def contents(project: Store, viewer: str, display: Display | None) -> Report:
    """All that ``viewer`` may see; a part of which there is nothing is left out."""
    shown = display.matrix if display else _matrix(project, viewer)
    said = provenance(project, "report")
    if display:
        said |= provenance_of(display.distinguishing.grouping)
    return Report(
        title=store.project_name(project),
        study=codebook(project).title,
        provenance=tuple(said.items()),
        codebook=codebook(project),
        coders=(*((c.id, c.name) for c in store.coders(project)), (CONSENSUS, CONSENSUS)),
        transcripts=_transcripts(project, viewer),
        warnings=_warnings(project),
        agreement=_agreement(project, viewer),
        matrix=_rated(project, shown) if shown else None,
        distinctions=_distinctions(display) if display else None,
        joint=_joint(display) if display else None,
        topics=_topics(project),
        decisions=_decisions(project, viewer),
    )


def _transcripts(project: Store, viewer: str) -> tuple[page.ReportTranscript, ...]:
    """In the order of their waves and names."""
    counted, finished = layer(project, ANALYSIS, viewer)
    every, _ = layer(project, EVERY, viewer)
    ours = {coding.id for coding in counted}
    cases = store.cases(project)
    found = [
        page.ReportTranscript(
            text,
            cases.get(text.hash, ()),
            tuple(one for one in counted if one.transcript == text.hash),
            tuple(o for o in every if o.transcript == text.hash and o.id not in ours),
            text.hash in finished,
        )
        for text in store.transcripts(project)
    ]
    return tuple(
        sorted(found, key=lambda one: ([c.wave for c in one.cases[:1]], one.transcript.name))
    )


def _warnings(project: Store) -> tuple[str, ...]:
    led = shown_before(project, [(coder, text, "") for coder, text in store.handed_in(project)])
    names = sorted(one.name for one in store.coders(project) if one.id in led)
    warnings = [
        "Quotations are pseudonymous, not anonymous: whoever knows a clinic may know who speaks."
        " Look at this page before it travels."
    ]
    if names:
        warnings.append(
            f"Suggestions were shown to {', '.join(names)}: codings may be more alike than they"
            " would be without."
        )
    return tuple(warnings)


def _agreement(project: Store, viewer: str) -> page.ReportAgreement | None:
    try:
        found = agree(project, viewer)
    except (RefusedError, NotFoundError):
        return None
    rows = tuple(agreement_rows(found, setting(project, "bands")))
    return page.ReportAgreement(methods_sentence(found), rows)


def _matrix(project: Store, viewer: str) -> Matrix | None:
    try:
        return matrix(project, viewer)
    except (RefusedError, NotFoundError):
        return None


def _rated(project: Store, shown: Matrix) -> page.ReportMatrix | None:
    """The constructs of which some case is rated."""
    names = {one.id: one.name for one in store.coders(project)}
    rows = tuple(
        (row.key, tuple(_cell(project, cell, names) for cell in row.cells))
        for row in shown.rows
        if any(cell.consensus or cell.ratings for cell in row.cells)
    )
    if not rows:
        return None
    by = shown.cases.by
    return page.ReportMatrix(
        " x ".join(by),
        tuple(case_name(case, by) for case in shown.keys),
        rows,
        "Rated on what the analysis set holds of each case.",
    )


def _cell(project: Store, cell: MatrixCell, names: dict[str, str]) -> page.ReportCell:
    judged = cell.settled
    return page.ReportCell(
        consensus=judged,
        individual=tuple((names[one.coder], one.judged) for one in cell.ratings),
        by=names.get(cell.consensus.coder, "") if cell.consensus else "",
        verified=tuple(names[one] for one in _verified(cell.consensus)),
        respondents=cell.respondents,
        asked=cell.presence,
        warnings=cell_concerns(project, cell, judged) if judged else (),
    )


def _verified(rating: Rating | None) -> tuple[str, ...]:
    return rating.verified if rating else ()


def _distinctions(display: Display) -> page.ReportDistinctions:
    found = display.distinguishing
    by = found.grouping.by
    return page.ReportDistinctions(
        outcome=found.grouping.outcome,
        groups=tuple(
            (name, tuple(case_name(case, by) for case in cases))
            for name, cases in zip(found.grouping.groups, found.groups, strict=True)
        ),
        rows=tuple(
            page.Distinguishing(
                row.key,
                tuple(tuple(one for one in group if one) for group in row.groups),
                row.suggested.call,
                row.call.call if row.call else None,
                row.call.reason if row.call else "",
            )
            for row in found.rows
        ),
        rule=found.rule.said,
        warning=found.warning,
    )


def _joint(display: Display) -> page.ReportJoint:
    """The display's constructs in its order of cases, with the quotes that ratings rest on."""
    of, shown = display.display, display.matrix
    first = of.outcomes[0]
    place = {case_name(case, shown.cases.by): at for at, case in enumerate(shown.keys)}
    order = [place[case.name] for case in of.cases]
    rated = {row.key for row in display.distinguishing.rows}
    rows = [row for row in shown.rows if row.key in rated]
    values = zip(of.cases, first.values, strict=True)
    return page.ReportJoint(
        first.title,
        tuple((case.name, first.printed(value)) for case, value in values),
        tuple(
            page.JointRow(
                row.key,
                tuple(row.cells[at].settled for at in order),
                _linked([row.cells[at] for at in order]),
                construct.fit,
                construct.inference,
            )
            for row, construct in zip(rows, of.constructs, strict=True)
        ),
        f"Cases are ordered by {of.order}.",
    )


def _linked(cells: Sequence[MatrixCell]) -> tuple[page.Place, ...]:
    """The places of the quotes that what counts in these cells rests on."""
    return tuple(
        dict.fromkeys(
            one.place
            for cell in cells
            for one in cell.said
            if cell.settled and one.coding.lineage in cell.settled.evidence
        )
    )


def _topics(project: Store) -> page.ReportTopics | None:
    """Of the run that was kept last."""
    runs = topic_runs(project)
    if not runs:
        return None
    run = kept_topics(project, runs[-1].name)
    return page.ReportTopics(
        runs[-1].name,
        run.scope.unit,
        run.scope.said,
        tuple(
            page.ReportTopic(
                one.number,
                one.size,
                tuple(one.phrases),
                one.label,
                one.code,
                tuple((quote.hash, quote.span) for quote in one.quotes[:3]),
            )
            for one in run.topics
        ),
    )


def _decisions(project: Store, viewer: str) -> tuple[tuple[str, int], ...]:
    chosen = Counter(entry.decision.choice for entry in ledger(project, viewer))
    return tuple(sorted(chosen.items()))
