"""The sample study, built and walked through from import to export."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualbench import shipped
from qualbench.errors import ModelError, ProjectError
from qualbench.reading import SUFFIXES
from qualbench.shipped import SAMPLE
from qualbench.store import Store
from qualbench.workbench.agreement.comparing import Agreement, agree
from qualbench.workbench.exports.exporting import export
from qualbench.workbench.exports.wanted import Kind
from qualbench.workbench.language import Progress, prepare, quiet
from qualbench.workbench.layers import primary
from qualbench.workbench.loading import Loaded, load_codings
from qualbench.workbench.projects import Problem, Status, check, init, opened, status
from qualbench.workbench.suggestions.modes import mode
from qualbench.workbench.suggestions.offering import suggestions
from qualbench.workbench.topics.finding import TopicsFound
from qualbench.workbench.topics.following import topics
from qualbench.workbench.transcripts import import_files

LEAD = "lead"
PRIMARY = "coder-1"

_EXPORTS: tuple[tuple[Kind, str], ...] = (
    ("segments", "segments.csv"),
    ("segments", "segments.xlsx"),
    ("counts", "counts.csv"),
    ("counts", "counts.xlsx"),
    ("codebook", "codebook.csv"),
    ("codebook", "codebook.xlsx"),
)


@dataclass(frozen=True, slots=True)
class BuiltDemo:
    """The sample study's project; ``without_models`` says why it could not be prepared."""

    project: Path
    loaded: Loaded
    without_models: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What the way through the sample study found, and the files it wrote to ``exports``.

    ``suggested`` says of one transcript, by name, how many of its turns have a suggestion for the
    lead that is sure enough to be shown; None where there are to be none.
    """

    project: Path
    exports: Path
    status: Status
    loaded: Loaded
    suggested: tuple[str, int] | None
    topics: TopicsFound | None
    without_models: str
    agreement: Agreement
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def build_demo(folder: Path, progress: Progress = quiet) -> BuiltDemo:
    """Build the synthetic sample study in ``folder``, or bring the one there up to date."""
    _make(folder)
    path = folder / "mio-sample.qualbench"
    if not path.exists():
        init(path, "mio", LEAD, SAMPLE)
    samples = shipped.folder("transcripts")
    with opened(path) as project:
        interviews = sorted(f for f in samples.iterdir() if f.suffix in SUFFIXES)
        import_files(project, LEAD, interviews, samples / "cases.csv")
        loaded = load_codings(project, samples / "codings.csv", submit=True)
        primary(project, LEAD, PRIMARY)
        try:
            prepare(project, LEAD, progress)
        except ModelError as error:
            return BuiltDemo(path, loaded, f"{error.message} ({error.hint})")
    return BuiltDemo(path, loaded, "")


def demo(folder: Path, progress: Progress = quiet) -> Demo:
    """Build the sample study and go the whole way: suggest, topics, agree, export, check."""
    built = build_demo(folder, progress)
    exports = folder / "export"
    _make(exports)
    with opened(built.project) as project:
        files = (export(project, kind, exports / name).files for kind, name in _EXPORTS)
        return Demo(
            project=built.project,
            exports=exports,
            status=status(project),
            loaded=built.loaded,
            suggested=None if built.without_models else _suggested(project, progress),
            topics=None if built.without_models else topics(project, LEAD, progress=progress),
            without_models=built.without_models,
            agreement=agree(project, LEAD, (PRIMARY, "coder-2")),
            files=tuple(file for written in files for file in written),
            problems=check(project),
        )


def _suggested(project: Store, progress: Progress) -> tuple[str, int] | None:
    first = status(project).transcripts[0]
    if mode(project, LEAD, first.hash) == "off":
        return None
    said = suggestions(project, LEAD, first.name, progress=progress)
    return first.name, sum(bool(found) for found in said.values())


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            f"{folder}: cannot be made ({error.strerror})", "Choose a folder you can write to."
        ) from error
