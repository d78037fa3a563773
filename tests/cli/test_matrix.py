"""The matrix on the command line."""

import json
import re

import pytest

from qualbench import workbench
from qualbench.workbench import RatingChange

PRIORITY = "cfir22.inner.priority"
CASES = ("C1", "C2")


@pytest.fixture
def path(tiny, done):
    done("primary", tiny, "ana", coder="lead")
    return tiny


@pytest.fixture
def rate(path):
    def rate(coder, case, sign, code="inner.priority", consensus=False, by=(), **said):
        with workbench.opened(path) as project:
            change = RatingChange(sign, **said)
            workbench.rate(project, coder, case, code, change, by, consensus=consensus)

    return rate


@pytest.fixture
def row(path, done):
    """What a construct's row says, as somebody sees it."""

    def row(viewer, name="Relative Priority", *args):
        found = re.search(rf"^  {name} +(.*)$", done("matrix", path, *args, coder=viewer), re.M)
        return re.split(r" {2,}", found[1].strip())

    return row


def fits(said):
    assert max(map(len, said.splitlines())) <= 80
    return said


def test_a_cell_says_what_is_settled_whose_it_is_or_what_was_said(rate, row):
    assert row("ana") == ["1/1", "?"]
    rate("ana", "C1", "-2")
    assert row("ana") == ["(-2)", "?"]
    assert row("bo") == ["h 1/1", "?"]
    rate("bo", "C1", "+1")
    assert row("ana") == ["v (-2)", "?"]
    assert row("lead") == ["v 1/1", "?"]
    rate("bo", "C1", "-2")
    assert row("lead") == row("bo") == ["-2", "?"]
    rate("lead", "C2", "X", consensus=True)
    assert row("stranger") == ["h 1/1", "X"]


@pytest.mark.parametrize(
    ("by", "cases"),
    [
        (("clinic",), ["C1", "C2"]),
        (("participant",), ["P1", "P2", "P3", "P4"]),
        (("clinic", "wave"), ["C1 early", "C2 early", "C2 late"]),
        (
            ("role", "clinic"),
            ["administrator C1", "administrator C2", "counselor C1", "counselor C2"],
        ),
    ],
    ids=" x ".join,
)
def test_every_case_is_shown_once_and_a_line_fits(path, done, by, cases):
    args = [word for name in by for word in ("--by", name)]
    said = fits(done("matrix", path, "--every", *args, coder="lead"))
    heads = [re.split(r" {2,}", line)[1:] for line in said.splitlines() if "construct " in line]
    assert [name for head in heads for name in head] == cases
    assert said.count("  Relative Priority ") == len(heads)


def test_json_holds_what_the_screen_shows_under_the_keys_of_the_help(path, rate, run, listed):
    rate("ana", "C1", "-2", rationale="said")
    help_ = " ".join(run("matrix", "--help").stdout.split())
    keys = help_.partition("JSON keys: ")[2]
    found = listed("matrix", path, "--coder", "ana")
    assert list(found) == re.sub(r" \(.*?\)", "", keys.partition(";")[0]).split(", ")
    (line,) = [line for line in found["rows"] if line["code"] == PRIORITY]
    assert list(line) == re.search(r"rows \((.*?)\)", keys)[1].split(", ")
    cell = line["cells"][0]
    assert list(cell) == keys.partition("of a cell: ")[2].partition(";")[0].split(", ")
    assert (cell["shown"], cell["settled"], cell["segments"], cell["presence"]) == (
        *("-2", None, 1, "present"),
    )
    assert (cell["own"]["value"], cell["own"]["rationale"]) == (-2, "said")
    one = listed("matrix", path, "C1", "inner.priority", "--coder", "ana")
    assert list(one) == [*cell, "concerns", "quotes"]
    assert list(one["quotes"][0]) == re.search(r"quotes \((.*?)\)", keys)[1].split(", ")
    assert one["concerns"] == {
        cell["own"]["id"]: ["-2 rests on no quote and names no source of notes"]
    }


def test_how_raters_agree_fits_and_its_json_has_the_keys_of_the_help(path, rate, run, listed):
    for coder, signs in (("ana", ("-2", "+1")), ("bo", ("-1", "+1"))):
        for case, sign in zip(("C1", "C2"), signs, strict=True):
            rate(coder, case, sign, "individuals.characteristics.motivation@deliverers")
    said = run("matrix", path, "--raters", coder="lead")
    assert fits(said.stdout).splitlines()[0] == "ana, bo: 2 cells rated by two or more"
    assert re.search(r"^all +2  0\.500 +1\.000 ", said.stdout, re.M)
    assert said.stdout.splitlines()[1].split()[-2:] == ["ICC", "lost"]
    keys = " ".join(run("matrix", "--help").stdout.split()).partition("With --raters: ")[2]
    found = listed("matrix", path, "--raters", "--coder", "lead")
    assert list(found) == ["by", "raters", "cells", "rows"]
    assert list(found["rows"][0]) == re.search(r"rows \((.*?)\)", keys)[1].split(", ")
    assert [of["exact"] for of in found["rows"]] == [0.5, 0.5]


