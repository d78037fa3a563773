"""The sample study, what suggestions in one transcript rest on, and all that can be suggested."""

import shutil
from dataclasses import replace

import pytest

from qualbench import store, workbench

TEXT = "c1-counselor-1"  # both have coded it
ALL = 200


@pytest.fixture
def project(sample):
    with workbench.opened(sample) as project:
        yield project


@pytest.fixture
def small(demo, tiny):
    """The tiny project, with the vectors of its codebook."""
    shutil.copy(f"{demo.project}-cache", f"{tiny}-cache")
    with workbench.opened(tiny) as project:
        yield project


@pytest.fixture(scope="session")
def bases(demo):
    """What suggestions in TEXT rest on for each coder, as the study stands."""
    with workbench.opened(demo.project) as project:
        return {
            coder: workbench.learned(project, coder, TEXT)
            for coder in ("zoe", "coder-1", "coder-2")
        }


@pytest.fixture(scope="session")
def coders(demo):
    """The ids of the coders, by name."""
    with workbench.opened(demo.project) as project:
        return {coder.name: coder.id for coder in store.coders(project)}


@pytest.fixture(scope="session")
def offered():
    """By the words of each turn all that there is to suggest, the least sure too."""
    return _offered


@pytest.fixture(scope="session")
def suggest():
    """The same for a coder, of what is learned now: ``suggest(project, "zoe")``."""

    def suggest(project, coder="zoe", transcript=TEXT, top=ALL):
        return _offered(workbench.learned(project, coder, transcript), top)

    return suggest


@pytest.fixture(scope="session")
def keys():
    """What is suggested, by its keys."""
    return lambda shown: [one.said.key for one in shown]


def _offered(of, top=ALL, precision=0.0):
    anything = replace(of, precision=precision)
    return {words: workbench.suggested(anything, words, top) for words in of.places}
