"""What tells groups of cases apart."""

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError
from qualbench.ratings import Rule
from qualbench.workbench.ratings.groups import named_by_values

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
    assert found.rows[0].suggested.call == "insufficient"  # one case at either end
    named = workbench.distinguishing(rated, "lead", "sessions", [3, 10], by=BY)
    assert named.grouping.groups == ("below 3", "3 to 10", "10 and more")
    with pytest.raises(RefusedError, match="cuts do not make the 2 groups"):
        workbench.distinguishing(rated, "lead", "sessions", [3, 10], ["a", "b"], BY)


def test_groups_by_value_come_in_the_order_that_is_said(rated):
    found = workbench.distinguishing(rated, "lead", "site", groups=["low", "high"], by=BY)
    assert _names(found) == [["P1", "P2"], ["P3", "P4"]]
    alphabetical = workbench.distinguishing(rated, "lead", "site", by=BY)
    assert alphabetical.grouping.groups == ("high", "low")
    assert (found.rows[0].suggested.direction, *found.minds) == ("with",)


def test_two_words_by_the_alphabet_are_held_against_one_another_and_not_ordered(rated):
    found = workbench.distinguishing(rated, "lead", "site", by=BY)
    suggested = found.rows[0].suggested
    assert (suggested.call, suggested.direction) == ("strong", "")
    assert suggested.said.endswith("higher in high than in low")
    assert [*found.minds] == ["high is held against low: words alone make no order."]


WORDS = "participant,arm,n\nP1,B,31\nP2,A,<5\nP3,C,22\nP4,B,22\n"


@pytest.fixture
def worded(rated, tmp_path):
    """With an outcome in words, and one in numbers among which one is a word."""
    (tmp_path / "arms.csv").write_text(WORDS)
    workbench.join(rated, "lead", tmp_path / "arms.csv")
    return rated


def test_more_words_make_groups_only_in_an_order_that_is_said(worded):
    with pytest.raises(RefusedError, match=r"arms\.arm is text of 3 values .* A, B, C") as caught:
        workbench.distinguishing(worded, "lead", "arm", by=BY)
    assert "Say --group" in caught.value.hint
    with pytest.raises(RefusedError, match="without an order"):
        workbench.joint(worded, "lead", "arm", by=BY)
    said = workbench.distinguishing(worded, "lead", "arm", groups=["B", "A", "C"], by=BY)
    assert _names(said) == [["P1", "P4"], ["P2"], ["P3"]]
    order = workbench.joint(worded, "lead", "arm", groups=["B", "A", "C"], by=BY).display.order
    assert order == "arm, B, then A, then C"


def test_numbers_that_a_word_keeps_as_text_are_not_sorted_as_text(worded):
    with pytest.raises(RefusedError, match=r"arms\.n is text, as P2 has '<5'"):
        workbench.distinguishing(worded, "lead", "n", by=BY)
    said = workbench.distinguishing(worded, "lead", "n", groups=["<5", "22", "31"], by=BY)
    assert _names(said) == [["P2"], ["P3", "P4"], ["P1"]]
    cut = workbench.distinguishing(worded, "lead", "n", [25], by=BY)
    assert (_names(cut), [case[0][1] for case in cut.ungrouped]) == ([["P3", "P4"], ["P1"]], ["P2"])
    with pytest.raises(RefusedError, match=r"trial\.site is text: numbers alone can be cut"):
        workbench.distinguishing(worded, "lead", "site", [3], by=BY)


def test_an_attribute_s_numbers_come_in_their_order():
    waves = {(("wave", one),): one for one in ("10", "2", "1")}
    assert named_by_values("wave", waves) == ("1", "2", "10")


def test_a_group_without_a_case_is_refused(rated):
    def refused(outcome, cuts=(), groups=()):
        with pytest.raises(RefusedError) as caught:
            workbench.distinguishing(rated, "lead", outcome, cuts, groups, BY)
        return caught.value.message

    assert refused("sessions", [99]) == "cut 99 lies outside 2 to 12 of trial.sessions"
    assert refused("sessions", [1, 5, 99]).startswith("cut 1 and 99 lies outside")
    assert refused("sessions", [2]) == "no case of trial.sessions is in the group below 2"
    assert refused("sessions", [5, 6]) == "no case of trial.sessions is in the group 5 to 6"
    assert refused("site", groups=["low", "hihg"]) == "no case has hihg for trial.site"
    assert refused("site", groups=["low", "mid", "high"]) == "no case has mid for trial.site"


