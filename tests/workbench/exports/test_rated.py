"""Ratings, calls and sets as tables."""

import json

import pandas
import pytest

from qualbench import store, workbench
from qualbench.errors import RefusedError
from qualbench.workbench import Calibration, RatingChange, Wanted

NUMBERS = "participant,sessions,note\nP1,2,=1+1\nP2,4,-x\nP3,9,@a\nP4,12,+b\n"
SIGNS = {"P1": "-2", "P2": "-1", "P3": "M", "P4": "+2"}
BY = ("participant",)
KEY = "cfir22.inner.priority"


@pytest.fixture
def project(tiny, tmp_path):
    (tmp_path / "trial.csv").write_text(NUMBERS)
    with workbench.opened(tiny) as opened:
        workbench.primary(opened, "lead", "ana")
        workbench.join(opened, "lead", tmp_path / "trial.csv")
        for case, sign in SIGNS.items():
            change = RatingChange(sign, rationale="=cmd")
            workbench.rate(opened, "lead", case, KEY, change, BY, consensus=True)
        workbench.rate(opened, "ana", "P1", KEY, RatingChange("0*"), BY)
        yield opened


@pytest.fixture
def exported(project, tmp_path, rows):
    """The rows of a kind of table, what its provenance says, and its warnings."""

    def exported(kind, viewer="lead", **wanted):
        to = tmp_path / f"{kind}.csv"
        done = workbench.export(project, kind, to, viewer, Wanted(**wanted))
        return rows(to), json.loads(to.with_suffix(".provenance.json").read_text()), done.warnings

    return exported


def test_initial_ratings_stand_beside_the_consensus(exported):
    found, _, _ = exported("ratings")
    told = [(row["participant"], row["layer"], row["status"], row["value"]) for row in found]
    assert sorted(told) == [
        ("P1", "consensus", "rated", "-2"),
        ("P1", "individual", "rated", "0"),
        ("P2", "consensus", "rated", "-1"),
        ("P3", "consensus", "missing", ""),
        ("P4", "consensus", "rated", "2"),
    ]
    assert exported("ratings", by=("clinic",))[0] == []


def test_a_wide_table_and_a_matrix_hold_what_is_settled(exported):
    wide, said, _ = exported("ratings-wide", by=BY)
    assert {row["participant"]: row[KEY] for row in wide} == {
        "P1": "-2",
        "P2": "-1",
        "P3": "",
        "P4": "2",
    }
    assert said["ratings"] == "the consensus, or else what two or more raters say alike"
    (printed,), _, _ = exported("matrix", by=BY)
    assert {name: printed[name] for name in SIGNS} == {
        "P1": "'-2",
        "P2": "'-1",
        "P3": "M",
        "P4": "'+2",
    }


def test_calls_are_exported_with_the_grouping_that_they_are_of(project, exported):
    of = {"outcome": "sessions", "cuts": (4.0,), "groups": ("few", "many"), "by": BY}
    grouping = workbench.grouping_of(project, "lead", "sessions", (4,), ("few", "many"), BY)
    workbench.make_call(project, "lead", KEY, "none", "one only", grouping)
    (row,), said, warnings = exported("distinguishing", **of)
    assert (row["group:few"], row["group:many"]) == ("'-2", "'-1 M +2")
    assert (row["suggested"], row["team_call"], row["reason"], row["called_by"]) == (
        *("weak", "none", "one only", "lead"),
    )
    assert (said["outcome"], said["case"]) == ("trial.sessions", "participant")
    assert (said["cuts"], said["groups"]) == ("4.0", "few, many")
    assert "exploratory" in warnings[0]
    assert (row["n:few"], row["n:many"]) == ("1", "2")
    (same,), _, _ = exported("distinguishing", **(of | {"cuts": (3.0,), "groups": ()}))
    assert (same["team_call"], same["call_groups"]) == ("none", "few, many (cut at 4)")
    (other,), _, _ = exported("distinguishing", **(of | {"cuts": (5.0,), "groups": ()}))
    assert other["team_call"] == ""


def test_sets_have_no_hole_and_say_what_went(exported, tmp_path, rows):
    found, said, _ = exported("cna", outcome="sessions", cuts=(4.0,), by=BY, drop="cases")
    assert [tuple(row.values()) for row in found] == [
        ("P1", "0", "0"),
        ("P2", "0", "1"),
        ("P4", "1", "1"),
    ]
    assert said["outcome"] == "trial.sessions"
    dropped = rows(tmp_path / "cna.dropped.csv")
    assert [(row["what"], row["name"]) for row in dropped] == [("case", "P3")]
    fuzzy, _, _ = exported(
        "qca", outcome="sessions", by=BY, drop="cases", calibration=Calibration("fuzzy")
    )
    members = [row[next(name for name in row if name.startswith("RE"))] for row in fuzzy]
    assert [float(member) for member in members] == [0, 0.25, 1]


def test_a_set_is_cut_once(exported):
    with pytest.raises(RefusedError, match="a set is cut once"):
        exported("qca", outcome="sessions", cuts=(2.0, 4.0), by=BY)


