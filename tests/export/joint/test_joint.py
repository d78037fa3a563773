"""Joint displays: order, signs, calls, statistics."""

from dataclasses import replace

import pytest

from qualbench.errors import NotFoundError
from qualbench.export.joint import (
    JointCase,
    JointDisplay,
    OutcomeRow,
    RatedCell,
    Statistic,
    decimals,
    ordered,
    statistic,
    strongest,
)
from qualbench.model import Judgement


def names(of):
    return [case.name for case in of.cases]


def test_cases_are_ordered_by_an_outcome_and_those_without_a_value_come_last(display, low_to_high):
    assert names(low_to_high) == ["C2", "C4", "C3", "C1"]
    assert low_to_high.order == "Retained, lowest to highest"
    assert names(ordered(display, "Retained", highest_first=True)) == ["C1", "C3", "C4", "C2"]
    assert names(ordered(display, "Fidelity")) == ["C4", "C3", "C1", "C2"]
    change = "Change in reflective functioning"
    assert names(ordered(display, change)) == ["C2", "C3", "C1", "C4"]
    assert names(ordered(display, change, highest_first=True)) == ["C1", "C3", "C2", "C4"]


def test_every_row_moves_with_its_cases(low_to_high):
    assert [cell.sign for cell in low_to_high.constructs[1].cells] == ["-2*", "M", "+1", "+2"]
    assert low_to_high.outcomes[1].values == (None, 3.4, 4.0, 4.2)
    assert low_to_high.members() == {"lower retention": (0, 1), "higher retention": (2, 3)}


def test_words_are_ordered_as_the_groups_are():
    cases = tuple(JointCase(f"C{at}", group) for at, group in enumerate(("some", "all", "none")))
    of = JointDisplay("t", cases, (OutcomeRow("Kept", ("some", "all", "none")),), ())
    of = replace(of, groups=("none", "some", "all"))
    assert names(ordered(of, "Kept")) == ["C2", "C0", "C1"]
    assert names(ordered(of, "Kept", highest_first=True)) == ["C1", "C0", "C2"]
    assert names(ordered(replace(of, groups=()), "Kept")) == ["C1", "C2", "C0"]


def test_words_are_never_said_to_be_low_or_high():
    cases = tuple(JointCase(f"C{at}", group) for at, group in enumerate(("some", "", "none")))
    of = JointDisplay("t", cases, (OutcomeRow("Kept", ("some", "all", "none")),), ())
    grouped = replace(of, groups=("none", "some"))
    there, back = ordered(grouped, "Kept"), ordered(grouped, "Kept", highest_first=True)
    assert (there.order, back.order) == ("Kept, none, then some", "Kept, some, then none")
    assert (names(there), names(back)) == (["C2", "C0", "C1"], ["C0", "C2", "C1"])
    assert ordered(of, "Kept").order == "Kept, by the alphabet"


def test_means_have_one_decimal_more_than_the_data_and_halves_go_away_from_zero():
    counted = OutcomeRow("Enrolled", (22.0, 31.0, None))
    assert [counted.averaged(one) for one in (26.5, 26.25, 26.35, -26.25, -0.04, 1234.05)] == [
        *("26.5", "26.3", "26.4", "-26.3", "0.0", "1,234.1"),
    ]
    shares = OutcomeRow("Retained", (84.0, 12.5), "%", 1)
    assert shares.averaged(statistic(shares.values).mean) == "48.25%"
    assert OutcomeRow("Tiny", (1e-12, 3e-12)).averaged(2e-12) == "2e-12"
    assert decimals((1.0, None, "word", 2.25)) == 2
    assert decimals((1e20,)) is None


def test_an_unknown_outcome_is_named_with_those_that_are_known(display):
    with pytest.raises(NotFoundError, match="no outcome Reach") as caught:
        ordered(display, "Reach")
    assert "Retained, Fidelity" in caught.value.hint


def test_signs_are_those_that_matrices_are_printed_with(display):
    signs = [[cell.sign for cell in row.cells] for row in display.constructs]
    assert signs == [["-1", "-2", "X", "…"], ["+2", "-2*", "+1", "M"], ["0", "", "NA", "+1"]]
    assert RatedCell(Judgement("mixed", varies=True)).sign == "X*"


def test_a_suggested_call_is_marked_as_one_and_the_team_has_the_last_word(display):
    said = [row.distinguishes for row in display.constructs]
    assert said == [
        ("none", "suggested, no call by the team"),
        ("strong", "the team's call; the rule suggests weak"),
        ("insufficient", "suggested, no call by the team"),
    ]
    alone = replace(display.constructs[0], suggested=None)
    assert alone.distinguishes == ("", "")
    assert replace(alone, call="weak").distinguishes == ("weak", "the team's call")


def test_what_has_no_number_is_counted_apart_and_never_as_zero():
    assert statistic([1, None, 3, "word", 2]) == Statistic(5, 3, 2, 1, 1, 3)
    assert statistic([None, None]) == Statistic(2, 0, None, None, None, None)
    assert statistic([4]) == Statistic(1, 1, 4, None, 4, 4)
    assert statistic([0, 0]).mean == 0


def test_the_strongest_barriers_and_facilitators_come_first_and_zero_is_neither(display):
    at = names(display).index
    assert [row.name for row in strongest(display, at("C2"), -1, 5)] == [
        "Innovation Complexity",
        "Work Infrastructure",
    ]
    assert [row.name for row in strongest(display, at("C2"), -1, 1)] == ["Innovation Complexity"]
    assert [row.name for row in strongest(display, at("C1"), 1, 5)] == ["Work Infrastructure"]