def test_one_mistyped_rater_leaves_the_kappa_of_the_others(path, rate, run, listed):
    cells = [(code, case) for code in ("inner.priority", "process.planning") for case in CASES]
    for coder, signs in (("ana", "-2 -1 +1 +1"), ("bo", "-2 +1 +1 +1")):
        for (code, case), sign in zip(cells, signs.split(), strict=True):
            rate(coder, case, sign, code)
    chosen = ("--between", "ana", "--between", "bo")
    (before, *_) = listed("matrix", path, "--raters", "--coder", "lead")["rows"]
    rate("ana_1", "C1", "-2")
    found = listed("matrix", path, "--raters", "--coder", "lead")["rows"]
    after, priority, planning = found
    assert after["linear_kappa"] == before["linear_kappa"]
    assert (after["kappa_pairs"], after["rater_pairs"]) == (1, 3)
    assert (after["icc_mean"], "icc_mean" in after["undefined"]) == (None, True)
    assert (priority["rater_pairs"], planning["rater_pairs"]) == (3, 1)
    said = run("matrix", path, "--raters", coder="lead")
    assert re.search(r"^all .* 1/3 +0$", fits(said.stdout), re.M)
    reasons = [line for line in said.stderr.splitlines() if line.startswith("n/a")]
    assert len(reasons) == len({line.partition(": ")[2] for line in reasons}) > 1
    two = run("matrix", path, "--raters", *chosen, coder="lead").stdout
    assert two.startswith("ana, bo: 4 cells") and "pairs" not in two
    refused = run("matrix", path, "--raters", "--between", "nobody", coder="lead")
    assert (refused.exit_code, "no coder nobody" in refused.stderr) == (1, True)


def test_one_cell_says_what_stands_behind_it(path, rate, done):
    with workbench.opened(path) as project:
        cell = workbench.find_cell(project, "ana", "C1", "inner.priority")
        quotes = workbench.quotes_named(project, cell, ["all"])
    rate("ana", "C1", "-1", quotes=quotes, rationale="fits " * 30)
    said = fits(done("matrix", path, "C1", "inner.priority", coder="ana"))
    assert said.startswith("C1, cfir22.inner.priority\n  present: 1 segment, 1 respondent\n")
    assert "\n  1✓ Counselor; P1 early C1 counselor; a\n      “It fits the day.”\n" in said
    assert "\n       rationale: fits" in said
    hidden = done("matrix", path, "C1", "inner.priority", coder="bo")
    assert "1 rating by others: you see them once you have rated." in hidden
    assert "rationale" not in hidden and "✓" not in hidden


def test_who_is_in_no_case_is_listed(path, tmp_path, done, run, listed):
    (tmp_path / "e.txt").write_text("Interviewer: And you?\nCounselor: I too.\n")
    done("import", path, tmp_path / "e.txt", coder="lead")
    done("code", path, "e", "33:38", "inner.priority", coder="ana")
    done("submit", path, "e", coder="ana")
    assert run("matrix", path, coder="lead").stderr.splitlines() == [
        "In no case, as nobody says their clinic: e",
        "Of people in no case are 1 coding, not counted here.",
    ]
    found = listed("matrix", path)
    assert (found["without"], found["unplaced"]) == (["e"], 1)


@pytest.mark.parametrize(
    "args", [("C1",), ("C1", "inner.priority", "--raters"), ("--between", "ana")], ids=" ".join
)
def test_half_a_cell_is_a_slip(path, run, args):
    assert run("matrix", path, *args).exit_code == 2


def test_an_empty_project_has_an_empty_matrix(tmp_path, done):
    path = tmp_path / "new.qualbench"
    done("init", path, "--codebook", "mio", coder="lead")
    done("import", path, *_files(tmp_path), coder="lead")
    assert done("matrix", path).split() == ["construct", "C1"]
    assert json.loads(done("matrix", path, "--json"))["rows"] == []


def _files(folder):
    (folder / "a.txt").write_text("Interviewer: How?\nCounselor: So.\n")
    (folder / "cases.csv").write_text("transcript,participant,clinic\na,P1,C1\n")
    return folder / "a.txt", "--cases", folder / "cases.csv"
