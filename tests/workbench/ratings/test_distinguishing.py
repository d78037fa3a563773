"""What tells groups of cases apart."""

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.ratings import Rule

NUMBERS = "participant,sessions,site\nP1,2,low\nP2,4,low\nP3,9,high\nP4,12,high\n"
SIGNS = {"P1": "-2", "P2": "-1", "P3": "+1", "P4": "+2"}
BY = ["participant"]
KEY = "cfir22.inner.priority"


@pytest.fixture
def rated(project, rate, tmp_path):
    """Everybody's outcome, and a consensus on each that goes with it."""
    (tmp_path / "trial.csv").write_text(NUMBERS)
    workbench.join(project, "lead", tmp_path / "trial.csv")
    for case, sign in SIGNS.items():
        rate("lead", case, "inner.priority", sign, BY, consensus=True)
    return project


def _values(row):
    return [[one.value if one else None for one in group] for group in row.groups]


def _names(found):
    return [[case[0][1] for case in group] for group in found.groups]


def test_a_number_is_cut_at_its_median(rated):
    found = workbench.distinguishing(rated, "lead", "sessions", by=BY)
    assert found.grouping.outcome == "trial.sessions"
    assert found.grouping.cuts == (6.5,)
    assert found.grouping.groups == ("below 6.5", "6.5 and more")
    assert _names(found) == [["P1", "P2"], ["P3", "P4"]]
    (row,) = found.rows
    assert (row.key, _values(row)) == (KEY, [[-2, -1], [1, 2]])
    assert (row.suggested.call, row.suggested.gap, row.suggested.direction) == ("strong", 2, "with")
    assert "4 cases in 2 groups" in found.warning


def test_two_names_are_those_of_the_halves_and_more_need_cuts(rated):
    found = workbench.distinguishing(rated, "lead", "sessions", groups=["few", "many"], by=BY)
    assert (found.grouping.groups, found.grouping.cuts) == (("few", "many"), (6.5,))
    with pytest.raises(RefusedError, match=r"no case has a or b or c for trial\.sessions"):
        workbench.distinguishing(rated, "lead", "sessions", groups=["a", "b", "c"], by=BY)


def test_three_groups_by_cuts(rated):
    found = workbench.distinguishing(rated, "lead", "sessions", [10, 3], ["a", "b", "c"], BY)
    assert (found.grouping.cuts, found.grouping.groups) == ((3, 10), ("a", "b", "c"))
    assert _names(found) == [["P1"], ["P2", "P3"], ["P4"]]
    assert _values(found.rows[0]) == [[-2], [-1, 1], [2]]
    assert found.rows[0].suggested.call == "strong"
    named = workbench.distinguishing(rated, "lead", "sessions", [3, 10], by=BY)
    assert named.grouping.groups == ("below 3", "3 to 10", "10 and more")
    with pytest.raises(RefusedError, match="cuts do not make the 2 groups"):
        workbench.distinguishing(rated, "lead", "sessions", [3, 10], ["a", "b"], BY)


def test_groups_by_value_come_in_the_order_that_is_said(rated):
    found = workbench.distinguishing(rated, "lead", "site", groups=["low", "high"], by=BY)
    assert _names(found) == [["P1", "P2"], ["P3", "P4"]]
    alphabetical = workbench.distinguishing(rated, "lead", "site", by=BY)
    assert alphabetical.grouping.groups == ("high", "low")
    assert alphabetical.rows[0].suggested.direction == "against"
    one = workbench.distinguishing(rated, "lead", "site", groups=["low", "middle", "high"], by=BY)
    assert _names(one) == [["P1", "P2"], [], ["P3", "P4"]]
    left = workbench.distinguishing(rated, "lead", "site", groups=["low", "hihg"], by=BY)
    assert [case[0][1] for case in left.ungrouped] == ["P3", "P4"]


