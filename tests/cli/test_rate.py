"""Ratings on the command line, told by what is stored."""

import json

import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError

PRIORITY = "cfir22.inner.priority"


@pytest.fixture
def path(tiny, done):
    done("primary", tiny, "ana", coder="lead")
    return tiny


@pytest.fixture
def stored(path):
    def stored():
        with workbench.opened(path) as project:
            return store.ratings(project)

    return stored


@pytest.mark.parametrize("sign", ["-2", "-1*", "0", "+1", "2", "X", "x*", "M", "NA", "0(mix)"])
def test_a_rating_is_given_as_it_is_written(path, run, stored, sign):
    result = run("rate", path, "C1", "inner.priority", sign, coder="ana")
    assert result.exit_code == 0
    (one,) = stored()
    assert result.stdout == f"C1, inner.priority: {one.judged.sign} (ana), stored.\n"
    assert one.judged.sign == {"2": "+2", "x*": "X*", "0(mix)": "X"}.get(sign, sign)


def test_what_is_not_said_stays_and_what_is_said_empty_goes(path, run, stored):
    notes = ("--summary", "much", "--rationale", "-2 is meant", "--source", "tape", "--quote", "1")
    run("rate", path, "C1", "inner.priority", "-2", *notes, coder="ana")
    (before,) = stored()
    assert before.judged.rationale == "-2 is meant"
    run("rate", path, "C1", "inner.priority", "--summary", "", "--quote", "none", coder="ana")
    (now,) = stored()
    assert (now.judged.value, now.judged.source) == (-2, "tape")
    assert (now.judged.summary, now.judged.evidence) == ("", ())
    assert len(before.judged.evidence) == 1


def test_concerns_are_said_once_each_on_stderr(path, run):
    result = run("rate", path, "C1", "inner.priority", "-2", "--quote", "all", coder="ana")
    assert result.stderr.splitlines() == [
        "Mind: -2 has no rationale.",
        "Mind: -2 rests on quotes of 1 respondent; a -2 wants concrete examples from two or more.",
    ]


def test_json_has_the_keys_that_the_help_lists(path, run):
    said = json.loads(run("rate", path, "C1", "inner.priority", "-1", "--json", coder="ana").stdout)
    help_ = " ".join(run("rate", "--help").stdout.split())
    listed = help_.partition("JSON keys: ")[2].partition(".")[0].split(", ")
    assert list(said) == listed
    assert (said["value"], said["rating"], said["case"]) == (-1, "-1", {"clinic": "C1"})
    assert said["concerns"]


def test_verifying_dropping_undoing_and_redoing(path, run, stored, done):
    run("rate", path, "C1", "inner.priority", "--summary", "notes", coder="ana")
    said = done("rate", path, "C1", "inner.priority", "--verify", "ana", coder="bo")
    assert said == "C1, inner.priority: … (ana), verified by bo.\n"
    own = run("rate", path, "C1", "inner.priority", "--verify", "ana", coder="ana")
    assert (own.exit_code, "your own" in own.stderr) == (1, True)
    (one,) = stored()
    assert len(one.verified) == 1
    dropped = done("rate", path, "C1", "inner.priority", "--drop", coder="ana")
    assert dropped == "C1, inner.priority: … (ana), taken back.\n"
    assert stored() == ()
    done("undo", path, coder="ana")
    assert [one.judged.summary for one in stored()] == ["notes"]
    done("redo", path, coder="ana")
    assert stored() == ()


def test_undo_says_what_it_was(path, run, done):
    run("rate", path, "C1", "inner.priority", "-2", coder="ana")
    assert done("undo", path, coder="ana") == "Undone: rating -2 of Relative Priority in C1.\n"
    assert done("redo", path, coder="ana") == "Redone: rating -2 of Relative Priority in C1.\n"


