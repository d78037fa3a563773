"""Erasing on the command line: first shown, then done, and what it cannot reach."""

import json

import pytest

from qualbench import store, workbench


@pytest.fixture
def told(run, tiny):
    """``qualbench erase tiny …`` by the lead."""
    return lambda *words, coder="lead": run("erase", tiny, *words, coder=coder)


def names(path):
    with workbench.opened(path) as project:
        return set(store.transcript_names(project).values())


def test_without_a_terminal_it_is_shown_and_nothing_is_erased(told, tiny, facts):
    before = facts(tiny)
    result = told("a")
    assert result.exit_code == 1
    assert "This destroys 1 transcript, for good: a\n" in result.stdout
    assert "coding          7\n" in result.stdout
    assert result.stderr == "qualbench: nothing was erased. To destroy it, say --yes.\n"
    assert facts(tiny) == before


def test_with_yes_it_is_done_and_said(told, tiny, done, listed):
    result = told("P1", "--yes", "--reason", "withdrew")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "This destroys the participant P1 and 1 transcript, for good: a\n" in result.stdout
    assert "\nErased.\n" in result.stdout
    assert names(tiny) == {"b", "c", "d"}
    assert done("check", tiny) == "Everything resolves.\n"
    (one,) = listed("status", tiny)["erasures"]
    assert (one["transcripts"], one["participant"], one["reason"]) == (1, True, "withdrew")
    assert done("status", tiny).endswith(f"\nErased on {one['at'][:10]}: 1 transcript: withdrew\n")


def test_who_may_be_the_same_person_by_another_id_is_named_and_stays(told, tiny, tmp_path, run):
    for name, rows in (("weeks", " P1 ,4\nP001,5\nP2,3"), ("doses", "p1,6\nP01,7\nP2,8")):
        file = tmp_path / f"{name}.csv"
        file.write_text(f"participant,{name}\n{rows}\n", encoding="utf-8")
        assert run("join", tiny, file, coder="lead").exit_code == 0
    assert json.loads(told("P1", "--json").stdout)["near"] == ["P01", "p1"]
    shown = told("P1", "--yes").stdout
    assert "p1 stays. If that is the same person, it is to be erased by itself.\n" in shown
    with workbench.opened(tiny) as project:
        assert store.participants(project) == {"P01", "P2", "P3", "P4", "p1"}


def test_copies_that_were_handed_out_are_listed(told, tiny, tmp_path, done):
    file = tmp_path / "bo.qualbench"
    done("handout", tiny, "--coder", "bo", "--to", file, "--transcript", "a", coder="lead")
    shown = json.loads(told("a", "--json").stdout)
    assert [(one["coder"], one["round"]) for one in shown["out_of_reach"]] == [("bo", "")]
    assert "Out of reach: ask for these copies, and have them deleted.\n" in told("a").stdout
    assert json.loads(told("b", "--json").stdout)["out_of_reach"] == []


def test_as_json_it_counts_and_says_whether_it_is_done(told, tiny):
    shown = json.loads(told("a", "--json").stdout)
    assert (shown["done"], shown["transcripts"], shown["facts"]["transcript"]) == (False, ["a"], 1)
    shown = json.loads(told("a", "--json", "--yes").stdout)
    assert (shown["done"], names(tiny)) == (True, {"b", "c", "d"})


def test_what_a_sealed_round_hides_is_not_counted(told, tiny, done):
    done("round", "open", tiny, "pilot", "a", "--for", "ana", "--for", "bo", coder="lead")
    shown = json.loads(told("a", "--json").stdout)
    assert (shown["facts"]["coding"], shown["facts"]["turns"]) == (None, 1)
    assert "coding      sealed\n" in told("a").stdout


@pytest.mark.parametrize(
    ("words", "coder", "said"),
    [
        (("a",), "ana", "ana is not a lead"),
        (("nobody",), "lead", "there is no transcript and no participant nobody"),
        (("P1", "--as", "transcript"), "lead", "there is no transcript P1. "),
        (("a", "--as", "participant"), "lead", "there is no participant a"),
        (("a",), "", "who is at work?"),
    ],
)
def test_who_may_not_and_what_is_not_there_are_refused_in_one_line(told, words, coder, said):
    result = told(*words, coder=coder)
    assert result.exit_code == 1
    assert said in result.stderr and result.stderr.count("\n") == 1


def test_a_name_that_is_both_must_be_said_more_precisely(tiny, run, tmp_path, done):
    table = tmp_path / "cases.csv"
    table.write_text("transcript,participant,role\nb,a,administrator\n")
    done("import", tiny, "--cases", table, coder="lead")
    result = run("erase", tiny, "a", coder="lead")
    assert "a is a transcript and a participant" in result.stderr
    assert run("erase", tiny, "a", "--as", "participant", "--yes", coder="lead").exit_code == 0
    assert "a" in names(tiny) and "b" not in names(tiny)
