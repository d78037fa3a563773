"""The report's contents: everything that was found, gathered from the verbs that found it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.export import report as page
from qualbench.export.joint import Quote
from qualbench.export.report import Report
from qualbench.model import CONSENSUS, Rating, case_name
from qualbench.store import Store
from qualbench.workbench.agreement.comparing import agree
from qualbench.workbench.agreement.methods import methods_sentence
from qualbench.workbench.agreement.rows import agreement_rows
from qualbench.workbench.exports.provenance import provenance
from qualbench.workbench.layers import ANALYSIS, EVERY, layer
from qualbench.workbench.quotes import Quote as Quoted
from qualbench.workbench.quotes import quoted
from qualbench.workbench.ratings.agreement import agreement_rows as rating_rows
from qualbench.workbench.ratings.agreement import raters_sentence, rating_agreement
from qualbench.workbench.ratings.distinguishing import provenance_of
from qualbench.workbench.ratings.matrix import Matrix, matrix
from qualbench.workbench.ratings.rating import cell_concerns
from qualbench.workbench.ratings.seeing import MatrixCell
from qualbench.workbench.reconciling.ledger import ledger
from qualbench.workbench.reporting.displays import Display
from qualbench.workbench.settings import setting
from qualbench.workbench.shown_before import counting, shown_before
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
        raters=_raters(project, viewer, shown) if shown else None,
        matrix=_rated(project, shown) if shown else None,
        distinctions=_distinctions(display) if display else None,
        joint=_joint(project, display) if display else None,
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
    handed_in = store.handed_in(project)
    codings = (c for c in store.codings(project) if (c.coder, c.transcript) in handed_in)
    led = shown_before(project, counting(project, codings))
    names = sorted(one.name for one in store.coders(project) if one.id in led)
    warnings = [
        "Quotations are pseudonymous, not anonymous: whoever knows a clinic may know who speaks."
        " Look at this page before it travels."
    ]
    if names:
        warnings.append(
            f"Suggestions were shown to {', '.join(names)} before they submitted: codings may be"
            " more alike than they would be without."
        )
    return tuple(warnings)


def _agreement(project: Store, viewer: str) -> page.ReportAgreement | None:
    try:
        found = agree(project, viewer)
    except (RefusedError, NotFoundError):
        return None
    rows = tuple(agreement_rows(found, setting(project, "bands")))
    return page.ReportAgreement(methods_sentence(found), rows)


def _raters(project: Store, viewer: str, shown: Matrix) -> page.ReportRaters | None:
    """Of the cases that the report shows."""
    try:
        found = rating_agreement(project, viewer, shown.cases.by)
    except RefusedError:
        return None
    return page.ReportRaters(raters_sentence(found), rating_rows(found))


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


def _joint(project: Store, display: Display) -> page.ReportJoint:
    """The display, with the places of all quotes that its ratings rest on."""
    of, shown = display.display, display.matrix
    place = {case_name(case, shown.cases.by): at for at, case in enumerate(shown.keys)}
    rated = {row.key for row in display.distinguishing.rows}
    rows = [
        [row.cells[place[case.name]] for case in of.cases] for row in shown.rows if row.key in rated
    ]
    codings = (one.coding for cells in rows for cell in cells for one in cell.said)
    spoken = {one.shown.coding.id: _quote(one) for one in quoted(project, codings)}
    return page.ReportJoint(
        of,
        tuple(
            tuple(
                _quotes(cell, chosen.quotes, spoken)
                for cell, chosen in zip(cells, construct.cells, strict=True)
            )
            for cells, construct in zip(rows, of.constructs, strict=True)
        ),
    )


def _quotes(
    cell: MatrixCell, chosen: Sequence[Quote], spoken: Mapping[str, Quote]
) -> tuple[page.JointQuote, ...]:
    """Those chosen for the cell, then the others that what counts in it rests on."""
    linked = set(cell.settled.evidence) if cell.settled else set[str]()
    places = {spoken[one.coding.id]: one.place for one in reversed(cell.said)}
    others = (spoken[one.coding.id] for one in cell.said if one.coding.lineage in linked)
    return tuple(
        page.JointQuote(said, places.get(said)) for said in dict.fromkeys((*chosen, *others))
    )


def _quote(one: Quoted) -> Quote:
    who = one.attributes.get("participant", one.speaker)
    return Quote(" ".join(one.speech.split()), who, one.attributes.get("role", ""))


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
