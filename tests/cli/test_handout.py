"""Handing out on the command line, and what a copy tells."""

import re

import pytest


@pytest.fixture
def to(tmp_path):
    return tmp_path / "ana.qualbench"


@pytest.fixture
def copy(tiny, to, done):
    """A copy for ana of a round in which bo is too."""
    done("round", "open", tiny, "pilot", "a", "b", "--for", "ana", "--for", "bo", coder="lead")
    done("memo", tiny, "what bo thinks", "--on", "project", coder="bo")
    done("handout", tiny, "--coder", "ana", "--to", to, "--round", "pilot", coder="lead")
    return to


def test_handing_out_says_what_to_do_next_and_who_has_what(tiny, to, done, listed):
    said = done("handout", tiny, "--coder", "ana", "--to", to, "--transcript", "d", coder="lead")
    assert f"Made {to} for ana: 1 transcript." in said
    assert f"qualbench merge {tiny} {to}" in said
    (found,) = listed("handout", tiny, "--list")
    assert sorted(found) == sorted(
        ["coder", "lead", "round", "given", "at", "state", "transcripts", "submitted", "missing"]
    )
    assert (found["coder"], found["lead"], found["state"]) == ("ana", "lead", "out")
    assert (found["transcripts"], found["submitted"], found["missing"]) == (["d"], [], ["d"])
    assert re.search(r"ana +- .* 0 of 1 +out +d\n", done("handout", tiny, "--list"))


def test_before_anything_is_handed_out_the_list_says_so(tiny, done, listed):
    assert done("handout", tiny, "--list").startswith("Nothing is handed out.")
    assert listed("handout", tiny, "--list") == []


def test_who_hands_out_is_a_lead_and_whom_it_is_for_is_said_apart(tiny, to, run, done):
    args = ("handout", tiny, "--coder", "ana", "--to", to)
    refused = run(*args, coder="bo")
    assert (refused.exit_code, "bo is not a lead" in refused.stderr) == (1, True)
    assert "who is at work?" in run(*args).stderr
    done(*args, "--lead", "lead", coder="bo")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--coder", "ana"], 2, "Say --coder NAME and --to FILE"),
        (["--to", "x"], 2, "Say --coder NAME and --to FILE"),
        (["--coder", "ana", "--to", "x", "--round", "r", "--transcript", "a"], 2, "not both"),
        (["--coder", "ana", "--to", "{tiny}"], 1, "is there already"),
        (["--coder", "ana", "--to", "{tiny}/x"], 1, "cannot be made"),
        (["--coder", "nobody", "--to", "x"], 1, "there is no coder nobody"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(tiny, run, facts, args, code, said):
    before = facts(tiny)
    refused = run("handout", tiny, *(arg.format(tiny=tiny) for arg in args), coder="lead")
    assert (refused.exit_code, said in refused.stderr) == (code, True)
    assert facts(tiny) == before


@pytest.mark.parametrize(
    "command",
    [
        ("status", "{}"),
        ("codings", "{}"),
        ("codebook", "{}"),
        ("codebook", "{}", "--history"),
        ("round", "status", "{}"),
        ("find", "{}", "the"),
        ("quotes", "{}", "Inner Setting"),
        ("memos", "{}"),
        ("settings", "{}"),
        ("decisions", "{}"),
        ("handout", "{}", "--list"),
        ("check", "{}"),
    ],
    ids=" ".join,
)
def test_commands_that_read_work_in_a_copy_and_name_nobody_else(copy, done, command):
    said = done(*(word.format(copy) for word in command), coder="ana")
    assert not re.search(r"\bbo\b|\bby lead\b|Lead: lead", said)


def test_a_copy_is_worked_in_and_comes_back(tiny, copy, done, listed, tmp_path):
    done("code", copy, "a", "36:43", "inner.priority", coder="ana")
    done("round", "submit", copy, "pilot", coder="ana")
    done("export", copy, "segments", "--to", tmp_path / "s.csv", "--layer", "all", coder="ana")
    done("merge", tiny, copy, coder="lead")
    (found,) = listed("handout", tiny, "--list")
    assert (found["state"], found["submitted"]) == ("handed in", ["a", "b"])
