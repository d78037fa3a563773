"""Copies come together on the command line."""

import json
import shutil
from pathlib import Path

import pytest


@pytest.fixture
def copy(tiny, tmp_path):
    return Path(shutil.copy(tiny, tmp_path / "copy.qualbench"))


@pytest.fixture
def renamed(tiny, copy, done):
    """The lead has settled something else in the copy than here, and cy has coded in it."""
    done("settings", copy, "tolerance", "3", coder="lead")
    done("settings", tiny, "tolerance", "4", coder="lead")
    done("code", copy, "d", "20:25", "inner.priority", coder="cy")
    return copy


def test_the_ledger_says_what_was_added_and_what_was_there(tiny, renamed, done, listed):
    said = done("merge", tiny, renamed).splitlines()
    assert said[0].split() == ["copy", "of", "facts", "added", "already", "there"]
    assert said[1].split() == ["copy.qualbench", "-", "coder", "1", "3"]
    assert [line.split() for line in said[2:4]] == [["coding", "1", "11"], ["setting", "1", "0"]]
    assert "3 facts added." in said
    assert [c["coder"] for c in listed("codings", tiny)].count("cy") == 1
    assert "0 facts added." in done("merge", tiny, renamed)
    assert done("check", tiny) == "Everything resolves.\n"


def test_a_dry_run_tells_the_same_ledger_and_stores_nothing(tiny, renamed, done, facts):
    before = facts(tiny)
    rehearsed = json.loads(done("merge", tiny, renamed, "--dry-run", "--json"))
    assert facts(tiny) == before
    assert "3 facts would be added; nothing was stored." in done(
        "merge", tiny, renamed, "--dry-run"
    )
    merged = json.loads(done("merge", tiny, renamed, "--json"))
    assert (rehearsed.pop("dry_run"), merged.pop("dry_run")) == (True, False)
    assert rehearsed == merged
    assert set(merged["copies"][0]) == {
        *("file", "copy", "given", "added", "already", "barred", "erased", "refused"),
        "conflicts",
    }


def test_a_refused_copy_is_a_line_on_stderr_and_the_others_are_merged(
    tiny, renamed, tmp_path, run, listed
):
    text = tmp_path / "notes.txt"
    text.write_text("no project at all, whatever one calls it")
    ran = run("merge", tiny, text, renamed, tmp_path / "missing")
    assert ran.exit_code == 1
    first, second = ran.stderr.splitlines()
    assert first.startswith(f"qualbench: {text}: cannot be read as a project")
    assert second.startswith(f"qualbench: {tmp_path / 'missing'}: does not exist.")
    assert "3 facts added." in ran.stdout
    ran = run("merge", tiny, text, "--json")
    assert (ran.exit_code, json.loads(ran.stdout)["copies"][0]["added"]) == (1, {})


def test_a_conflict_is_said_with_what_to_do_and_decided(tiny, renamed, done, listed):
    said = done("merge", tiny, renamed)
    assert "1 conflict; all that is said is kept until it is decided:" in said
    (found,) = listed("merge", tiny, "--conflicts")
    assert (found["kind"], found["about"]) == ("setting", "the setting tolerance")
    assert sorted(claim["says"] for claim in found["claims"]) == ["3", "4"]
    assert found["decides"] == ["lead"]
    command = f"lead: qualbench merge PROJECT --choose {found['id']} --keep NUMBER"
    assert command in said
    assert command in done("merge", tiny, "--conflicts")
    number = next(n for n, c in enumerate(found["claims"], 1) if c["says"] == "3")
    decided = done(
        *("merge", tiny, "--choose", found["id"], "--keep", number, "--reason", "agreed"),
        coder="lead",
    )
    assert decided == "Decided: the setting tolerance.\n"
    assert listed("settings", tiny, "tolerance") == {"tolerance": "3"}
    assert done("merge", tiny, "--conflicts") == "Nothing contradicts anything.\n"
    assert "agreed" in done("memos", tiny, coder="lead")


def test_who_is_no_lead_does_not_decide_for_the_lead(tiny, renamed, run, listed, done):
    done("merge", tiny, renamed)
    (found,) = listed("merge", tiny, "--conflicts")
    ran = run("merge", tiny, "--choose", found["id"], "--keep", "1", coder="ana")
    assert ran.exit_code == 1
    assert ran.stderr == (f"qualbench: conflict {found['id']} is not yours to decide. Ask lead.\n")


@pytest.mark.parametrize(
    "words", [(), ("--choose", "3f"), ("--keep", "1"), ("x", "--conflicts"), ("x", "--choose", "3")]
)
def test_a_merge_of_nothing_or_of_two_things_is_written_wrongly(tiny, run, words):
    assert run("merge", tiny, *words).exit_code == 2
