"""Tables of what was kept: the codebook and its history, decisions, topics, joins, agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualbench import export as tables
from qualbench import store
from qualbench.errors import RefusedError
from qualbench.export import JoinRow, Table, VersionRow
from qualbench.store import Store
from qualbench.trial import JoinReport
from qualbench.workbench.agreement.comparing import agree
from qualbench.workbench.agreement.files import agreement_provenance
from qualbench.workbench.agreement.rows import agreement_rows
from qualbench.workbench.coders import coder_name
from qualbench.workbench.exports.study import sealed_from, study_of
from qualbench.workbench.exports.wanted import Made, Wanted
from qualbench.workbench.layers import EVERY
from qualbench.workbench.projects import codebook
from qualbench.workbench.proposals import proposals
from qualbench.workbench.reconciling.ledger import ledger
from qualbench.workbench.settings import setting
from qualbench.workbench.sight import sight
from qualbench.workbench.topics.keeping import kept_topics
from qualbench.workbench.trial.joining import joined
from qualbench.workbench.versions import codebook_versions


def codes(project: Store, viewer: str, wanted: Wanted) -> Made:
    """The codebook in force, with what is proposed."""
    return Made(tables.codebook_table(codebook(project), proposals(project)))


def versions(project: Store, viewer: str, wanted: Wanted) -> Made:
    """Every version of the codebook, a row for each change."""
    rows = [
        VersionRow(
            number=one.number,
            version=one.version,
            parents=one.parents,
            author=one.author,
            at=one.at,
            note=one.note,
            in_force=one.current,
            changes=one.changes,
        )
        for one in codebook_versions(project)
    ]
    return Made(tables.versions_table(rows))


def decisions(project: Store, viewer: str, wanted: Wanted) -> Made:
    """What the ledger holds for ``viewer``."""
    entries = ledger(project, viewer)
    codings = [c for entry in entries for part in entry.parts for c in part.codings]
    rounds = {entry.decision.round: entry.round for entry in entries}
    study = study_of(project, codings, frozenset())
    return Made(tables.decisions_table(study, [entry.decision for entry in entries], rounds))


def suggestions(project: Store, viewer: str, wanted: Wanted) -> Made:
    """What was suggested to whom, and what became of it, where ``viewer`` may see that."""
    may = sight(project, viewer)
    offers = [one for one in store.offers(project) if may.allows(one.coder, one.transcript)]
    table = tables.suggestions_table(study_of(project, (), frozenset()), offers)
    return Made(table, sealed=sealed_from(project, EVERY, viewer))


def agreement(project: Store, viewer: str, wanted: Wanted) -> Made:
    """How far all who have submitted agree, by construct; see ``qualbench agree`` for more."""
    found = agree(project, viewer)
    rows = list(agreement_rows(found, setting(project, "bands")))
    return Made(tables.agreement_table(rows), agreement_provenance(project, found))


def topics(project: Store, viewer: str, wanted: Wanted) -> Made:
    """A kept run as it stands after what was decided about it, and how it was made."""
    if not wanted.run:
        raise RefusedError("no kept run of topics was named", "Say --run NAME.")
    kept, found = store.find_topic_run(project, wanted.run), kept_topics(project, wanted.run)
    table = tables.topics_table(
        study_of(project, (), frozenset()),
        kept.units,
        found.labels,
        [tables.NamedTopic(t.number, t.phrases, t.label, t.code) for t in found.topics],
    )
    said = {
        "run": kept.name,
        "run_id": kept.id,
        "run_kept_by": coder_name(project, kept.coder),
        "scope": found.scope.said,
        "method": kept.run.method,
        "seed": str(kept.run.seed),
        "vector_model": kept.model,
        "parameters": _pairs(kept.run.parameters),
        "versions": _pairs(kept.run.versions),
    }
    return Made(table, said)


def _pairs(said: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name} {value}" for name, value in said)


def joins(project: Store, viewer: str, wanted: Wanted) -> Made:
    """What became of every case and every row of each joined table."""
    every = joined(project)
    if not every:
        raise RefusedError("nothing is joined", "Join numbers: `qualbench join PROJECT FILE`.")
    parts = [(one.table.name, tables.join_table([*_rows(report)])) for one, report in every]
    return Made(_stacked(parts), {"tables": ", ".join(name for name, _ in parts)})


def _rows(report: JoinReport) -> Iterator[JoinRow]:
    for match in report.matched:
        yield JoinRow("both", "matched", match.case, (match.row,))
    for case in report.only_in_study:
        yield JoinRow("study", "only in the study", case)
    for key, row in report.only_in_file:
        yield JoinRow("trial", "only in the trial", key, (row,))
    for twice in report.duplicates:
        yield JoinRow("trial", "duplicate", twice.key, twice.rows)
    for near in report.perhaps:
        yield JoinRow("both", "near miss", near.study, meant=near.file)


def _stacked(parts: list[tuple[str, Table]]) -> Table:
    """Tables one below the other, each with its name in front; a column that it lacks is empty."""
    columns = list(dict.fromkeys(column for _, table in parts for column in table.columns))
    rows = [
        (name, *(dict(zip(table.columns, row, strict=True)).get(column) for column in columns))
        for name, table in parts
        for row in table.rows
    ]
    of = tables.Column("table", "Name of the joined table")
    return Table("join", (of, *columns), tuple(rows))
