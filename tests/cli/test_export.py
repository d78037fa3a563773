"""Exports on the command line: kinds, options that say nothing, and the whole way there."""

import json
import re

import pytest

from qualbench import shipped, store, workbench
from qualbench.cli.export import KINDS

SUFFIXES = ("csv", "xlsx", "parquet", "jsonl", "sav", "dta")


def test_the_command_has_the_workbench_s_kinds_and_its_help_names_each(run):
    assert KINDS == workbench.KINDS
    said = run("export", "--help").stdout
    listed = said.partition("provenance.")[2].partition("What others make")[0]
    assert {*re.split(r"[\s,:;()]+", listed)} >= {*KINDS, "all"}
    assert "\\b" not in said


@pytest.mark.parametrize(
    "words",
    [
        *(("guide",), ("guide", "load"), ("guide", "show"), ("guide", "confirm")),
        *(("rate",), ("matrix",), ("join",), ("distinguish",), ("export",)),
    ],
    ids=" ".join,
)
def test_a_page_of_help_fits_the_line(run, words):
    assert max(map(len, run(*words, "--help").stdout.splitlines())) <= 80


@pytest.fixture
def path(tiny, done):
    done("primary", tiny, "ana", coder="lead")
    return tiny


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_all_kinds_are_written_and_what_is_not_says_why(path, tmp_path, run, suffix):
    result = run("export", path, "all", "--to", tmp_path / "out", "--as", suffix, coder="lead")
    assert result.exit_code == 0
    said = json.loads(
        run("export", path, "all", "--to", tmp_path / "out", "--as", suffix, "--json").stdout
    )
    assert list(said) == ["tables", "left_out"]
    assert {*said["tables"], *said["left_out"]} == {*KINDS}
    for kind, one in said["tables"].items():
        assert f"{tmp_path}/out/{kind}.{suffix}" == one["files"][0]
        assert all((tmp_path / "out" / file).is_file() for file in one["files"])
    assert "No cna: no outcome was named to hold cases against.\n" in result.stderr
    assert result.stderr.count("Not submitted, so not counted: d\n") == 1


def test_all_kinds_warn_of_what_is_hidden_once(path, tmp_path, run):
    run("rate", path, "C1", "inner.priority", "-2", coder="ana")
    said = run("export", path, "all", "--to", tmp_path / "out", coder="bo").stderr
    assert said.count("Mind: without 1 rating that may not be seen yet.\n") == 1


def test_json_has_the_keys_that_the_help_lists(path, tmp_path, run):
    help_ = " ".join(run("export", "--help").stdout.split())
    keys = re.search(r"Print (.*?) and (\w+) as JSON; of all kinds", help_)
    said = json.loads(run("export", path, "ratings", "--to", tmp_path / "r.csv", "--json").stdout)
    assert list(said) == [*keys[1].split(", "), keys[2]]


IDLE = {
    "--by without cases": ("segments", "--by", "clinic"),
    "--layer without codings": ("ratings", "--layer", "analysis"),
    "--run without topics": ("counts", "--run", "talk"),
    "topics without --run": ("topics",),
    "--outcome without groups": ("ratings", "--outcome", "fidelity"),
    "--cut without groups": ("presence", "--cut", "3"),
    "--group without groups": ("cna", "--outcome", "fidelity", "--group", "low"),
}


@pytest.mark.parametrize("idle", IDLE)
def test_an_option_that_would_say_nothing_is_a_slip(path, tmp_path, run, idle):
    result = run("export", path, *IDLE[idle], "--to", tmp_path / "t.csv")
    assert result.exit_code == 2
    assert not (tmp_path / "t.csv").exists()


def test_the_sample_study_goes_from_codings_to_a_table_of_what_distinguishes(
    tmp_path, run, done, rows
):
    """By commands alone; what the two raters say differs in one cell, which is agreed on."""
    files, sample = shipped.folder("transcripts"), tmp_path / "sample.qualbench"
    interviews = [
        file for file in files.iterdir() if file.stem.startswith("c") and "-" in file.stem
    ]
    done("init", sample, "--codebook", "mio", coder="lead")
    done("import", sample, *interviews, "--cases", files / "cases.csv", coder="lead")
    done("load-codings", sample, files / "codings.csv", "--submit", coder="lead")
    done("primary", sample, "coder-1", coder="lead")
    signs = {"inner.priority": "-1 -2 0 -1", "innovation.complexity": "-1 -2 +1 -1"}
    done("guide", "load", sample, files / "guide.yaml", coder="lead")
    done("guide", "confirm", sample, "c1-counselor-1", "fit", "--turn", 13, coder="ana")
    done("join", sample, files / "clinics.csv", coder="lead")
    for rater in ("ana", "ben"):
        for code, said in signs.items():
            for clinic, sign in zip(("C1", "C2", "C3", "C4"), said.split(), strict=True):
                other = rater == "ben" and (code, clinic) == ("inner.priority", "C1")
                value = "+1" if other else sign
                result = run("rate", sample, clinic, code, value, "--quote", 1, coder=rater)
                assert result.exit_code == 0, result.output
    run("rate", sample, "C1", "inner.priority", "-1", "--consensus", coder="lead")
    grouping = ("fidelity", "--cut", "3.7", "--group", "low", "--group", "high")
    call = ("--call", "innovation.complexity", "weak", "--reason", "Few")
    done("distinguish", sample, *grouping, *call, coder="lead")
    to = tmp_path / "d.csv"
    args = ("--outcome", *grouping, "--to", to)
    assert run("export", sample, "distinguishing", *args, coder="lead").exit_code == 0
    told = {
        row["key"]: [row[name] for name in ("group:low", "group:high", "suggested", "team_call")]
        for row in rows(to)
    }
    assert told == {
        "cfir22.innovation.complexity": ["'-2 -1", "'-1 +1", "weak", "weak"],
        "cfir22.inner.priority": ["'-2 -1", "'-1 0", "weak", ""],
    }
    with workbench.opened(sample) as project:
        assert len(store.ratings(project)) == 2 * 2 * 4 + 1
        assert workbench.check(project) == ()
        assert json.loads((tmp_path / "d.provenance.json").read_text())["facts_sha256"] == (
            store.facts_digest(project)
        )
