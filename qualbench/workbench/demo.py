"""The sample study, built and walked through from import to export."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualbench import shipped
from qualbench.errors import ProjectError
from qualbench.reading import SUFFIXES
from qualbench.workbench.agreement import Agreement, agree
from qualbench.workbench.codings import Loaded, load_codings
from qualbench.workbench.exports import Kind, export
from qualbench.workbench.layers import primary
from qualbench.workbench.projects import Problem, Status, check, init, opened, status
from qualbench.workbench.transcripts import import_files

LEAD = "lead"
PRIMARY = "coder-1"


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the sample study was built, and what the way through it found."""

    project: Path
    exports: Path
    status: Status
    loaded: Loaded
    agreement: Agreement
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def demo(folder: Path) -> Demo:
    """Build the synthetic sample study in ``folder``, or bring the one there up to date."""
    exports = folder / "export"
    try:
        exports.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            f"{folder}: cannot be made ({error.strerror})", "Choose a folder you can write to."
        ) from error
    path = folder / "mio-sample.qualbench"
    if not path.exists():
        init(path, "mio", LEAD, "MIO sample study (synthetic)")
    samples = shipped.folder("transcripts")
    with opened(path) as project:
        interviews = sorted(f for f in samples.iterdir() if f.suffix in SUFFIXES)
        import_files(project, LEAD, interviews, samples / "cases.csv")
        loaded = load_codings(project, samples / "codings.csv", submit=True)
        primary(project, LEAD, PRIMARY)
        return Demo(
            path,
            exports,
            status(project),
            loaded,
            agree(project, (PRIMARY, "coder-2")),
            tuple(
                file
                for kind, name in _EXPORTS
                for file in export(project, kind, exports / name).files
            ),
            check(project),
        )


_EXPORTS: tuple[tuple[Kind, str], ...] = (
    ("segments", "segments.csv"),
    ("segments", "segments.xlsx"),
    ("matrix", "matrix.csv"),
    ("matrix", "matrix.xlsx"),
    ("codebook", "codebook.csv"),
    ("codebook", "codebook.xlsx"),
)
