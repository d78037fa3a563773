"""Published matrices, loaded as a team would bring them in from a spreadsheet."""

import csv
import json

import pytest

from qualbench import workbench

# Ratings and calls of Varsi 2015: units 1 to 4 were high, unit 5 was low.
VARSI = {
    "intervention.relative_advantage": ("+2 +2 0(mix) +1 0", "weak"),
    "intervention.trialability": ("+2 +2 +2 +2 -1", "strong"),
    "outer.patient_needs": ("0 +1 0 0 -1", "weak"),
    "inner.structural": ("0 0 0 0 -1", "weak"),
    "inner.culture": ("-1 -1 +1 -1 -2", "weak"),
    "inner.climate.tension": ("+1 +1 0(mix) +1 -2", "strong"),
    "inner.climate.compatibility": ("M +1 0(mix) +2 -2", "strong"),
    "inner.climate.priority": ("0 M 0 +1 -2", "strong"),
    "inner.readiness.resources": ("+2 +2 +2 +2 -1", "strong"),
    "individuals.knowledge_beliefs": ("+2 +2 0(mix) +2 -1", "weak"),
    "intervention.adaptability": ("+1 +2 +1 +1 +1", ""),
    "intervention.design": ("+1 +1 +1 -1 0", ""),
    "inner.readiness.leadership": ("+1 0 +1 0 +1", ""),
    "individuals.self_efficacy": ("+1 +1 +2 +2 +1", ""),
    "intervention.cost": ("0(mix) 0 -1 -2 M", ""),
}
# BMC Public Health 2021, table 4: five schools, rated by the degree of implementation.
SCHOOLS = {
    "outer.patient_needs": "-2 -1 +1 +1 +1",
    "outer.cosmopolitanism": "M 0(mixed) +1 +1 +2",
    "inner.climate.tension": "-2 -1 0(mixed) +2 +1",
    "inner.readiness.leadership": "-1 -1 +1 +2 +1",
    "inner.climate.compatibility": "+1 +1 +2 +2 +2",
    "inner.culture": "-1 -1 +1 +1 +1",
    "intervention.complexity": "M M M -2 -2",
}


@pytest.fixture
def study(tmp_path, done):
    """A project of five units, and a CSV with a consensus on each construct."""

    def study(rows, outcome):
        path = tmp_path / "published.qualbench"
        done("init", path, "--codebook", "cfir-2009", coder="lead")
        for unit in range(1, 6):
            (tmp_path / f"u{unit}.txt").write_text(f"Interviewer: So?\nLeader: Unit {unit}.\n")
        cases = [(f"u{n}", f"P{n}", f"U{n}", what) for n, what in enumerate(outcome, start=1)]
        _write(tmp_path / "cases.csv", ("transcript", "participant", "unit", "success"), cases)
        texts = [tmp_path / f"u{unit}.txt" for unit in range(1, 6)]
        done("import", path, *texts, "--cases", tmp_path / "cases.csv", coder="lead")
        done("settings", path, "cases", "unit", coder="lead")
        table = [
            ("lead", f"U{n}", code, rating, "as published", "consensus")
            for code, ratings in rows.items()
            for n, rating in enumerate(ratings.split(), start=1)
        ]
        head = ("rater", "unit", "code", "rating", "rationale", "layer")
        _write(tmp_path / "ratings.csv", head, table)
        return path, tmp_path / "ratings.csv"

    return study


def _write(path, head, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def _calls(run, path, *groups):
    named = [word for name in groups for word in ("--group", name)]
    result = run("distinguish", path, "success", *named, "--json", coder="lead")
    assert result.exit_code == 0, result.stderr
    said = json.loads(result.stdout)
    return {row["code"].removeprefix("cfir09."): row["suggested"] for row in said["rows"]}, said


def test_every_row_of_varsi_2015_is_called_as_it_was_published(study, run):
    path, ratings = study(
        {code: signs for code, (signs, _) in VARSI.items()}, ["high"] * 4 + ["low"]
    )
    assert run("load-ratings", path, ratings, coder="lead").exit_code == 0
    calls, _ = _calls(run, path, "low", "high")
    uncalled = {"none": "", "insufficient": ""}
    assert {code: uncalled.get(call, call) for code, call in calls.items()} == {
        code: call for code, (_, call) in VARSI.items()
    }


def test_three_groups_are_compared_from_the_lowest_to_the_highest(study, run):
    path, ratings = study(SCHOOLS, ["low", "low", "middle", "high", "high"])
    assert run("load-ratings", path, ratings, coder="lead").exit_code == 0
    calls, said = _calls(run, path, "low", "middle", "high")
    assert [(group["name"], len(group["cases"])) for group in said["groups"]] == [
        ("low", 2),
        ("middle", 1),
        ("high", 2),
    ]
    assert calls["outer.patient_needs"] == calls["inner.climate.tension"] == "strong"
    assert calls["inner.climate.compatibility"] == "weak"
    assert calls["intervention.complexity"] == "insufficient"
    assert said["warning"].startswith("5 cases in 3 groups (2, 1 and 2)")


def test_a_loaded_minus_two_is_minus_two_in_the_matrix(study, run):
    path, ratings = study(SCHOOLS, ["low", "low", "middle", "high", "high"])
    run("load-ratings", path, ratings, coder="lead")
    with workbench.opened(path) as project:
        rows = {
            row.key.removeprefix("cfir09."): row for row in workbench.matrix(project, "lead").rows
        }
        signs = [cell.settled.sign for cell in rows["outer.patient_needs"].cells]
    assert signs == ["-2", "-1", "+1", "+1", "+1"]
