"""The tiny study and a copy of it to be worked on apart; what contradicts when both merge."""

import shutil
from pathlib import Path

import pytest

from qualbench import workbench
from qualbench.model import Span

CODES = ("cfir22.inner.tension", "cfir22.inner.culture")
CLASHES = {
    "publication": lambda p, n: workbench.rename_code(p, "lead", CODES[0], f"Name {n}"),
    "setting": lambda p, n: workbench.settle(p, "lead", "tolerance", str(n)),
    "primary_coder": lambda p, n: workbench.primary(p, "lead", ("ana", "bo")[n]),
    "round": lambda p, n: workbench.open_round(p, "lead", "pilot", ("ana", "bo")),
    "submission": lambda p, n: (
        workbench.code(p, "bo", "c", Span(25, 30 + n), CODES[0]),
        workbench.submit(p, "bo", ["c"]),
    ),
    "namesake": lambda p, n: workbench.code(p, "twin", "c", Span(25, 30), CODES[n]),
    "coding": lambda p, n: workbench.revise(
        p, "ana", workbench.live_codings(p, coder="ana", viewer="ana")[0].coding.id, code=CODES[n]
    ),
}


@pytest.fixture
def copy(tiny, tmp_path):
    """A copy of the study, to be worked on apart."""
    return Path(shutil.copy(tiny, tmp_path / "copy.qualbench"))


@pytest.fixture
def project(tiny, copy):
    with workbench.opened(tiny) as project:
        yield project


@pytest.fixture(scope="session")
def merged():
    """Merges copies of which none is refused."""
    return _merged


@pytest.fixture
def both(project, copy):
    """The same verb here and in the copy, with 0 and 1; then they are merged: the conflicts."""

    def both(verb):
        with workbench.opened(copy) as apart:
            verb(apart, 1)
        verb(project, 0)
        (done,) = _merged(project, copy)
        return done.conflicts

    return both


@pytest.fixture(scope="session")
def clashes():
    """For each kind of conflict a verb that, with 0 and 1, makes two sides of one."""
    return CLASHES


@pytest.fixture(params=CLASHES)
def kind(request):
    """Each kind of conflict."""
    return request.param


def _merged(project, *files, coder="lead"):
    done = workbench.merge(project, coder, files)
    assert [one.refused for one in done] == [None] * len(files)
    return done
