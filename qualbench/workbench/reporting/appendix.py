"""The appendix of a paper, filled with what the project's records can tell."""

from __future__ import annotations

from collections import Counter

import qualbench
from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.export.appendix import Appendix, Coded, Rated
from qualbench.export.report import Report
from qualbench.model import CONSENSUS
from qualbench.store import Store
from qualbench.workbench.agreement.comparing import agree
from qualbench.workbench.agreement.methods import methods_sentence
from qualbench.workbench.ratings.asking import guide_if_any
from qualbench.workbench.ratings.matrix import Matrix
from qualbench.workbench.settings import setting
from qualbench.workbench.versions import codebook, codebook_versions

SOFTWARE = f"qualbench {qualbench.__version__}"


def appendix_of(project: Store, viewer: str, report: Report, shown: Matrix | None) -> Appendix:
    """The codebook, a methods paragraph, and the items of COREQ and SRQR that records fill."""
    coded, sentence = _coded(project, viewer, report)
    rated = _rated(project, report, shown) if shown and report.matrix else None
    return Appendix(
        title=f"{report.title}: appendix",
        software=SOFTWARE,
        codebook=codebook(project),
        coded=coded,
        rated=rated,
        coreq={number: said for number, said in _coreq(project, report, coded).items() if said},
        srqr={number: said for number, said in _srqr(report, sentence).items() if said},
        more=(sentence,) if sentence else (),
    )


def _coded(project: Store, viewer: str, report: Report) -> tuple[Coded, str]:
    handed_in = Counter(text for _, text in store.handed_in(project))
    reconciled = {
        one.transcript.hash
        for one in report.transcripts
        if any(coding.coder == CONSENSUS for coding in one.counted)
    }
    finished = sum(one.finished for one in report.transcripts)
    try:
        found = agree(project, viewer)
        sentence, unit = methods_sentence(found), f"{found.unit}s"
    except (RefusedError, NotFoundError):
        sentence, unit = "", ""
    target = setting(project, "target")
    coded = Coded(
        transcripts=len(report.transcripts),
        participants=len(_participants(report)),
        coders=len({coder for coder, _ in store.handed_in(project)}),
        double=sum(count > 1 for count in handed_in.values()),
        rounds=len(store.rounds(project)),
        reconciled=len(reconciled),
        primary=finished - len(reconciled),
        unit=unit,
        coefficient=target.partition(" ")[0],
        target=target.partition(" ")[2],
    )
    return coded, sentence


def _rated(project: Store, report: Report, shown: Matrix) -> Rated:
    cells = [cell for row in shown.rows for cell in row.cells]
    rated = [row for row in shown.rows if any(cell.ratings or cell.consensus for cell in row.cells)]
    return Rated(
        by=shown.cases.by,
        cases=len(shown.keys),
        constructs=len(rated),
        raters=len({one.coder for cell in cells for one in cell.ratings}),
        individual=sum(len(cell.ratings) for cell in cells),
        agreed=sum(cell.settled is not None for cell in cells),
        blind=True if setting(project, "outcomes") == "hidden" else None,
        agreement=report.raters.said if report.raters else "",
    )


def _participants(report: Report) -> list[str]:
    return sorted({case.participant for one in report.transcripts for case in one.cases})


def _coreq(project: Store, report: Report, coded: Coded) -> dict[int, str]:
    """Tong, Sainsbury & Craig 2007, by item; what no record tells stays blank."""
    guide, roles = guide_if_any(project), _roles(report)
    inductive = [code for code in report.codebook.codes if code.kind == "project"]
    return {
        12: f"{coded.participants} participants: {roles}." if roles else "",
        16: f"By role: {roles}." if roles else "",
        17: f"Guide {guide.name}, {len(guide.questions)} questions." if guide else "",
        18: _repeats(report),
        21: _duration(report),
        22: _saturation(report),
        24: f"{coded.coders} coders; {coded.double} of {coded.transcripts} transcripts were coded"
        " by two or more.",
        25: f"{report.codebook.title}, {len(report.codebook.codes)} codes in"
        f" {len(codebook_versions(project))} versions: see the codebook in this appendix.",
        26: f"Deductive, after {report.codebook.framework}"
        + (f"; {len(inductive)} codes were added by the project." if inductive else "."),
        27: f"{SOFTWARE}.",
        29: "Quotations are given with the participant's pseudonym.",
    }


def _srqr(report: Report, sentence: str) -> dict[int, str]:
    """O'Brien et al. 2014, by item: ethics and analysis as far as records tell."""
    roles = _roles(report)
    return {
        12: f"{len(report.transcripts)} transcripts; {roles}." if roles else "",
        13: "Transcripts were imported de-identified; every text is identified by its hash, and"
        " every coding, rating and decision is recorded with its author.",
        14: f"Coded with {report.codebook.title} in {SOFTWARE}.",
        15: " ".join(filter(None, (sentence, report.raters.said if report.raters else ""))),
        17: "Quotations stand beside each rating in the report and the joint display.",
    }


def _roles(report: Report) -> str:
    people = {
        (case.participant, dict(case.attributes).get("role", ""))
        for one in report.transcripts
        for case in one.cases
    }
    counts = Counter(role for _, role in people if role)
    return ", ".join(f"{number} {role}" for role, number in sorted(counts.items()))


def _repeats(report: Report) -> str:
    waves: Counter[str] = Counter()
    for one in report.transcripts:
        waves.update({case.participant for case in one.cases})
    again = sum(number > 1 for number in waves.values())
    return f"{again} participants were interviewed more than once." if waves else ""


def _duration(report: Report) -> str:
    """From the first to the last time of a turn: a recording ends a little later."""
    times = [[turn.time for turn in one.transcript.turns] for one in report.transcripts]
    minutes = sorted(
        (max(known) - min(known)) / 60
        for of in times
        if (known := [time for time in of if time is not None])
    )
    if not minutes:
        return ""
    return (
        f"{minutes[0]:.0f} to {minutes[-1]:.0f} minutes by the times of {len(minutes)} transcripts."
    )


def _saturation(report: Report) -> str:
    used: set[str] = set()
    new: list[int] = []
    for one in (one for one in report.transcripts if one.finished):
        fresh = {coding.key for coding in one.counted} - used
        used |= fresh
        new.append(len(fresh))
    if len(new) < 2:
        return ""
    return f"New codes per interview, in order: {', '.join(map(str, new))}."
