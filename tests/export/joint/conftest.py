"""A joint display small enough to count by hand, with a quote that no format must obey."""

import pytest

from qualbench.export.joint import (
    ConstructRow,
    JointCase,
    JointDisplay,
    OutcomeRow,
    Quote,
    RatedCell,
    ordered,
)
from qualbench.model import Judgement

HOSTILE = "<script>alert(1)</script> | =1+1 **not bold** \\ $x$"


def rated(value, summary="", *quotes, varies=False):
    """A cell of the rating, with quotes of participants C1-1, C1-2, ..."""
    said = tuple(Quote(text, who, role) for who, role, text in quotes)
    judged = Judgement("rated", value, varies, summary)
    return RatedCell(judged, said, tuple(quote.who for quote in said))


def unrated(status):
    return RatedCell(Judgement(status))


DISPLAY = JointDisplay(
    "Determinants of MIO beside retention (synthetic)",
    (
        JointCase("C1", "higher retention"),
        JointCase("C2", "lower retention"),
        JointCase("C3", "higher retention"),
        JointCase("C4", "lower retention"),
    ),
    (
        OutcomeRow("Retained", (84.0, 38.0, 73.0, 64.0), "%"),
        OutcomeRow("Fidelity", (4.2, None, 4.0, 3.4), "1 to 5", 1),
        OutcomeRow("Change in reflective functioning", (0.92, -0.18, 0.64, None)),
    ),
    (
        ConstructRow(
            "Innovation Complexity",
            "Innovation > Innovation Complexity",
            (
                rated(-1, "Hard at first, then easier."),
                rated(-2, "Staying curious is felt as too much.", ("C2-2", "counselor", HOSTILE)),
                unrated("mixed"),
                RatedCell(Judgement("draft", summary="Told in passing; recording, 12 min")),
            ),
            reverse=True,
            suggested="none",
        ),
        ConstructRow(
            "Work Infrastructure",
            "Inner Setting > Structural Characteristics > Work Infrastructure",
            (
                rated(
                    2,
                    "A stable team with time set aside.",
                    ("C1-1", "administrator", "We have kept the same four counselors throughout."),
                    ("C1-2", "counselor", "My hour for MIO is blocked, and nobody books over it."),
                    ("C1-2", "counselor", "A third quote, which is one too many."),
                ),
                rated(
                    -2,
                    "Turnover took the trained counselors away.",
                    ("C2-1", "administrator", "Three of the people we trained had left by spring."),
                    varies=True,
                ),
                rated(1, "Small but steady team.", ("C3-1", "administrator", "Nobody has left.")),
                unrated("missing"),
            ),
            call="strong",
            suggested="weak",
            reason="Only where the team stayed did mothers stay.",
            fit="confirms",
            inference="A stable team seems to be a condition for keeping mothers in MIO.",
        ),
        ConstructRow(
            "Relative Priority",
            "Inner Setting > Relative Priority",
            (rated(0), RatedCell(), unrated("not applicable"), rated(1)),
            suggested="insufficient",
            fit="discords",
        ),
    ),
    groups=("lower retention", "higher retention"),
    notes=("Four cases: exploratory. All data are synthetic.",),
)


@pytest.fixture(scope="session")
def display():
    return DISPLAY


@pytest.fixture(scope="session")
def low_to_high():
    """The same, its cases by how many were retained."""
    return ordered(DISPLAY, "Retained")


@pytest.fixture(scope="session")
def hostile():
    """What a counselor of C2 says."""
    return HOSTILE
