"""Topics of the sample study: what is stored of them and what the screen says."""

import re

import pytest

from qualbench import workbench


@pytest.fixture
def stored(study):
    """What a verb gives of the project as it is stored now: ``stored(workbench.topic_runs)``."""

    def stored(verb, *args):
        with workbench.opened(study) as project:
            return verb(project, *args)

    return stored


@pytest.fixture(scope="session")
def told():
    """What is said in the corner."""
    return lambda pilot: [f"{n.title} {n.message}".strip() for n in pilot.app._notifications]


@pytest.fixture(scope="session")
def topic():
    """``topic(found, 2)``: the topic of that number."""
    return lambda found, number: next(one for one in found.topics if one.number == number)


@pytest.fixture(scope="session")
def listed(shown):
    """The numbers of the topics in the list."""
    return lambda pilot: re.findall(r"^▸? *(\d+) \S.* │", shown(pilot), re.MULTILINE)