def test_a_median_that_is_the_lowest_value_still_parts_the_cases(rated, tmp_path):
    (tmp_path / "trial.csv").write_text("participant,sessions\nP1,0\nP2,0\nP3,0\nP4,5\n")
    workbench.join(rated, "lead", tmp_path / "trial.csv")
    found = workbench.distinguishing(rated, "lead", "sessions", by=BY)
    assert (found.grouping.cuts, _names(found)) == ((2.5,), [["P1", "P2", "P3"], ["P4"]])


def test_one_rated_case_against_one_is_insufficient(rated, rate):
    for case in ("P1", "P4"):
        rate("lead", case, "inner.priority", "M", BY, consensus=True)
    (row,) = workbench.distinguishing(rated, "lead", "sessions", by=BY).rows
    assert (row.suggested.call, row.suggested.numbers) == ("insufficient", ((-1,), (1,)))


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
    said = "call strong on Relative Priority by trial.sessions at 6.5"
    assert workbench.undo(rated, "lead") == f"{said}; call weak stands again"
    assert store.calls(rated) == (made,)
    assert workbench.redo(rated, "lead") == said
    assert store.calls(rated) == (again,)


def test_a_call_is_of_the_cases_that_are_together_wherever_they_are_cut(rated):
    def found(cuts=(), groups=(), outcome="sessions"):
        of = workbench.distinguishing(rated, "lead", outcome, cuts, groups, BY)
        return of, of.rows[0]

    grouping = workbench.grouping_of(rated, "lead", "sessions", [5], by=BY)
    made = workbench.make_call(rated, "lead", KEY, "weak", "few", grouping)
    for cuts, groups, at in (
        ((5,), (), ""),
        ((5,), ("low", "high"), ""),
        ((8,), (), "cut 5"),
        ((), ("few", "many"), "cut 5"),
    ):
        of, row = found(cuts, groups)
        assert (row.call, row.called_at, of.elsewhere) == (made, at, ())
    assert [*of.minds] == ["Called at cut 5, of the same groups: Relative Priority."]
    of, row = found((3,))
    assert (row.call, row.called_at, of.elsewhere) == (None, "", (made,))
    of, row = found(outcome="site")
    assert (row.call, of.elsewhere) == (None, ())


def test_of_calls_on_the_same_cases_the_last_stands_and_undo_brings_back_the_one_before(rated):
    first, last = (
        workbench.make_call(
            rated,
            "lead",
            KEY,
            call,
            "",
            workbench.grouping_of(rated, "lead", "sessions", [at], (), BY),
        )
        for call, at in (("weak", 5), ("none", 8))
    )
    assert _called(rated) == last
    workbench.undo(rated, "lead")
    assert _called(rated) == first


def test_words_turned_round_are_the_same_groups(rated):
    grouping = workbench.grouping_of(rated, "lead", "site", by=BY)
    made = workbench.make_call(rated, "lead", KEY, "weak", "", grouping)
    (row,) = workbench.distinguishing(rated, "lead", "site", groups=["low", "high"], by=BY).rows
    assert (row.call, row.called_at) == (made, "")


def test_a_call_on_the_same_cases_stands_in_a_display_and_its_files(rated, tmp_path):
    grouping = workbench.grouping_of(rated, "lead", "sessions", [5], by=BY)
    workbench.make_call(rated, "lead", KEY, "weak", "few", grouping)
    found = workbench.joint(rated, "lead", "sessions", [8], by=BY)
    (shown,) = found.display.constructs
    assert (shown.call, shown.suggested, shown.reason) == ("weak", "strong", "few")
    workbench.export_joint(rated, found, tmp_path / "joint.md")
    assert "Called at cut 5, of the same groups: Relative Priority." in (
        (tmp_path / "joint.md").read_text()
    )


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
