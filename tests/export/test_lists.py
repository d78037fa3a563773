"""The codebook's versions, a join and the team's calls, as tables."""

from qualbench.export import (
    DistinguishingRow,
    JoinRow,
    VersionRow,
    distinguishing_table,
    join_table,
    versions_table,
)
from qualbench.model import Call, Code, Codebook, Grouping, Judgement


def dicts(table):
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def test_each_change_of_a_version_is_a_row_and_so_is_a_version_without_one():
    versions = [
        VersionRow(1, "aa", (), "lead", "2020-01-01", "", False, ()),
        VersionRow(
            2, "bb", ("aa",), "lead", "2020-01-02", "Split", False, ("Cost: new", "B: gone")
        ),
        VersionRow(3, "cc", ("bb", "b2"), "co-lead", "2020-01-03", "", True, ("Cost: note",)),
    ]
    found = dicts(versions_table(versions))
    assert [(row["number"], row["version"], row["change"]) for row in found] == [
        (1, "aa", None),
        (2, "bb", "Cost: new"),
        (2, "bb", "B: gone"),
        (3, "cc", "Cost: note"),
    ]
    assert [row["parents"] for row in found] == [None, "aa", "aa", "bb | b2"]
    assert [row["in_force"] for row in found] == [0, 0, 0, 1]
    assert (found[1]["note"], found[1]["author"]) == ("Split", "lead")


def test_a_join_tells_every_id_as_it_is_spelled_on_its_side():
    found = [
        JoinRow("both", "matched", (("clinic", "01"), ("wave", "early")), (1,)),
        JoinRow("study", "near miss", (("clinic", "c2"),), (4,), (("clinic", "C2"),)),
        JoinRow("trial", "duplicate", (("clinic", "C3"),), (2, 3)),
    ]
    assert dicts(join_table(found)) == [
        {
            **{"side": "both", "status": "matched", "rows": "1", "meant": None},
            **{"id_clinic": "01", "id_wave": "early"},
        },
        {
            **{"side": "study", "status": "near miss", "rows": "4", "meant": "C2"},
            **{"id_clinic": "c2", "id_wave": None},
        },
        {
            **{"side": "trial", "status": "duplicate", "rows": "2 | 3", "meant": None},
            **{"id_clinic": "C3", "id_wave": None},
        },
    ]


def test_three_groups_stand_beside_what_the_rule_and_what_the_team_says():
    book = Codebook("b", "B", "f", "", "", (Code("f.fit", "Fit", "construct", label="III.F"),))
    grouping = Grouping(("clinic",), "trial.reach", ("low", "mid", "high"), (0.3, 0.6))
    call = Call("i", "l", grouping, "f.fit", "weak", "One clinic only.", "strong", "gap 2", "")
    low, mid = Judgement("rated", -2, varies=True), Judgement("mixed")
    groups = ((low, None), (mid,), (Judgement("rated", 1), Judgement("missing")))
    called = DistinguishingRow("f.fit", groups, "none", "means turn back", call, "lead")
    bare = DistinguishingRow("f.fit@leads", ((), (), ()), "insufficient", "")
    first, second = dicts(distinguishing_table([called, bare], book, grouping, "gap 3"))
    assert first == {
        "key": "f.fit",
        "code_id": "f.fit",
        "code_label": "III.F",
        "code_path": "Fit",
        "role_spoken_about": None,
        "group:low": "-2* –",
        "group:mid": "X",
        "group:high": "+1 M",
        "n:low": 1,
        "n:mid": 1,
        "n:high": 1,
        "suggested": "none",
        "why_suggested": "means turn back",
        "rule": "gap 3",
        "team_call": "weak",
        "reason": "One clinic only.",
        "called_by": "lead",
        "call_groups": "low, mid, high (cut at 0.3, 0.6)",
        "suggested_then": "strong",
        "rule_then": "gap 2",
    }
    assert (second["role_spoken_about"], second["group:low"], second["team_call"]) == (
        *("leads", None, None),
    )
