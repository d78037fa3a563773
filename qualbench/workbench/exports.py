"""Handing on what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import qualbench
from qualbench import codebooks, store
from qualbench import export as tables
from qualbench.errors import RefusedError
from qualbench.export import Table
from qualbench.model import CONSENSUS, Coding, Span
from qualbench.store import Store
from qualbench.workbench.coders import coder_name
from qualbench.workbench.codings import resolving
from qualbench.workbench.layers import ANALYSIS, CODER, EVERY, layer
from qualbench.workbench.projects import codebook
from qualbench.workbench.proposals import proposals
from qualbench.workbench.reconciling.ledger import ledger
from qualbench.workbench.shown_before import shown_before
from qualbench.workbench.sight import sight
from qualbench.workbench.topics.keeping import kept_topics

Kind = Literal["segments", "matrix", "codebook", "decisions", "topics"]


@dataclass(frozen=True, slots=True)
class Exported:
    """``unfinished`` are the transcripts that do not count in a matrix, by name.

    ``sealed`` are those of which a round seals codings, which are left out. ``shown`` are the
    coders, by name, who were shown suggestions where codings of theirs are exported.
    """

    files: tuple[Path, ...]
    rows: int
    unfinished: tuple[str, ...]
    sealed: tuple[str, ...]
    shown: tuple[str, ...]


def export(
    project: Store,
    kind: Kind,
    to: Path,
    layer_name: str = "",
    by: tuple[str, ...] = (),
    viewer: str = "",
    run: str = "",
) -> Exported:
    """Write one table as CSV or XLSX, with its data dictionary and provenance.

    ``layer_name``: ``all`` (segments only, their default), ``analysis`` (the matrix's),
    ``consensus`` or ``coder:NAME``. ``by`` makes the matrix's cases: ``participant`` or
    attributes. ``run`` is the kept run of topics, by name or id. What is sealed from ``viewer``
    is left out. Raises RefusedError for a matrix of ``all``.
    """
    layer_name = layer_name or (EVERY if kind == "segments" else ANALYSIS)
    if kind == "matrix" and layer_name == EVERY:
        raise RefusedError(
            "a matrix of all layers would sum the coders",
            f"Use --layer {ANALYSIS}, or {CODER}NAME for one coder's codings.",
        )
    by = tuple(dict.fromkeys(by)) or ("participant",)
    unfinished: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    of_run: dict[str, str] = {}
    if kind == "codebook":
        table = tables.codebook_table(codebook(project), proposals(project))
    elif kind == "decisions":
        table = _decisions(project, viewer)
    elif kind == "topics":
        table, of_run = _topics(project, run)
    else:
        study = _study(project, *layer(project, layer_name, viewer))
        sealed = _sealed(project, layer_name, viewer)
        shown = _shown_to(project, study, study.finished if kind == "matrix" else study.transcripts)
        if kind == "segments":
            table = tables.segments_table(study)
        else:
            table = tables.matrix_table(study, codebook(project), by)
            unfinished = _unfinished(study)
    said = _provenance(project, table, layer_name, by) | of_run
    if sealed:
        said["left_out_as_sealed"] = ", ".join(sealed)
    if shown:
        said[tables.SHOWN] = ", ".join(shown)
    return Exported(tables.write(table, said, to), len(table.rows), unfinished, sealed, shown)


def _decisions(project: Store, viewer: str) -> Table:
    """What the ledger holds for ``viewer``."""
    entries = ledger(project, viewer)
    codings = [c for entry in entries for part in entry.parts for c in part.codings]
    rounds = {entry.decision.round: entry.round for entry in entries}
    study = _study(project, codings, frozenset())
    return tables.decisions_table(study, [entry.decision for entry in entries], rounds)


def _topics(project: Store, run: str) -> tuple[Table, dict[str, str]]:
    """A kept run as it stands after what was decided about it, and how it was made."""
    kept, found = store.find_topic_run(project, run), kept_topics(project, run)
    table = tables.topics_table(
        _study(project, (), frozenset()),
        kept.units,
        found.labels,
        [tables.NamedTopic(t.number, t.phrases, t.label, t.code) for t in found.topics],
    )
    return table, {
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


def _pairs(said: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name} {value}" for name, value in said)


def _study(project: Store, codings: Iterable[Coding], finished: frozenset[str]) -> tables.Study:
    codings = tuple(codings)
    versions = {c.codebook for c in codings}
    content = store.codebook_contents(project)
    book = codebook(project)
    read = resolving(book)
    shown: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for one in store.showings(project):
        shown[one.coder, one.transcript, read(one.key)].append(one.span)
    return tables.Study(
        codings=codings,
        transcripts={text.hash: text for text in store.transcripts(project)},
        cases=store.cases(project),
        codebooks={v: replace(codebooks.from_json(content[v]), version=v) for v in versions},
        coders={c.id: c.name for c in store.coders(project)} | {CONSENSUS: CONSENSUS},
        submitted=store.handed_in(project) | {(CONSENSUS, text) for text in finished},
        finished=finished,
        accepted={of: (span, read(key)) for of, (span, key) in store.accepted(project).items()},
        shown=shown,
        in_force=book,
    )


def _shown_to(project: Store, study: tables.Study, texts: Container[str]) -> tuple[str, ...]:
    """Who of those that coded these transcripts was shown suggestions in them, by name.

    A consensus was made by those whose submissions counted in a round that was revealed.
    """
    made = {(c.coder, c.transcript) for c in study.codings if c.transcript in texts}
    layers = [(coder, text, "") for coder, text in made if coder != CONSENSUS]
    for of in store.rounds(project):
        for one in store.submissions_among(project, of.counted):
            if (CONSENSUS, one.transcript) in made:
                layers.append((one.coder, one.transcript, one.id))
    return tuple(sorted(study.coders[coder] for coder in shown_before(project, layers)))


def _sealed(project: Store, layer_name: str, viewer: str) -> tuple[str, ...]:
    """Transcripts of which others' codings are withheld from ``viewer``, by name.

    In a copy that was handed out there are none of others.
    """
    if store.given_to(project):
        return ()
    may = sight(project, viewer)
    whose = layer_name.removeprefix(CODER) if layer_name.startswith(CODER) else ""
    asked = {c.id for c in store.coders(project) if not whose or c.name == whose}
    return tuple(
        name
        for text, name in store.transcript_names(project).items()
        if not all(may.allows(coder, text) for coder in asked)
    )


def _unfinished(study: tables.Study) -> tuple[str, ...]:
    left_out = (t.name for t in study.transcripts.values() if t.hash not in study.finished)
    return tuple(sorted(left_out))


def _provenance(
    project: Store, table: Table, layer_name: str, by: tuple[str, ...]
) -> dict[str, str]:
    """From what the table was made; no clock, so that equal facts give equal bytes."""
    book = codebook(project)
    said = {
        "table": table.name,
        "study": store.project_name(project),
        "project_id": project.project,
        tables.FACTS: store.facts_digest(project),
        "codebook": book.title,
        "codebook_version": book.version,
        "codebook_source": f"{book.source} ({book.licence})",
        "qualbench": qualbench.__version__,
    }
    if table.name in ("segments", "matrix"):
        said["layer"] = layer_name
    if table.name == "matrix":
        said["case"] = " x ".join(by)
    return said
