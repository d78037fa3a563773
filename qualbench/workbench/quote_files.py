"""Quotations as a file: a table for programs, Markdown for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import qualbench
from qualbench import export as tables
from qualbench import store
from qualbench.errors import RefusedError
from qualbench.export import Column, Table
from qualbench.store import Store
from qualbench.workbench.projects import codebook
from qualbench.workbench.quotes import Order, Quote, group_of

_COLUMNS = (
    Column("document_id", "Name of the transcript"),
    Column("participant_pseudonym", "Who speaks, as the cases file names them; empty if unknown"),
    Column("wave", "Wave of the interview; empty if the study has none"),
    Column("speaker", "Who says it, as the transcript names them"),
    Column("start_char", "First character, counted from 0 in Unicode code points of the text"),
    Column("end_char", "Character behind the last one, same unit"),
    Column("before", "The turn before and the words of the same turn up to the quotation"),
    Column("text", "The quotation as it stands in the text, from start_char to end_char"),
    Column("speech", "Its words without labels and time marks; of several turns with speakers"),
    Column("after", "The rest of the turn in which the quotation ends"),
    Column("code_id", "Stable id of the code, with framework and version"),
    Column("code_name", "Name of the code, and of the role that a characteristic is said of"),
    Column("role_spoken_about", "Role that a characteristic is said of; empty if none"),
    Column("coder_id", "Name of the coder"),
    Column("valence", "As the coder gave it: -, 0, + or mixed; empty if not given"),
    Column("unsure", "1 if the coder marked the coding as unsure, else 0"),
    Column("starred", "1 if somebody starred the coding, else 0"),
    Column("note", "What an unsure coder asks the lead; empty if nothing"),
    Column("memo", "The coder's memo on this coding; empty if none"),
    Column("coding_id", "The coding, through all its revisions; a UUID"),
    Column("created_utc", "When the coding was recorded, UTC in ISO 8601; empty if imported"),
)
_OWN_COLUMN = ("participant", "wave")


def export_quotes(
    project: Store,
    found: Sequence[Quote],
    to: Path,
    *,
    about: str = "",
    order: Order = "transcript",
) -> tuple[Path, ...]:
    """Write quotations as CSV, with dictionary and provenance, or as Markdown (``.md``).

    ``about`` says of what they are, and by which filters. Nothing that exists is written over:
    RefusedError then, and for another suffix.
    """
    suffix = to.suffix.lower()
    if suffix not in (".csv", ".md"):
        raise RefusedError(
            f"{to}: unknown kind of file", "Let the name end in .csv, or in .md for Markdown."
        )
    beside = (".dictionary.csv", ".provenance.json") if suffix == ".csv" else ()
    for path in (to, *(to.with_suffix(ending) for ending in beside)):
        if path.exists():
            raise RefusedError(f"{path} is there already", "Choose another name.")
    said = _provenance(project, about)
    if suffix == ".csv":
        return tables.write(_table(found), said, to)
    return tables.write_text(_markdown(found, order, said), to)


def _provenance(project: Store, about: str) -> dict[str, str]:
    return {
        "table": "quotes",
        "about": about,
        "study": store.project_name(project),
        "project_id": project.project,
        tables.FACTS: store.facts_digest(project),
        "codebook_version": codebook(project).version,
        "qualbench": qualbench.__version__,
    }


def _table(found: Sequence[Quote]) -> Table:
    every = {name for quote in found for name in quote.attributes}
    others = sorted(every.difference(_OWN_COLUMN))
    columns = (*_COLUMNS, *(Column(f"attribute_{name}", f"Attribute {name}") for name in others))
    rows = ((*_row(q), *(q.attributes.get(name) for name in others)) for q in found)
    return Table("quotes", columns, tuple(rows))


def _row(quote: Quote) -> tuple[tables.Cell, ...]:
    coding = quote.shown.coding
    return (
        quote.shown.transcript,
        *(quote.attributes.get(name) for name in _OWN_COLUMN),
        quote.speaker,
        coding.span.start,
        coding.span.end,
        quote.before,
        quote.shown.quote,
        quote.speech,
        quote.after,
        coding.code,
        quote.name,
        coding.role or None,
        quote.shown.coder,
        coding.valence,
        int(coding.unsure),
        int(coding.starred),
        coding.note or None,
        coding.memo or None,
        coding.lineage,
        coding.at or None,
    )


def _markdown(found: Sequence[Quote], order: Order, said: Mapping[str, str]) -> str:
    lines = [f"# {said['about'] or 'Quotations'}", ""]
    for heading, group in groupby(found, key=lambda quote: group_of(quote, order)):
        lines += [f"## {heading}", ""]
        for quote in group:
            lines += cited(quote)
    lines += ["---", "", *(f"- {what}: {value}" for what, value in said.items())]
    return "\n".join([*lines, ""])


def cited(quote: Quote) -> Iterator[str]:
    """A quotation as lines of Markdown: the words, whose they are, and as what they are coded."""
    words = [line.strip() for line in quote.speech.splitlines() if line.strip()]
    yield from (f"> {line}" for line in words)
    yield ""
    coding = quote.shown.coding
    case = " ".join(filter(None, quote.attributes.values()))
    place = f"{quote.shown.transcript} {coding.span.start}:{coding.span.end}"
    yield "; ".join(filter(None, [quote.speaker, case, place, quote.name, quote.shown.coder]))
    yield from ([f"Memo: {' '.join(coding.memo.split())}"] if coding.memo else [])
    yield ""
