"""The report: one page for a browser, an appendix for a paper, figures for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qualbench import export as tables
from qualbench.errors import NotFoundError, ProjectError, RefusedError
from qualbench.export import documents
from qualbench.export.appendix import appendix
from qualbench.export.figures import Form, figure
from qualbench.export.report import render
from qualbench.store import Store
from qualbench.workbench.language import Progress, quiet
from qualbench.workbench.reporting.appendix import appendix_of
from qualbench.workbench.reporting.contents import contents
from qualbench.workbench.reporting.displays import Display, export_joint, joint
from qualbench.workbench.reporting.figures import figures_of

_FORMS: tuple[Form, ...] = ("svg", "png")


@dataclass(frozen=True, slots=True)
class Reported:
    """The files that were written; ``left_out`` says why there is no joint display, if so."""

    page: Path
    files: tuple[Path, ...]
    left_out: str


def report(
    project: Store,
    folder: Path,
    viewer: str = "",
    outcome_name: str = "",
    cuts: Sequence[float] = (),
    groups: Sequence[str] = (),
    by: Sequence[str] = (),
    progress: Progress = quiet,
) -> Reported:
    """Write ``report.html``, ``appendix.docx``, a joint display and figures into a folder.

    The page is self-contained and asks no network. Cases are held against ``outcome_name``
    where one is given. What is sealed from ``viewer`` is left out. ProjectError where the folder
    cannot be written.
    """
    _make(folder / "figures")
    with project.reading():
        progress("joint display", 0, 4)
        made = partial(joint, project, viewer, outcome_name, cuts, groups, by)
        display, why = _if_any(made) if outcome_name else (None, "no outcome was named")
        progress("page", 1, 4)
        of = contents(project, viewer, display)
        said = dict(of.provenance)
        page = folder / "report.html"
        files = list(tables.write_document(render(of).encode(), said, page))
        progress("appendix", 2, 4)
        filled = appendix_of(project, viewer, of, display.matrix if display else None)
        word = documents.docx(appendix(filled))
        files += tables.write_document(word, said, folder / "appendix.docx")
        if display:
            files += export_joint(project, display, folder / "joint-display.docx")
        for name, values in figures_of(of, display):
            progress(f"figure {name}", 3, 4)
            for form in _FORMS:
                path = folder / "figures" / f"{name}.{form}"
                files += tables.write_bytes(figure(values, form), path)
    return Reported(page, tuple(files), why)


def _if_any(made: Callable[[], Display]) -> tuple[Display | None, str]:
    """A display, or why there is none; NotFoundError where something was misspelt."""
    try:
        return made(), ""
    except NotFoundError:
        raise
    except RefusedError as refused:
        return None, refused.message


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            f"{folder}: cannot be made ({error.strerror})", "Choose a folder you can write to."
        ) from error
