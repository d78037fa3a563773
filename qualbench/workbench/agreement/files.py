"""Agreement as files: tables for programs, a table and its methods for a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualbench import export as tables
from qualbench.agreement import Coefficient, Undefined
from qualbench.errors import RefusedError
from qualbench.export import AgreementRow, Cell, Table
from qualbench.store import Store
from qualbench.workbench.agreement.comparing import Agreement, Differences, differences
from qualbench.workbench.agreement.methods import methods_sentence
from qualbench.workbench.agreement.rows import agreement_rows
from qualbench.workbench.exports.provenance import provenance
from qualbench.workbench.pages import name_of
from qualbench.workbench.settings import setting

_DOCUMENTS = (".md", ".docx")


def export_agreement(project: Store, viewer: str, found: Agreement, to: Path) -> tuple[Path, ...]:
    """Write what ``agree`` found as .csv, .xlsx, .md or .docx; gives the files written.

    A .csv is one long table with its data dictionary; an .xlsx has sheets for overall
    coefficients, domains, codes, groups, confusions and coders. Markdown and Word hold a table
    for a paper, with notes on what is undefined, and the methods. The provenance goes with
    each. RefusedError for another suffix; what was exported before is replaced.
    """
    suffix = to.suffix.lower()
    if suffix not in (".csv", ".xlsx", *_DOCUMENTS):
        raise RefusedError(
            f"{to}: unknown kind of file", "Let the name end in .csv, .xlsx, .md or .docx."
        )
    rows = list(agreement_rows(found, setting(project, "bands")))
    said = agreement_provenance(project, found)
    if suffix in _DOCUMENTS:
        of = _paper(found, rows)
        content = tables.markdown(of).encode() if suffix == ".md" else tables.docx(of)
        return tables.write_document(content, said, to)
    behind = differences(project, viewer, found.asked) if suffix == ".xlsx" else None
    sheets = list(_sheets(found, rows, behind)) if behind else ()
    return tables.write(tables.agreement_table(rows), said, to, sheets)


def _paper(found: Agreement, rows: Sequence[AgreementRow]) -> tables.Paper:
    coders = f"{', '.join(found.coders[:-1])} and {found.coders[-1]}"
    title = f"Agreement of {coders} by construct"
    return tables.paper(rows, title, f"{found.unit}s", found.target, methods_sentence(found))


def _sheets(found: Agreement, rows: Sequence[AgreementRow], behind: Differences) -> Iterator[Table]:
    yield from tables.agreement_sheets(rows)
    yield tables.confusions_table([*_confusions(found, behind)])
    yield tables.coders_table([*_coders(behind)])


def _confusions(found: Agreement, behind: Differences) -> Iterator[tuple[Cell, ...]]:
    for pair in behind.confusions.pairs:
        yield (
            pair.first,
            name_of(found.codebook, pair.first),
            pair.second,
            name_of(found.codebook, pair.second),
            pair.units,
            pair.share_of_first,
            pair.share_of_second,
        )


def _coders(behind: Differences) -> Iterator[tuple[Cell, ...]]:
    for one in behind.profiles:
        alone, lacking = (sum(getattr(p, name) for p in one.codes) for name in ("alone", "lacking"))
        overall = map(_number, (one.kappa, one.alpha, one.without))
        yield one.coder, "all", None, alone, lacking, *overall
        for of, places in (("code", one.codes), ("transcript", one.transcripts)):
            for place in places:
                yield one.coder, of, place.name, place.alone, place.lacking, None, None, None


def _number(value: Coefficient) -> float | None:
    return None if isinstance(value, Undefined) else value


def agreement_provenance(project: Store, found: Agreement) -> dict[str, str]:
    """From what the table was made; no clock, so that equal facts give equal bytes."""
    asked, whole = found.asked, found.whole
    seen = ", ".join(coder for coder, _ in found.seen)
    return {
        **provenance(project, "agreement"),
        "coders": ", ".join(found.coders),
        "transcripts": ", ".join(found.transcripts),
        "round": asked.round,
        "unit": found.unit,
        "segments": asked.segments,
        "match": asked.match,
        "interviewer": "counted" if asked.interviewer else "left out",
        "groups": found.by,
        "resamples": str(whole.resamples),
        "seed": str(whole.seed),
        "target": found.target,
        "methods": methods_sentence(found),
        **({tables.SHOWN: seen} if seen else {}),
    }
