"""Memos and revisions from the shell."""

import pytest


@pytest.fixture
def coding(tiny, done):
    """A coding by bo in d; its id."""
    args = ("Relative Priority", "--note", "or tension?")
    return done("code", tiny, "d", "33:36", *args, coder="bo").split()[0]


def test_memos_are_written_and_listed_with_what_they_are_on(tiny, coding, done):
    things = ("project", "transcript:d", "code:inner.priority", "case:P4", f"coding:{coding[-9:]}")
    for thing in things:
        said = done("memo", tiny, f"on {thing}\nand *more*", "--on", thing, coder="bo")
        assert said.split()[1] == thing
    lines = done("memos", tiny, coder="bo").splitlines()
    heads = {line.split("  ", 2)[2] for line in lines if not line.startswith(" ")}
    assert heads == {
        "project: the project tiny",
        "transcript: d",
        "code: Relative Priority",
        "case: participant P4",
        "coding: Relative Priority in d",
    }
    assert lines.count("    and *more*") == 5


def test_the_memos_as_json_have_the_keys_that_the_help_promises(tiny, coding, done, listed):
    done("memo", tiny, "x", "--on", f"coding:{coding}", coder="bo")
    (memo,) = listed("memos", tiny, "--coder", "bo")
    told = done("memos", "--help").partition("keys ")[2].partition(";")[0]
    assert list(memo) == " ".join(told.split()).split(", ")
    assert (memo["about"], memo["start"], memo["end"]) == (coding, 33, 36)
    assert (memo["coder"], memo["text"], memo["target"]) == ("bo", "x", "coding")
    assert listed("memos", tiny, "--coder", "ana") == listed("memos", tiny) == []


@pytest.mark.parametrize("thing", ["nothing", "coding:", "project:x", "poem:x", "transcript"])
def test_a_memo_on_a_thing_of_no_kind_is_a_command_written_wrongly(tiny, run, thing):
    result = run("memo", tiny, "x", "--on", thing, coder="bo")
    assert result.exit_code == 2
    assert "case:PARTICIPANT" in result.stderr


@pytest.mark.parametrize("thing", ["coding:zz", "transcript:zz", "code:zz", "case:zz"])
def test_a_memo_on_what_is_not_there_is_one_line(tiny, run, thing):
    result = run("memo", tiny, "x", "--on", thing, coder="bo")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_what_a_memo_says_commands_no_terminal(tiny, done):
    done("memo", tiny, "one\x1b[2Jtwo", "--on", "project", coder="bo")
    assert "    one\ufffd[2Jtwo\n" in done("memos", tiny)


def test_a_coding_is_revised_and_put_back(tiny, coding, done, listed):
    def now():
        (found,) = listed("codings", tiny, "--transcript", "d", "--by", "bo")
        assert found["lineage"] == coding
        return [found[k] for k in ("quote", "code", "role", "valence", "unsure", "note")]

    first = now()
    assert first == ["Not", "cfir22.inner.priority", "", None, False, "or tension?"]
    said = done("revise", tiny, coding[-12:], "--span", "33:40", "--unsure", coder="bo")
    assert said.split()[1:] == ["33:40", "cfir22.inner.priority"]
    args = ("--code", "Motivation", "--role", "deliverers", "--valence", "-", "--sure")
    done("revise", tiny, coding, *args, coder="bo")
    motivation = "cfir22.individuals.characteristics.motivation"
    assert now() == ["Not now", motivation, "deliverers", "-", False, "or tension?"]
    done("revise", tiny, coding, "--valence", "none", "--note", "", coder="bo")
    assert now()[3:] == [None, False, ""]
    for _ in range(3):
        done("undo", tiny, coder="bo")
    assert now() == first


@pytest.mark.parametrize(
    ("args", "code"),
    [([], 1), (["--role", "deliverers"], 2), (["--span", "40:33"], 2), (["--code", "zz"], 1)],
)
def test_a_revision_that_cannot_be_is_refused(tiny, coding, run, args, code):
    result = run("revise", tiny, coding, *args, coder="bo")
    assert result.exit_code == code
    assert result.stderr
