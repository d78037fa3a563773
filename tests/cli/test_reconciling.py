"""Disagreements and decisions from the shell."""

import pytest

from qualbench import workbench

FIT = "cfir22.inner.compatibility"


@pytest.fixture
def pilot(tiny):
    """The project with the round pilot of a and b, revealed; edges may differ by 2."""
    with workbench.opened(tiny) as project:
        workbench.settle(project, "lead", "tolerance", "2")
        workbench.open_round(project, "lead", "pilot", ["ana", "bo"], ["a", "b"])
        for coder in ("ana", "bo"):
            workbench.submit_round(project, coder, "pilot")
        workbench.reveal(project, "lead", "pilot")
    return tiny


def test_disagreements_are_listed_with_who_said_what(pilot, done):
    lines = done("reconcile", pilot, "pilot", coder="ana").splitlines()
    number, _, transcript, place, kind = lines[0].split()
    assert (number, transcript, place, kind) == ("1", "a", "35:51", "edges")
    assert lines[1:5] == [
        "      ana: Compatibility",
        "        “It fits the day.”",
        "      bo: Compatibility",
        "        “fits”",
    ]
    assert "      bo: nothing" in lines
    assert lines[-1] == "6 disagreements, 6 not yet decided."
    assert max(map(len, lines)) <= 80


def test_as_json_they_have_the_keys_that_the_help_promises(pilot, done, listed):
    first, *_ = listed("reconcile", pilot, "pilot")
    told = " ".join(done("reconcile", "--help").partition("JSON: a list with keys ")[2].split())
    assert list(first) == told.partition(";")[0].split(", ")
    assert list(first["codings"][0]) == told.split("each of the codings: ")[1].split(";")[0].split(
        ", "
    )
    assert first["decision"] is None
    made = listed("reconcile", pilot, "pilot", 1, "--neither", "--coder", "lead")
    (again, *_) = listed("reconcile", pilot, "pilot")
    assert again["decision"] == made
    keys = told.split("or null: ")[1].partition(". ")[0].replace("at.", "at")
    assert ", ".join(made) == keys.replace(" (start, end, code, role, valence)", "")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["1", "--take", "ana"], f"Decided: {FIT} 35:51."),
        (["1", "--both"], f"Decided: {FIT} 35:51."),
        (["1", "--neither"], "Decided: nothing stands."),
        (["1", "--edges", "38:46"], f"Decided: {FIT} 38:46."),
        (["1", "--code", "Tension for Change"], "Decided: cfir22.inner.tension 35:51."),
        (["1", "--code", "inner.tension", "--span", "38:46"], "Decided: cfir22.inner.tension"),
        (["1", "--meeting"], "Left for the meeting."),
    ],
)
def test_each_choice_is_decided_and_undone(pilot, done, args, said):
    assert done("reconcile", pilot, "pilot", *args, coder="lead").startswith(said)
    assert done("undo", pilot, coder="lead") == "Undone: decision on Compatibility in a.\n"
    assert "6 not yet decided" in done("reconcile", pilot, "pilot")


def test_an_id_does_as_well_as_a_number(pilot, done, listed):
    second = listed("reconcile", pilot, "pilot")[1]["id"]
    assert done("reconcile", pilot, "pilot", second, "--neither", coder="lead")
    assert listed("reconcile", pilot, "pilot")[1]["decision"]["choice"] == "neither"


@pytest.mark.parametrize(
    "args",
    [
        ["1"],
        ["1", "--both", "--neither"],
        ["--both"],
        ["1", "--both", "--span", "1:2"],
        ["1", "--edges", "2:1"],
    ],
)
def test_a_command_written_wrongly_says_so(pilot, run, args):
    assert run("reconcile", pilot, "pilot", *args, coder="lead").exit_code == 2


@pytest.mark.parametrize(
    ("args", "coder"),
    [
        (["pilot", "99", "--both"], "lead"),
        (["pilot", "1", "--both"], "ana"),
        (["pilot", "1", "--take", "zoe"], "lead"),
        (["none"], "lead"),
    ],
)
def test_what_cannot_be_is_one_line(pilot, run, args, coder):
    result = run("reconcile", pilot, *args, coder=coder)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_decisions_are_listed_searched_and_learned_from(pilot, done, listed):
    why = ("--reason", "the whole answer", "--rule", "code whole turns", "--codebook")
    done("reconcile", pilot, "pilot", 1, "--take", "ana", *why, coder="lead")
    done("reconcile", pilot, "pilot", 2, "--neither", coder="lead")
    lines = done("decisions", pilot, coder="bo").splitlines()
    assert lines[0].split()[1:] == ["pilot", "a", "35:51", "edges"]
    assert lines[1:8] == [
        "    “It fits the day.”",
        "    ana: Compatibility; bo: Compatibility",
        "    took Compatibility as ana had it (lead)",
        "    why: the whole answer",
        "    rule: code whole turns",
        "    the codebook is to change",
        lines[7],
    ]
    assert lines[-1] == "2 decisions."
    (found,) = listed("decisions", pilot, "--code", "inner.priority", "--kind", "missed")
    told = " ".join(done("decisions", "--help").partition("with keys ")[2].split())
    plain = told.partition(";")[0].replace(" (coder, code, name, start, end)", "")
    assert ", ".join(found) == plain.replace(" (code, name, start, end, quote)", "")
    assert listed("decisions", pilot, "--find", "whole turns")[0]["reason"] == "the whole answer"
    (mine,) = listed("decisions", pilot, "--mine", "--round", "pilot", "--coder", "bo")
    assert (mine["how"], mine["mine"]["quote"], mine["taken"]["quote"]) == (
        "edges",
        "fits",
        "It fits the day.",
    )
    own = done("decisions", pilot, "--mine", coder="ana").splitlines()
    assert own == [
        "a  not taken: Relative Priority",
        "    “It fits the day.”",
        "1 difference.",
    ]


def test_the_consensus_and_the_ledger_are_exported(pilot, done, tmp_path, rows, run):
    assert run("export", pilot, "segments", "--to", tmp_path / "s.csv", "--layer", "consensus")
    for number in range(1, 7):
        done("reconcile", pilot, "pilot", number, "--take", "ana", coder="lead")
    for kind, more in (("segments", ["--layer", "consensus"]), ("decisions", [])):
        done("export", pilot, kind, "--to", tmp_path / f"{kind}.csv", *more, coder="lead")
    assert {row["coder_id"] for row in rows(tmp_path / "segments.csv")} == {"consensus"}
    assert len(rows(tmp_path / "decisions.csv")) == 6
    to = ("--to", tmp_path / "x.csv", "--layer", "consensus")
    assert run("export", pilot, "decisions", *to).exit_code == 2
