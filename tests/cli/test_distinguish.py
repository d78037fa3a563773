"""What tells groups of cases apart, on the command line."""

import re

import pytest

from qualbench import store, workbench

NUMBERS = "participant,sessions\nP1,2\nP2,4\nP3,9\n"
SIGNS = {"P1": "-2", "P2": "-1", "P3": "+2", "P4": "NA"}
BY = ("--by", "participant")


@pytest.fixture
def path(tiny, tmp_path, done, run):
    (tmp_path / "trial.csv").write_text(NUMBERS)
    done("primary", tiny, "ana", coder="lead")
    run("join", tiny, tmp_path / "trial.csv", coder="lead")
    for case, sign in SIGNS.items():
        run("rate", tiny, case, "inner.priority", sign, *BY, "--consensus", coder="lead")
    run("rate", tiny, "P1", "inner.tension", "0", *BY, "--consensus", coder="lead")
    return tiny


def test_groups_signs_calls_and_what_to_mind_fit_the_line(path, run):
    result = run("distinguish", path, "sessions", "--cut", 3, "--cut", 8, *BY, coder="lead")
    assert result.exit_code == 0
    assert max(map(len, (result.stdout + result.stderr).splitlines())) <= 80
    said = result.stdout.splitlines()
    assert said[:3] == ["below 3: P1", "3 to 8: P2", "8 and more: P3"]
    rows = {line.split("  ")[0]: line.split()[2:] for line in said[4:]}
    assert rows["Relative Priority"][:3] == ["-2", "-1", "+2"]
    assert rows["Relative Priority"][3:] == ["1", "v", "1", "v", "1", "insufficient"]
    assert "insufficient" in said[-1] or "insufficient" in said[-2]
    mind = " ".join(result.stderr.split())
    assert "A dot is a case in which the team has settled nothing." in mind
    short = "Rule: strong from a gap of 2, weak from 1 or means 1 apart; --rule tells it."
    assert short in mind
    told = run("distinguish", path, "sessions", "--cut", 3, "--rule", *BY, coder="lead").stderr
    assert "Rule: gap = lowest rating" in told and short not in told
    assert max(map(len, told.splitlines())) <= 80
    assert "In no group, as the outcome is missing or belongs to none: P4" in mind
    assert "Mind: 3 cases in 3 groups (1, 1 and 1)" in mind


def test_a_call_is_stored_with_its_reason_and_stands_beside_the_rule(path, done, run):
    grouping = ("sessions", "--cut", 8, "--group", "few", "--group", "many", *BY)
    call = ("--call", "inner.priority", "Weak", "--reason", "One of three")
    said = done("distinguish", path, *grouping, *call, coder="lead")
    assert said == "cfir22.inner.priority: weak; the rule says strong.\n"  # 2 v 1
    with workbench.opened(path) as project:
        (stored,) = store.calls(project)
    assert (stored.call, stored.suggested, stored.reason) == ("weak", "strong", "One of three")
    assert (stored.grouping.groups, stored.grouping.cuts) == (("few", "many"), (8,))
    shown = run("distinguish", path, *grouping, coder="ana").stdout
    row = r"Relative Priority +-2 -1 +\+2 +2 v 1 +strong +weak\n  One of three\n"
    assert re.search(row, shown)
    same = run("distinguish", path, "sessions", "--cut", 7, *BY, coder="ana")
    assert re.search(row, same.stdout)
    assert "Called at cut 8, of the same groups: Relative Priority.\n" in same.stderr
    other = run("distinguish", path, "sessions", "--cut", 3, *BY, coder="ana")
    assert "One of three" not in other.stdout
    assert "Calls on other groups are not shown here: 1 with --cut 8.\n" in other.stderr
    joint = run("joint", path, "sessions", "--cut", 7, *BY, coder="ana")
    assert re.search(r"Relative Priority .* weak\n", joint.stdout)
    done("undo", path, coder="lead")
    assert "One of three" not in run("distinguish", path, *grouping, coder="ana").stdout


def test_json_has_the_keys_that_the_help_lists(path, listed, run):
    keys = " ".join(run("distinguish", "--help").stdout.split()).partition("JSON keys: ")[2]
    keys = keys.partition(" Example")[0].rstrip(".")
    call = ("--call", "inner.priority", "none", "--reason", "No", "--coder", "lead")
    found = listed("distinguish", path, "sessions", *BY, *call)
    assert list(found) == re.sub(r" \(.*?\)", "", keys).split(", ")
    inner = [one.split(", ") for one in re.findall(r"\((.*?)\)", keys)]
    assert [list(found["groups"][0]), list(found["rows"][0])] == [inner[0], inner[2]]
    row = next(one for one in found["rows"] if one["code"].endswith("priority"))
    assert (row["call"], row["reason"], row["called_by"]) == ("none", "No", "lead")
    assert (row["ratings"], row["n"]) == ([["-2"], ["-1", "+2"]], [1, 2])
    assert (row["called_at"], found["elsewhere"]) == ("", [])
    (away,) = listed("distinguish", path, "sessions", "--cut", 8, *BY, "--coder", "lead")[
        "elsewhere"
    ]
    assert list(away) == inner[1]
    assert found["ungrouped"] == [{"participant": "P4"}]


def test_a_joint_display_keeps_what_is_not_said_and_tells_the_rule_in_short(path, done, run):
    say = ("joint", path, "sessions", *BY, "--say", "inner.priority")
    key = "cfir22.inner.priority and trial.sessions"
    for more, told in (
        (("--fit", "confirms", "--inference", "One"), "confirms; One"),
        (("--inference", "Two"), "confirms; Two"),
        (("--fit", "discords"), "discords; Two"),
        (("--inference", ""), "discords"),
    ):
        assert done(*say, *more, coder="lead") == f"{key}: {told}\n"
    assert run(*say, coder="lead").exit_code == 2
    shown = run("joint", path, "sessions", "--cut", 3, *BY, coder="lead")
    assert "discords" in shown.stdout
    assert "; --rule tells it." in shown.stderr and "gap = lowest" not in shown.stderr
    whole = run("joint", path, "sessions", "--cut", 3, "--rule", *BY, coder="lead").stderr
    assert "gap = lowest rating" in whole


def test_what_is_no_call_is_a_slip_and_others_than_leads_make_none(path, run, facts):
    before = facts(path)
    args = ("distinguish", path, "sessions", *BY, "--call", "inner.priority")
    assert run(*args, "certain", coder="lead").exit_code == 2
    assert run(*args, "weak", coder="ana").exit_code == 1
    assert facts(path) == before


def test_where_nothing_is_settled_that_is_said(path, run):
    said = run("distinguish", path, "wave", *BY, "--by", "wave", coder="lead").stdout
    assert "No construct has a rating that the team agreed on yet.\n" in said
