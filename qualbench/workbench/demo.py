"""The sample study, built and walked through from import to export."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qualbench import shipped, store
from qualbench.errors import ModelError, NotFoundError, ProjectError, RefusedError
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
from qualbench.workbench.ratings.agreement import RatersAgreement, rating_agreement
from qualbench.workbench.ratings.asking import confirm_questions, load_guide
from qualbench.workbench.ratings.distinguishing import Distinguishing, distinguishing
from qualbench.workbench.ratings.loading import LoadedRatings, load_ratings
from qualbench.workbench.suggestions.modes import mode
from qualbench.workbench.suggestions.offering import suggestions
from qualbench.workbench.topics.finding import TopicsFound
from qualbench.workbench.topics.following import topics
from qualbench.workbench.transcripts import import_files
from qualbench.workbench.trial.joining import join

LEAD = "lead"
PRIMARY = "coder-1"
OUTCOME = "rf_change_mean"
"""What clinics are told apart by: the mean change of mothers' reflective functioning."""

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
    ratings: LoadedRatings
    without_models: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What the way through the sample study found, and the files it wrote to ``exports``.

    ``suggested`` says of one transcript, by name, how many of its turns have a suggestion for the
    lead that is sure enough to be shown; None where there are to be none. ``rated`` is how far
    raters agree and ``distinguished`` which constructs tell clinics apart; None where the ratings
    or the trial's numbers were taken out since.
    """

    project: Path
    exports: Path
    status: Status
    loaded: Loaded
    ratings: LoadedRatings
    suggested: tuple[str, int] | None
    topics: TopicsFound | None
    without_models: str
    agreement: Agreement
    rated: RatersAgreement | None
    distinguished: Distinguishing | None
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
        ratings = _rate(project, samples)
        try:
            prepare(project, LEAD, progress)
            confirm_questions(project, LEAD, (), progress)
        except ModelError as error:
            return BuiltDemo(path, loaded, ratings, f"{error.message} ({error.hint})")
    return BuiltDemo(path, loaded, ratings, "")


def _rate(project: Store, samples: Path) -> LoadedRatings:
    """With the guide and the trial's numbers, unless there are others by now."""
    if store.guide(project) is None:
        load_guide(project, LEAD, samples / "guide.yaml")
    if not store.trial_tables(project):
        join(project, LEAD, samples / "clinics.csv")
    return load_ratings(project, LEAD, samples / "ratings.csv")


def demo(folder: Path, progress: Progress = quiet) -> Demo:
    """Build the sample study and go the whole way: suggest, topics, agree, rate, export, check."""
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
            ratings=built.ratings,
            suggested=None if built.without_models else _suggested(project, progress),
            topics=None if built.without_models else topics(project, LEAD, progress=progress),
            without_models=built.without_models,
            agreement=agree(project, LEAD, (PRIMARY, "coder-2")),
            rated=_agreed(project),
            distinguished=_distinguished(project),
            files=tuple(file for written in files for file in written),
            problems=check(project),
        )


def _suggested(project: Store, progress: Progress) -> tuple[str, int] | None:
    first = status(project).transcripts[0]
    if mode(project, LEAD, first.hash) == "off":
        return None
    said = suggestions(project, LEAD, first.name, progress=progress)
    return first.name, sum(bool(found) for found in said.values())


def _agreed(project: Store) -> RatersAgreement | None:
    with suppress(RefusedError):
        return rating_agreement(project, LEAD)
    return None


def _distinguished(project: Store) -> Distinguishing | None:
    with suppress(NotFoundError, RefusedError):
        return distinguishing(project, LEAD, OUTCOME)
    return None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            f"{folder}: cannot be made ({error.strerror})", "Choose a folder you can write to."
        ) from error
