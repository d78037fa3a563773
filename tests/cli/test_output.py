"""What is read by people fits their terminal; what is read by programs has stable keys."""

import pytest

from qualbench.cli.output import columns, complain
from qualbench.errors import QualbenchError


@pytest.mark.parametrize("command", [("status",), ("agree",), ("codings",), ("check",)])
def test_what_people_read_fits_80_columns(command, demo, done):
    lines = done(*command, demo.project).splitlines()
    assert max(len(line) for line in lines if str(demo.project) not in line) <= 80


def test_status_marks_who_submitted_and_who_changed_since(tiny, done):
    done("code", tiny, "b", "0:3", "inner.tension", coder="bo")
    lines = done("status", tiny).splitlines()
    table = lines[lines.index("") + 1 :]
    assert table[1:] == [
        "a           P1 early C1 counselor          4  ana 4*, bo 3*",
        "b           P2 early C1 administrator      2  ana 1*, bo 2!",
        "c           P3 early C2 counselor          1  ana 1*",
        "d           P4 late C2 administrator       1  ana 1",
        "",
        "* submitted, ! submitted and changed since",
    ]


def test_codings_show_where_they_stand_under_their_transcript(tiny, done, listed):
    (coding,) = listed("codings", tiny, "--transcript", "d")
    assert done("codings", tiny, "--transcript", "d").splitlines() == [
        "d",
        f"  {coding['id'][-12:]}  33:40        ana  Not now",
        "                cfir22.inner.priority",
    ]


def test_agreement_names_parents_once_and_says_why_a_coefficient_is_missing(tiny, done):
    lines = done("agree", tiny).splitlines()
    assert lines[0] == "ana and bo, 2 transcripts that both submitted: 6 turns of respondents"
    reasons = lines.index("- nobody used the code: cfir22.innovation, cfir22.process, mio.outcomes")
    assert lines[reasons - 6].split() == ["cfir22.innovation", *"0006", "1.000", "-", "-", "-"]
    parent = lines.index("cfir22.individuals.characteristics")
    assert [line.split()[0] for line in lines[parent + 1 : parent + 4]] == [
        "motivation",
        "@deliverers",
        "@recipients",
    ]


def test_numbers_stand_to_the_right_and_lines_between_are_not_measured(capsys):
    columns(("a", "share"), [["x", 0.5], "a line across them all", ["yy", None]])
    assert capsys.readouterr().out.splitlines() == [
        "a   share",
        "x   0.500",
        "a line across them all",
        "yy      -",
    ]


def test_a_table_without_rows_is_its_head(capsys):
    columns(("a", "b"), [])
    assert capsys.readouterr().out == "a  b\n"


@pytest.mark.parametrize(
    ("message", "hint", "line"),
    [
        ("who is it?", "say it", "who is it? Say it."),
        ("p:\n is  missing", "", "p: is missing."),
        ("it is so.", "Really!", "it is so. Really!"),
    ],
)
def test_an_error_is_one_line_of_whole_sentences(message, hint, line, capsys):
    complain(QualbenchError(message, hint))
    assert capsys.readouterr().err == f"qualbench: {line}\n"
