"""A revealed round of the tiny study, small enough to count its disagreements by hand."""

import re
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qualbench import workbench
from qualbench.tui.screens.reconcile import Reconcile


@pytest.fixture(scope="session")
def revealed_once(tiny_once, tmp_path_factory):
    copy = Path(shutil.copy(tiny_once, tmp_path_factory.mktemp("revealed") / "tiny.qualbench"))
    with workbench.opened(copy) as project:
        workbench.settle(project, "lead", "tolerance", "0")
        workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a", "b"))
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
    return copy


@pytest.fixture
def revealed(revealed_once, tmp_path):
    """Ana and bo have coded a and b in a round; edges have to be the same."""
    return Path(shutil.copy(revealed_once, tmp_path / "tiny.qualbench"))


@pytest.fixture
def walk(revealed, noting):
    """The program on the disagreements of the round, keys pressed."""

    @asynccontextmanager
    async def walk(*pressed, coder="lead", size=(80, 24)):
        async with noting(revealed, Reconcile("pilot"), *pressed, coder=coder, size=size) as pilot:
            yield pilot

    return walk


@pytest.fixture
def decided(revealed):
    """What is stored: number, choice and the words and keys that were taken."""

    def decided():
        with workbench.opened(revealed) as project:
            texts = {text.hash: text.text for text in workbench.texts(project)}
            return {
                one.number: (
                    one.decision.choice,
                    [(put.span.of(texts[one.hash]), put.key) for put in one.decision.outcome],
                )
                for one in workbench.disagreements(project, "lead", "pilot")
                if one.decision
            }

    return decided


@pytest.fixture
def reasons(revealed):
    """What is stored of why."""

    def reasons(number):
        with workbench.opened(revealed) as project:
            one = workbench.find_disagreement(project, "lead", "pilot", str(number)).decision
        return one.reason, one.rule, one.changes

    return reasons


@pytest.fixture(scope="session")
def title(shown):
    """The line on top, but for the coder's name."""
    return lambda pilot: re.sub(" +coder.*", "", shown(pilot).splitlines()[0]).strip()