@pytest.mark.parametrize("cut", [1.9, 12.5])
def test_a_cut_that_no_case_lies_beyond_is_refused_and_nothing_written(exported, tmp_path, cut):
    for kind in ("qca", "cna"):
        with pytest.raises(RefusedError, match=f"cut {cut} lies outside 2 to 12 of trial.sessions"):
            exported(kind, outcome="sessions", cuts=(cut,), by=BY)
        assert not (tmp_path / f"{kind}.csv").exists()


def test_that_respondents_differ_is_in_the_wide_table_and_in_what_is_said_of_sets(
    project, exported
):
    of = {"outcome": "sessions", "by": BY, "drop": "cases"}
    assert "respondents_differ" not in exported("qca", **of)[1]
    workbench.rate(project, "lead", "P2", KEY, RatingChange("-1*"), BY, consensus=True)
    wide, _, _ = exported("ratings-wide", by=BY)
    assert [(row[KEY], row[f"{KEY}:varies"]) for row in wide] == [
        ("-2", "0"),
        ("-1", "1"),
        ("", ""),
        ("2", "0"),
    ]
    said = exported("qca", **of)[1]["respondents_differ"]
    assert said == f"the number counts all the same: P2 {KEY} -1*"


def test_signs_have_an_apostrophe_in_csv_alone_and_its_dictionary_says_so(
    project, exported, tmp_path, rows
):
    exported("matrix", by=BY)
    told = {row["column"]: row["meaning"] for row in rows(tmp_path / "matrix.dictionary.csv")}
    assert [name for name, meaning in told.items() if "apostrophe" in meaning] == ["P1", "P2", "P4"]
    wanted = Wanted(by=BY)
    for suffix in ("jsonl", "parquet"):
        workbench.export(project, "matrix", tmp_path / f"m.{suffix}", "lead", wanted)
    lines = pandas.read_json(tmp_path / "m.jsonl", lines=True, dtype=False)
    parquet = pandas.read_parquet(tmp_path / "m.parquet")
    for found in (lines, parquet, workbench.frame(project, "matrix", "lead", wanted)):
        assert found[list(SIGNS)].to_dict("records") == [SIGNS]


def test_what_holds_cases_against_an_outcome_needs_one(exported):
    for kind in ("qca", "cna", "distinguishing"):
        with pytest.raises(RefusedError, match="no outcome was named"):
            exported(kind)


def test_no_door_gives_hidden_outcomes_to_others_than_leads(project, exported, tmp_path):
    workbench.settle(project, "lead", "outcomes", "hidden")
    for kind in ("distinguishing", "qca", "cna", "outcomes"):
        with pytest.raises(RefusedError, match="outcomes are hidden"):
            exported(kind, "ana", outcome="sessions", by=BY)
        assert exported(kind, "lead", outcome="sessions", by=BY)[0]
    done = workbench.export_all(
        project, tmp_path / "all", ".csv", "ana", Wanted(outcome="sessions", by=BY)
    )
    assert {"distinguishing", "qca", "cna", "outcomes"} <= set(done.left_out)
    assert "join" in done.files
    written = (tmp_path / "all").glob("*")
    assert not any("=1+1" in file.read_text() for file in written if "join" in file.name)


def test_a_join_has_every_id_once(project, exported, tmp_path):
    (tmp_path / "trial.csv").write_text("participant,sessions\nP1,2\np2,3\nP9,4\n")
    workbench.join(project, "lead", tmp_path / "trial.csv")
    found, said, _ = exported("join")
    told = sorted((row["side"], row["status"], row["id_participant"]) for row in found)
    assert told == [
        ("both", "matched", "P1"),
        ("both", "near miss", "P2"),
        ("study", "only in the study", "P2"),
        ("study", "only in the study", "P3"),
        ("study", "only in the study", "P4"),
        ("trial", "only in the trial", "P9"),
        ("trial", "only in the trial", "p2"),
    ]
    assert said["tables"] == "trial"


def test_without_a_table_there_is_no_export_of_joins(project, exported):
    workbench.leave_out(project, "lead", "trial")
    with pytest.raises(RefusedError, match="nothing is joined"):
        exported("join")


def test_a_transcript_in_no_case_is_named_in_the_provenance(project, exported, tmp_path, done):
    (tmp_path / "e.txt").write_text("Interviewer: And you?\nCounselor: I too.\n")
    done("import", project.path, tmp_path / "e.txt", coder="lead")
    assert exported("ratings-wide", by=BY)[1]["in_no_case"] == "e"


def test_agreement_of_raters_is_that_of_the_verb(project, exported):
    workbench.rate(project, "bo", "P1", KEY, RatingChange("-1"), BY)
    (every, of), said, _ = exported("rating-agreement", by=BY)
    assert (every["key"], of["key"], said["raters"]) == ("", KEY, "ana, bo")
    found = workbench.rating_agreement(project, "lead", BY)
    assert float(of["within_one"]) == found.overall.within_one == 1
    assert store.ratings(project)
