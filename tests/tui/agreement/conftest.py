"""Agreement of the tiny study, as the workbench has it and as the screen shows it."""

import re

import pytest

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.widgets.hint import Hint
from qualbench.tui.widgets.rows import Rows
from qualbench.workbench import Undefined


@pytest.fixture
def three(project):
    """cy has submitted a and b, too."""
    for text, span, code in (("a", Span(35, 40), "inner.compatibility"), ("b", Span(40, 50), "")):
        workbench.code(project, "cy", text, span, code or "inner.priority")
        workbench.submit(project, "cy", [text])
    return project


@pytest.fixture
def rounds(project):
    """pilot is revealed, of a and b; second is sealed."""
    workbench.open_round(project, "lead", "pilot", ("ana", "bo"), ("a", "b"))
    for coder in ("ana", "bo"):
        workbench.submit_round(project, coder, "pilot")
    workbench.reveal(project, "lead", "pilot")
    workbench.open_round(project, "lead", "second", ("ana", "bo"), ("d",))
    return project


@pytest.fixture(scope="session")
def chosen():
    """What is compared, as the lines on top say it."""
    return lambda pilot: str(pilot.app.screen.query_one(Hint).render())


@pytest.fixture(scope="session")
def table():
    """The rows by their names, each its figures as they are shown."""

    def table(pilot):
        screen = pilot.app.screen
        view, items = screen._view, range(len(screen.query_one(Rows)))
        names = [re.split(r"\. |:", view.about(item))[0] for item in items]
        return {
            name: view.row(item, 150).plain.removeprefix(name).split()
            for item, name in enumerate(names)
        }

    return table


@pytest.fixture(scope="session")
def number():
    """A coefficient as it is shown."""
    return _number


@pytest.fixture(scope="session")
def coefficients():
    """Percent, kappa, alpha and AC1 as they are shown."""
    return _coefficients


@pytest.fixture(scope="session")
def figures():
    """The four counts, n and the coefficients as they are shown."""
    return _figures


def _number(value):
    return "–" if isinstance(value, Undefined) else f"{value:z.2f}"


def _coefficients(of):
    each = of.each()
    percent = each["percent"].value
    share = "–" if isinstance(percent, Undefined) else f"{100 * percent:.0f}"
    return [share, *(_number(each[name].value) for name in ("kappa", "alpha", "ac1"))]


def _figures(row):
    counts = row.counts
    four = (counts.both, counts.only_first, counts.only_second, counts.neither)
    return [*map(str, (*four, row.n)), *_coefficients(row)]
