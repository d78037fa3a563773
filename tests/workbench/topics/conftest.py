"""The sample study with a run of topics that is kept, and what is read of the run."""

import shutil
from pathlib import Path

import pytest

from qualbench import workbench

RUN = "talk"


@pytest.fixture(scope="session")
def kept_once(demo, tmp_path_factory):
    """A copy of the sample study in which the lead keeps its topics; not to be written to."""
    path = _copied(demo.project, tmp_path_factory.mktemp("kept") / "sample.qualbench")
    with workbench.opened(path) as project:
        workbench.keep_topics(project, "lead", f" {RUN}\n", demo.topics)
    return path


@pytest.fixture
def path(kept_once, tmp_path):
    return _copied(kept_once, tmp_path / "sample.qualbench")


@pytest.fixture
def project(path):
    with workbench.opened(path) as project:
        yield project


@pytest.fixture(scope="session")
def copied():
    """Copies a project file with its cache: ``copied(path, to)``."""
    return _copied


@pytest.fixture(scope="session")
def kept():
    """The run as it stands: ``kept(project)``."""
    return _kept


@pytest.fixture(scope="session")
def topic():
    """``topic(project, 2)``: the topic of that number in the run as it stands."""
    return lambda project, number: next(t for t in _kept(project).topics if t.number == number)


@pytest.fixture(scope="session")
def inside():
    """``inside(found, 2)``: the words that lie in the topic of that number."""

    def inside(found, number):
        return [one for one, of in zip(found.words, found.labels, strict=True) if of == number]

    return inside


def _copied(path, to):
    shutil.copy(f"{path}-cache", f"{to}-cache")
    return Path(shutil.copy(path, to))


def _kept(project):
    return workbench.kept_topics(project, RUN)
