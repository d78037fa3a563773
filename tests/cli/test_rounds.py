"""Rounds and settings on the command line."""

import pytest


@pytest.fixture
def opened(tiny, done):
    done("round", "open", tiny, "pilot", "a", "b", "--for", "ana", "--for", "bo", coder="lead")
    return tiny


def test_a_round_from_opening_to_agreement(opened, run, done, listed):
    (shown,) = listed("round", "status", opened)
    assert (shown["name"], shown["state"], shown["coders"]) == ("pilot", "sealed", ["ana", "bo"])
    assert "sealed" in done("round", "status", opened)
    refused = run("agree", opened, "--round", "pilot", coder="lead")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
    assert "round pilot is sealed" in refused.stderr
    assert "Submitted 2 transcripts" in done("round", "submit", opened, "pilot", coder="ana")
    refused = run("round", "reveal", opened, "pilot", coder="lead")
    assert "bo has not submitted a and 1 more" in refused.stderr
    done("submit", opened, "a", "b", coder="bo")
    assert listed("round", "status", opened, "pilot")[0]["state"] == "submitted"
    assert "4 submissions count" in done("round", "reveal", opened, "pilot", coder="lead")
    found = listed("agree", opened, "--round", "pilot")
    assert found["transcripts"] == ["a", "b"]
    assert [one["counted"] for one in listed("round", "status", opened)[0]["transcripts"]] == [
        ["ana", "bo"],
        ["ana", "bo"],
    ]


def test_a_sample_and_exceptions(tiny, done, listed):
    said = ("--for", "ana", "--only", "bo:a,b", "--share", "1", "--by", "clinic", "--seed", "4")
    done("round", "open", tiny, "pilot", *said, coder="lead")
    (shown,) = listed("round", "status", tiny)
    assert shown["sample"] == {"by": "clinic", "seed": "4", "share": "1"}
    assert {one["transcript"]: one["coders"] for one in shown["transcripts"]} == {
        "a": ["ana", "bo"],
        "b": ["ana", "bo"],
        "c": ["ana"],
        "d": ["ana"],
    }


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["open", "x", "--for", "ana"], 1, "no transcript of the round would be coded by two"),
        (["open", "x", "--for", "ana", "--only", "bo"], 2, "is not NAME:TRANSCRIPT"),
        (["open", "x", "--for", "ana", "--share", "7"], 2, "--share"),
        (["open", "pilot", "--for", "ana", "--for", "bo"], 1, "there is a round pilot already"),
        (["submit", "nothing"], 1, "there is no round nothing. There is pilot."),
        (["submit", "pilot", "d"], 1, "lead has nothing in round pilot"),
        (["reveal", "pilot"], 1, "ana has not submitted a and 3 more"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_one_line_and_changes_nothing(opened, run, facts, args, code, said):
    before = facts(opened)
    verb, *more = args
    result = run("round", verb, opened, *more, coder="lead")
    assert result.exit_code == code
    assert said in result.stderr
    assert facts(opened) == before


def test_settings_are_shown_and_settled(tiny, run, done, listed):
    assert listed("settings", tiny)["tolerance"] == "10"
    assert "12" in done("settings", tiny, "tolerance", "12", coder="lead")
    assert listed("settings", tiny, "tolerance") == {"tolerance": "12"}
    refused = run("settings", tiny, "tolerance", "far", coder="lead")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
    assert "characters that edges may differ by" in refused.stderr
    assert run("settings", tiny, "colour").exit_code == 1
    told = " ".join(done("settings", "--help").split())
    assert ", ".join(listed("settings", tiny)) in told


@pytest.mark.parametrize("value", ["2", "50%", "-1"])
def test_a_precision_that_cannot_be_is_refused_with_what_it_may_be(tiny, run, value):
    refused = run("settings", tiny, "precision", value, coder="lead")
    assert refused.exit_code == 1
    (said,) = refused.stderr.splitlines()
    assert f"precision cannot be '{value}'." in said
    assert "from 0 (all) to 1 (hardly any)." in said
