"""Handing on what was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import qualbench
from qualbench import codebooks, store
from qualbench import export as tables
from qualbench.errors import RefusedError
from qualbench.export import Table
from qualbench.store import Store
from qualbench.workbench.layers import ANALYSIS, CODER, EVERY, layer
from qualbench.workbench.projects import codebook

Kind = Literal["segments", "matrix", "codebook"]


@dataclass(frozen=True, slots=True)
class Exported:
    """``unfinished`` are the transcripts that do not count in a matrix, by name."""

    files: tuple[Path, ...]
    rows: int
    unfinished: tuple[str, ...]


def export(
    project: Store, kind: Kind, to: Path, layer_name: str = "", by: tuple[str, ...] = ()
) -> Exported:
    """Write one table as CSV or XLSX, with its data dictionary and provenance.

    ``layer_name``: ``all`` (segments only, their default), ``analysis`` (the matrix's),
    ``consensus`` or ``coder:NAME``. ``by`` makes the matrix's cases: ``participant`` or
    attributes. Raises RefusedError for a matrix of ``all``.
    """
    layer_name = layer_name or (EVERY if kind == "segments" else ANALYSIS)
    if kind == "matrix" and layer_name == EVERY:
        raise RefusedError(
            "a matrix of all layers would sum the coders",
            f"Use --layer {ANALYSIS}, or {CODER}NAME for one coder's codings.",
        )
    by = tuple(dict.fromkeys(by)) or ("participant",)
    unfinished: tuple[str, ...] = ()
    if kind == "codebook":
        table = tables.codebook_table(codebook(project))
    else:
        study = _study(project, layer_name)
        if kind == "segments":
            table = tables.segments_table(study)
        else:
            table = tables.matrix_table(study, codebook(project), by)
            unfinished = _unfinished(study)
    said = _provenance(project, table, layer_name, by)
    return Exported(tables.write(table, said, to), len(table.rows), unfinished)


def _study(project: Store, layer_name: str) -> tables.Study:
    codings, finished = layer(project, layer_name)
    versions = {c.codebook for c in codings}
    content = store.codebook_contents(project)
    return tables.Study(
        codings=codings,
        transcripts={text.hash: text for text in store.transcripts(project)},
        cases=store.cases(project),
        codebooks={v: replace(codebooks.from_json(content[v]), version=v) for v in versions},
        coders={coder.id: coder.name for coder in store.coders(project)},
        submitted=store.handed_in(project),
        finished=finished,
        suggested=store.accepted(project),
        in_force=codebook(project),
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
    if table.name != "codebook":
        said["layer"] = layer_name
    if table.name == "matrix":
        said["case"] = " x ".join(by)
    return said
