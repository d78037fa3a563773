"""Writing one table, or every table there is, with its dictionary and its provenance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualbench import export as tables
from qualbench.errors import NotFoundError, ProjectError, RefusedError
from qualbench.store import Store
from qualbench.workbench.exports import kept, known, rated, talk
from qualbench.workbench.exports.provenance import provenance
from qualbench.workbench.exports.wanted import KINDS, Kind, Made, Wanted

if TYPE_CHECKING:
    from pandas import DataFrame

_MAKERS: Mapping[Kind, Callable[[Store, str, Wanted], Made]] = {
    "segments": talk.segments,
    "counts": talk.counts,
    "presence": talk.presence,
    "presence-wide": talk.presence_wide,
    "ratings": rated.ratings,
    "ratings-wide": rated.ratings_wide,
    "matrix": rated.rating_matrix,
    "distinguishing": rated.distinguishing_constructs,
    "qca": rated.sets,
    "cna": rated.sets,
    "rating-agreement": rated.rating_agreement,
    "agreement": kept.agreement,
    "cases": known.cases,
    "outcomes": known.outcomes,
    "join": kept.joins,
    "topics": kept.topics,
    "codebook": kept.codes,
    "versions": kept.versions,
    "decisions": kept.decisions,
    "suggestions": kept.suggestions,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """``unfinished`` are the transcripts that do not count in a table of cases, by name.

    ``sealed`` are those of which a round seals codings, which are left out. ``shown`` are the
    coders, by name, who were shown suggestions where codings of theirs are exported.
    ``warnings`` are what to mind when the table is used.
    """

    files: tuple[Path, ...]
    rows: int
    unfinished: tuple[str, ...]
    sealed: tuple[str, ...]
    shown: tuple[str, ...]
    warnings: tuple[str, ...]


def export(
    project: Store, kind: Kind, to: Path, viewer: str = "", wanted: Wanted | None = None
) -> Exported:
    """Write one table as CSV, XLSX, Parquet, JSON Lines, SPSS .sav or Stata .dta.

    With it go its data dictionary and its provenance. What is sealed from ``viewer`` is left
    out. Raises RefusedError for a suffix that is none of these, and for counts of all layers.
    """
    wanted = wanted or Wanted()
    made, said = make(project, kind, viewer, wanted)
    files = tables.write(made.table, said, to, made.sheets, r=wanted.r)
    files += _beside(made, to)
    return Exported(
        files, len(made.table.rows), made.unfinished, made.sealed, made.shown, made.warnings
    )


def frame(project: Store, kind: Kind, viewer: str = "", wanted: Wanted | None = None) -> DataFrame:
    """The same table for pandas, with its dictionary and its provenance in ``attrs``."""
    with project.reading():
        made, said = make(project, kind, viewer, wanted or Wanted())
        return tables.as_frame(made.table, said)


def make(project: Store, kind: Kind, viewer: str, wanted: Wanted) -> tuple[Made, dict[str, str]]:
    """A table, and all that is said of where it comes from."""
    made = _MAKERS[kind](project, viewer, wanted)
    said = provenance(project, kind) | dict(made.said)
    if made.sealed:
        said["left_out_as_sealed"] = ", ".join(made.sealed)
    if made.shown:
        said[tables.SHOWN] = ", ".join(made.shown)
    return made, said


def _beside(made: Made, to: Path) -> tuple[Path, ...]:
    """What QCA and CNA need to be read: what columns stand for, what was dropped, a script."""
    files: list[Path] = []
    for name, table in made.beside.items():
        path = to.with_name(f"{to.stem}.{name}.csv")
        files += tables.write_text(tables.as_csv(table).decode(), path)
    if made.script and to.suffix.lower() == ".csv":
        files += tables.write_text(made.script(to.name), to.with_suffix(".R"))
    return tuple(files)


@dataclass(frozen=True, slots=True)
class ExportedAll:
    """The files of every kind that there was something of; of the others why there was not."""

    files: Mapping[Kind, Exported]
    left_out: Mapping[Kind, str]


def export_all(
    project: Store,
    folder: Path,
    suffix: str = ".csv",
    viewer: str = "",
    wanted: Wanted | None = None,
) -> ExportedAll:
    """Write every table into a folder, each in a file of its kind's name."""
    wanted = wanted or Wanted()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            f"{folder}: cannot be made ({error.strerror})", "Choose a folder you can write to."
        ) from error
    files: dict[Kind, Exported] = {}
    left_out: dict[Kind, str] = {}
    with project.reading():
        for kind in KINDS:
            try:
                to = folder / f"{kind}{suffix}"
                files[kind] = export(project, kind, to, viewer, _asked(kind, wanted))
            except (RefusedError, NotFoundError) as error:
                left_out[kind] = error.message
    return ExportedAll(files, left_out)


def _asked(kind: Kind, wanted: Wanted) -> Wanted:
    """Without what does not concern a kind."""
    if kind == "segments":
        return replace(wanted, layer="")
    return wanted
