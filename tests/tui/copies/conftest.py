"""A round of the tiny study whose copies are away, and what the screen and the file say of them."""

import re
import shutil

import pytest

from qualbench import workbench
from qualbench.model import Span

CULTURE, TENSION = "cfir22.inner.culture", "cfir22.inner.tension"


@pytest.fixture
def worked(project, tmp_path):
    """``worked("bo", ["b"])``: bo's copy, in which those of the round were submitted."""

    def worked(coder, texts=("a", "b")):
        to = tmp_path / f"tiny-{coder}.qualbench"
        workbench.hand_out(project, "lead", coder, to, round_name="pilot")
        with workbench.opened(to) as copy:
            workbench.code(copy, coder, "a", Span(36, 43), CULTURE, memo="why?")
            workbench.submit_round(copy, coder, "pilot", texts)
        return to

    return worked


@pytest.fixture
def back(pilot_round, worked):
    """ana's copy, in which both transcripts were coded further and submitted."""
    return worked("ana")


@pytest.fixture
def apart(project, tmp_path):
    """A copy of the whole project, in which things are said otherwise than here."""
    file = shutil.copy(project.path, tmp_path / "apart.qualbench")
    coding = workbench.live_codings(project, coder="ana", viewer="ana")[0].coding.id
    for path, name, tolerance, code in (
        (file, "There", "4", TENSION),
        (None, "Here", "7", CULTURE),
    ):
        with workbench.opened(path or project.path) as one:
            workbench.settle(one, "lead", "tolerance", tolerance)
            workbench.rename_code(one, "lead", "cfir22.outer.financing", name)
            workbench.revise(one, "ana", coding, code=code)
    return file


@pytest.fixture
def states(project):
    """Where each copy is, by its coder and round, as it is stored."""
    return lambda: {(one.coder, one.round): one.state for one in workbench.handouts(project)}


@pytest.fixture(scope="session")
def told():
    """What is said in the corner."""

    def told(pilot):
        (one,) = pilot.app._notifications
        return f"{one.title}: {one.message}"

    return told


@pytest.fixture(scope="session")
def offered():
    """The actions that have a key now."""

    def offered(pilot):
        active = pilot.app.screen.active_bindings.values()
        return {one.binding.action for one in active if one.enabled}

    return offered


@pytest.fixture(scope="session")
def flat(shown):
    """The screen as one line."""
    return lambda pilot: " ".join(shown(pilot).replace("─", " ").split())


@pytest.fixture(scope="session")
def undated(shown):
    """The screen without the day."""
    return lambda pilot: re.sub(r"\d{4}-\d\d-\d\d", "YYYY-MM-DD", shown(pilot))