def test_undo_says_what_stands_again(path, run, done):
    of = "Relative Priority in C1"
    for change in ("--summary=notes", "-2", "0", "--drop"):
        run("rate", path, "C1", "inner.priority", change, coder="ana")
    assert [done("undo", path, coder="ana") for _ in range(4)] == [
        f"Undone: taking back rating 0 of {of}; it stands again.\n",
        f"Undone: rating 0 of {of}; -2 stands again.\n",
        f"Undone: rating -2 of {of}; the one before stands again.\n",
        f"Undone: rating … of {of}.\n",
    ]


def test_what_others_rated_cannot_be_verified_unseen(path, run, stored):
    run("rate", path, "C1", "inner.priority", "-2", coder="ana")
    result = run("rate", path, "C1", "inner.priority", "--verify", "ana", coder="bo")
    assert (result.exit_code, "-2" in result.stderr) == (1, False)
    assert stored()[0].verified == ()


def test_a_consensus_is_a_lead_s_and_leaves_the_others(path, run, stored, done):
    run("rate", path, "C1", "inner.priority", "-2", coder="ana")
    run("rate", path, "C1", "inner.priority", "+1", coder="bo")
    before = stored()
    refused = run("rate", path, "C1", "inner.priority", "0", "--consensus", coder="ana")
    assert (refused.exit_code, stored()) == (1, before)
    run("rate", path, "C1", "inner.priority", "0", "--consensus", coder="lead")
    assert {*before} < {*stored()}
    assert [one.judged.value for one in stored() if one.consensus] == [0]
    done("rate", path, "C1", "inner.priority", "--drop", "--consensus", coder="lead")
    assert stored() == before


def test_a_case_is_named_in_the_order_of_its_attributes(path, run):
    by = ("--by", "role", "--by", "clinic")
    said = run("rate", path, "C1 counselor", "inner.priority", "-1", *by, coder="ana").stdout
    assert said.startswith("counselor C1, inner.priority")
    run("settings", path, "cases", "wave clinic", coder="lead")
    said = run("rate", path, "C2 late", "inner.priority", "-1", coder="ana").stdout
    assert said.startswith("late C2, ")


def test_without_a_primary_coder_nothing_is_stored(tiny, run, facts):
    before = facts(tiny)
    result = run("rate", tiny, "C1", "inner.priority", "-1", coder="ana")
    assert (result.exit_code, facts(tiny)) == (1, before)
    with workbench.opened(tiny) as project, pytest.raises(RefusedError):
        change = workbench.RatingChange("-1")
        workbench.rate(project, "ana", "C1", "inner.priority", change)
    assert facts(tiny) == before


@pytest.mark.parametrize(
    "args", [(), ("-1", "--drop"), ("-1", "--verify", "bo"), ("-1", "--typo")], ids=" ".join
)
def test_what_says_nothing_or_two_things_is_a_slip(path, run, stored, args):
    assert run("rate", path, "C1", "inner.priority", *args, coder="ana").exit_code == 2
    assert stored() == ()


def test_who_is_new_is_told_who_else_there_is(path, run):
    first = run("rate", path, "C1", "inner.priority", "-2", coder="ana_1").stderr.splitlines()[0]
    assert first == (
        "New in this project, beside ana, bo, lead: ana_1."
        " If that is a slip: `qualbench undo PROJECT --coder ana_1`."
    )
    again = run("rate", path, "C1", "inner.priority", "-1", coder="ana_1").stderr
    assert "New in" not in again


def test_a_file_says_which_of_its_raters_are_new(path, run, tmp_path):
    (tmp_path / "r.csv").write_text(
        "rater,code,rating,clinic\nana,inner.priority,-1,C1\nBen,inner.priority,0,C1\n"
    )
    said = run("load-ratings", path, tmp_path / "r.csv", coder="lead").stderr
    assert [line for line in said.splitlines() if "New in" in line] == [
        "New in this project, beside ana, bo, lead: Ben."
        " If that is a slip: `qualbench undo PROJECT --coder Ben`."
    ]
