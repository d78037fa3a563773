"""What tests share: the sample study and a tiny one, built once and copied; the commands."""

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from click.testing import CliRunner, Result

from qualbench import store, workbench
from qualbench.cli import door
from qualbench.model import Reason, Span, Suggestion
from qualbench.workbench.coders import at_work

Run = Callable[..., Result]

TINY = {
    "a": "Interviewer: How is it?\nCounselor: It fits the day.\nInterviewer: And the rooms?\n"
    "Counselor: We lost two rooms.\nInterviewer: And money?\nCounselor: The money is short.\n"
    "Interviewer: Done?\nCounselor: Yes, done.\n",
    "b": "Interviewer: Who asks?\nAdministrator: The state asks for it.\n"
    "Interviewer: Anything else?\nAdministrator: No more.\n",
    "c": "Interviewer: Who asks?\nCounselor: Nobody asks.\n",
    "d": "Interviewer: Now?\nAdministrator: Not now.\n",
}
CASES = """transcript,participant,role,clinic,wave
a,P1,counselor,C1,early
b,P2,administrator,C1,early
c,P3,counselor,C2,early
d,P4,administrator,C2,late
"""
HANDED_IN = """coder,transcript,quote,code
ana,a,It fits the day.,inner.compatibility
ana,a,It fits the day.,inner.priority
ana,a,two rooms,inner.resources.space
ana,a,The money is short,individuals.characteristics.motivation@deliverers
ana,b,The state asks for it,outer.policies_laws
ana,c,Nobody asks,outer.policies_laws
bo,a,fits,inner.compatibility
bo,a,done,inner.resources.space
bo,a,money is,individuals.characteristics.motivation@recipients
bo,b,state,outer.policies_laws
"""
DRAFTS = "coder,transcript,quote,code\nana,d,Not now,inner.priority\n"


def _run(*args: object, coder: str = "") -> Result:
    words = [str(arg) for arg in args]
    settings = {"prog_name": "qualbench", "terminal_width": 80}
    return CliRunner().invoke(door, words, env={"QUALBENCH_CODER": coder}, **settings)


@pytest.fixture(scope="session")
def run() -> Run:
    """A command, in this process: ``run("status", path, coder="ana")``."""
    return _run


@pytest.fixture(scope="session")
def done() -> Callable[..., str]:
    """A command that must succeed, with no word but signs of life; gives what it printed."""

    def done(*args: object, coder: str = "") -> str:
        result = _run(*args, coder=coder)
        words = [line for line in result.stderr.splitlines() if not line.startswith("... ")]
        assert (result.exit_code, words) == (0, []), (args, result.output)
        return result.stdout

    return done


@pytest.fixture(scope="session")
def listed(done: Callable[..., str]) -> Callable[..., Any]:
    """What a command prints as JSON."""
    return lambda *args: json.loads(done(*args, "--json"))


@pytest.fixture(scope="session")
def facts() -> Callable[[Path], str]:
    """The digest of a project's facts."""

    def digest(path: Path) -> str:
        with workbench.opened(path) as project:
            return store.facts_digest(project)

    return digest


@pytest.fixture(scope="session")
def rows() -> Callable[[Path], list[dict[str, str]]]:
    """A CSV file's rows."""

    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> workbench.Demo:
    """The sample study, built once; not to be written to."""
    return workbench.demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def sample(demo: workbench.Demo, tmp_path: Path) -> Path:
    """A copy of the sample study: the project file, and its cache beside it."""
    shutil.copy(f"{demo.project}-cache", tmp_path / "sample.qualbench-cache")
    return Path(shutil.copy(demo.project, tmp_path / "sample.qualbench"))


@pytest.fixture(scope="session")
def evaluated(
    demo: workbench.Demo, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, workbench.Evaluation]:
    """A copy of the sample study, not to be written to, and what its suggestions are worth.

    Its cache has the vectors of all that suggestions rest on.
    """
    path = tmp_path_factory.mktemp("evaluated") / "sample.qualbench"
    shutil.copy(f"{demo.project}-cache", f"{path}-cache")
    shutil.copy(demo.project, path)
    with workbench.opened(path) as project:
        return path, workbench.evaluate(project, "coder-1")


@pytest.fixture(scope="session")
def tiny_once(tmp_path_factory: pytest.TempPathFactory, done: Callable[..., str]) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    texts = {f"{name}.txt": text for name, text in TINY.items()}
    _write(folder, texts | {"cases.csv": CASES, "in.csv": HANDED_IN, "drafts.csv": DRAFTS})
    project = folder / "tiny.qualbench"
    done("init", project, "--codebook", "mio", coder="lead")
    files = [folder / name for name in texts]
    done("import", project, *files, "--cases", folder / "cases.csv", coder="lead")
    done("load-codings", project, folder / "in.csv", "--submit")
    done("load-codings", project, folder / "drafts.csv")
    return project


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def tiny(tiny_once: Path, tmp_path: Path) -> Path:
    """A project small enough to count by hand, with the texts and codings written above.

    ana has submitted a, b and c and drafts in d; bo has submitted a and b.
    """
    return Path(shutil.copy(tiny_once, tmp_path / "tiny.qualbench"))


@pytest.fixture(scope="session")
def show() -> Callable[..., Suggestion]:
    """Shows a coder a suggestion: ``show(project, "ana", "a", Span(35, 40), key)``; gives it.

    Where the coder has submitted the transcript it comes after that, unless ``before``.
    """

    def show(
        project: store.Store, coder: str, name: str, span: Span, key: str, *, before: bool = False
    ) -> Suggestion:
        said = Suggestion(span, key, 0.5, True, Reason("definition", key, "x", 0.5), "small")
        text = store.find_hash(project, name)
        with project.writing():
            author = at_work(project, coder).id
            mine = [s.id for s in store.submissions(project, author) if s.transcript == text]
            stands = "" if before else max(mine, default="")
            store.record(project, author, [store.showing_draft(text, said, "inline", stands)])
        return said

    return show


@pytest.fixture
def project_of(tmp_path: Path, done: Callable[..., str]) -> Callable[[Iterable[Path]], Path]:
    """A new project with these transcripts."""

    def project_of(files: Iterable[Path]) -> Path:
        project = tmp_path / "new.qualbench"
        done("init", project, "--codebook", "mio", coder="lead")
        done("import", project, *files, coder="lead")
        return project

    return project_of


def pytest_configure() -> None:
    """No test and no Python that a test starts has a network; laws hold on slow machines too."""
    hypothesis.settings.register_profile("unhurried", deadline=None)
    hypothesis.settings.load_profile("unhurried")
    import no_network  # noqa: F401 - in tests/offline; refuses from here on

    paths = (str(Path(__file__).parent / "offline"), os.environ.get("PYTHONPATH"))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
