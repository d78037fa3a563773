"""Codes found by typing."""

import pytest

from qualbench.tui.widgets.code_picker import found
from qualbench.workbench import Choice


def _choice(key, name, path=""):
    return Choice(key, name, path, f"{name} {path} {key}".casefold())


COST = _choice("in.cost", "Innovation Cost", "Innovation")
FUNDING = _choice("inner.funding", "Funding", "Inner Setting > Resources > Cost of running")
ACCOST = _choice("x.accost", "Accost")
COSTING = _choice("x.costing", "Costing")
CHOICES = (FUNDING, COST, ACCOST, COSTING)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["inner.funding", "in.cost", "x.accost", "x.costing"]),
        ("nothing like it", []),
        ("inner fund", ["inner.funding"]),
        ("fund inner", ["inner.funding"]),
        ("COST INNOV", ["in.cost"]),
        ("cost", ["x.costing", "in.cost", "x.accost", "inner.funding"]),
    ],
)
def test_all_typed_words_are_held_and_names_come_before_paths(query, keys):
    assert [choice.key for choice in found(CHOICES, query, [])] == keys


def test_recent_codes_come_first_the_latest_before_all():
    keys = [choice.key for choice in found(CHOICES, "", ["x.costing", "in.cost"])]
    assert keys == ["x.costing", "in.cost", "inner.funding", "x.accost"]


def test_a_name_that_fits_better_comes_before_a_recent_code():
    assert found(CHOICES, "cost", ["inner.funding"])[0] == COSTING
