"""The tiny study with a primary coder and a guide, and what is done in it again and again."""

import pytest

from qualbench import workbench
from qualbench.workbench import RatingChange

GUIDE = """guide: tiny
questions:
- {id: fit, role: counselor, asks: 'How does it fit?', constructs: [inner.compatibility]}
- {id: rooms, asks: 'And the rooms?', constructs: [inner.resources.space]}
- {id: push, asks: 'Who asks for it?', constructs: [outer.policies_laws, inner.priority]}
- {id: plan, role: [administrator], asks: 'What is the plan?', constructs: [process.planning]}
"""


@pytest.fixture
def project(project):
    workbench.primary(project, "lead", "ana")
    return project


@pytest.fixture
def guide(project, tmp_path):
    """The guide above, in force."""
    path = tmp_path / "guide.yaml"
    path.write_text(GUIDE)
    return workbench.load_guide(project, "lead", path)


@pytest.fixture
def rate(project):
    """``rate("ana", "C1", "inner.priority", "-1", summary="...")``; gives the rating."""

    def rate(coder, case, code, rating=None, by=(), consensus=False, **change):
        changed = RatingChange(rating, **change)
        return workbench.rate(project, coder, case, code, changed, by, consensus=consensus).rating

    return rate


@pytest.fixture
def cell(project):
    return lambda viewer, case, code, by=(): workbench.find_cell(project, viewer, case, code, by)