def test_an_attribute_groups_too_and_one_that_differs_within_cases_does_not(rated):
    found = workbench.distinguishing(rated, "lead", "role", by=BY)
    assert found.grouping.groups == ("administrator", "counselor")
    with pytest.raises(RefusedError, match="no case has a value of role"):
        workbench.distinguishing(rated, "lead", "role")
    with pytest.raises(NotFoundError, match="there is no outcome shoe"):
        workbench.distinguishing(rated, "lead", "shoe")


def test_a_case_without_the_outcome_is_named_and_one_without_a_rating_is_none(
    rated, tmp_path, rate
):
    (tmp_path / "trial.csv").write_text(NUMBERS.replace("P4,12,high\n", ""))
    workbench.join(rated, "lead", tmp_path / "trial.csv")
    workbench.unrate(rated, "lead", rate("lead", "P3", "inner.priority", "0", BY, True).id)
    found = workbench.distinguishing(rated, "lead", "sessions", [3], by=BY)
    assert [case[0][1] for case in found.ungrouped] == ["P4"]
    assert _values(found.rows[0]) == [[-2], [-1, None]]


def test_other_thresholds_make_another_call(rated):
    found = workbench.distinguishing(rated, "lead", "sessions", by=BY, rule=Rule(3, 2, 5.0))
    assert found.rows[0].suggested.call == "weak"
    assert "strong from 3, weak from 2" in found.rule.said


def _called(project, by=BY):
    (row,) = workbench.distinguishing(project, "lead", "sessions", by=by).rows
    return row.call


def test_the_team_s_call_is_stored_beside_the_rule_s_and_undone(rated):
    grouping = workbench.grouping_of(rated, "lead", "sessions", by=BY)
    made = workbench.make_call(rated, "lead", "inner.priority", "weak", " few ", grouping)
    assert (made.call, made.reason, made.suggested, made.key) == ("weak", "few", "strong", KEY)
    assert "strong from 2" in made.rule
    assert _called(rated) == made == store.calls(rated)[0]
    again = workbench.make_call(rated, "lead", KEY, "strong", "", grouping)
    assert store.calls(rated) == (again,)
    said = workbench.undo(rated, "lead")
    assert said == "call strong on Relative Priority by trial.sessions at 6.5"
    assert store.calls(rated) == (made,)
    assert workbench.redo(rated, "lead") == said
    assert store.calls(rated) == (again,)


def test_a_call_is_of_its_grouping_whatever_the_order_of_attributes(rated, rate):
    for case, sign in (("C1 P1", "-1"), ("C2 P4", "+1")):
        rate("lead", case, "inner.priority", sign, ["clinic", "participant"], True)
    one = workbench.grouping_of(rated, "lead", "sessions", by=["participant", "clinic"])
    made = workbench.make_call(rated, "lead", KEY, "weak", "", one)
    assert _called(rated, ["clinic", "participant"]) == made
    assert _called(rated) is None


def test_leads_alone_call_and_only_what_the_team_settled(rated):
    grouping = workbench.grouping_of(rated, "lead", "sessions", by=BY)
    with pytest.raises(RefusedError, match="ana is not a lead"):
        workbench.make_call(rated, "ana", KEY, "weak", "", grouping)
    with pytest.raises(RefusedError, match=r"agreed on no rating of cfir22\.inner\.tension"):
        workbench.make_call(rated, "lead", "inner.tension", "weak", "", grouping)
    assert store.calls(rated) == ()


def test_a_call_follows_a_code_that_was_merged(rated):
    grouping = workbench.grouping_of(rated, "lead", "sessions", by=BY)
    made = workbench.make_call(rated, "lead", KEY, "weak", "", grouping)
    workbench.merge_codes(rated, "lead", KEY, "cfir22.inner.tension")
    (row,) = workbench.distinguishing(rated, "lead", "sessions", by=BY).rows
    assert (row.key, row.call.id) == ("cfir22.inner.tension", made.id)
    workbench.undo(rated, "lead")  # the merge
    by_site = workbench.grouping_of(rated, "lead", "site", by=BY)
    workbench.make_call(rated, "lead", KEY, "none", "", by_site)
    assert workbench.undo(rated, "lead") == "call none on Relative Priority by trial.site"
