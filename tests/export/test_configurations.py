"""Case x condition for QCA and CNA: no hole, nothing dropped without its name, rules on record."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import RefusedError
from qualbench.export import (
    Calibration,
    Factor,
    Known,
    configurations,
    configurations_script,
    presence_factors,
    rated_factors,
    write,
)
from qualbench.model import Code, Codebook, Judgement, Rating

BOOK = Codebook(
    *("book", "A book", "frame", "", ""),
    codes=(
        Code("f.culture", "Culture", "construct"),
        Code("f.compatibility", "Compatibility", "construct"),
        Code("f.knowledge", "Access to Knowledge and Information", "construct"),
        Code("f.roles", "Roles", "construct"),
        Code("f.roles.leads", "Implementation Leads", "construct", parent="f.roles"),
    ),
    roles="f.roles",
)
CRISP = Calibration("crisp")


def clinic(number):
    return (("clinic", f"{number:02}"),)


def factor(name, values, how=CRISP):
    return Factor(name, name, how, {clinic(n): v for n, v in enumerate(values) if v is not None})


def dropped(found):
    return set(found.dropped.rows)


@pytest.mark.parametrize(
    ("how", "made"),
    [
        (CRISP, [0, 0, 0, 1, 1]),
        (Calibration("crisp", at_least=0), [0, 0, 1, 1, 1]),
        (Calibration("multi"), [0, 1, 2, 3, 4]),
        (Calibration("fuzzy"), [0, 0.25, 0.5, 0.75, 1]),
        (Calibration("fuzzy", anchors=((-2, 0), (0, 0.4), (1, 1))), [0, 0.2, 0.4, 1, 1]),
    ],
)
def test_ratings_become_memberships_by_the_rule_on_record(how, made):
    assert [how.of(value) for value in range(-2, 3)] == made
    if how.kind != "fuzzy":
        assert {type(how.of(value)) for value in range(-2, 3)} == {int}


def test_a_measure_is_calibrated_by_cuts_or_anchors_of_its_own():
    assert [Calibration("crisp", at_least=0.8).of(v) for v in (0.79, 0.8)] == [0, 1]
    assert [Calibration("multi", cuts=(10, 20)).of(v) for v in (9, 10, 25)] == [0, 1, 2]
    percent = Calibration("fuzzy", anchors=((50, 0), (90, 1)))
    assert [percent.of(v) for v in (10, 70, 99)] == [0, 0.5, 1]
    assert percent.said == "fuzzy: 50 is 0, 90 is 1; straight between, level beyond"


@pytest.mark.parametrize(
    "wrong",
    [
        {"cuts": (2, 1)},
        {"cuts": ()},
        {"anchors": ((0, 0), (0, 1))},
        {"anchors": ((0, 0.5),)},
        {"anchors": ((0, 0), (1, 1.5))},
    ],
)
def test_a_rule_that_is_none_is_refused(wrong):
    with pytest.raises(RefusedError):
        Calibration("multi", **wrong)


CONDITIONS = (
    factor("Culture", [2, -1, "missing", 1]),
    factor("Compatibility", [1, 0, 2, -2]),
    factor("Priority", ["missing", "mixed", "missing", "not applicable"]),
)
OUTCOME = factor("Adoption", [0.9, 0.2, 0.8, 0.1, 0.7], Calibration("crisp", at_least=0.5))


def test_conditions_go_first_if_the_analyst_says_so():
    found = configurations(("clinic",), CONDITIONS, [OUTCOME], "conditions")
    assert found.table.names == ("case", "COMPAT", "ADOPTI")
    assert found.table.rows == (("00", 1, 1), ("01", 0, 0), ("02", 1, 1), ("03", 0, 0))
    assert dropped(found) == {
        ("case", "04", "no value at all"),
        ("condition", "Priority", "no value at all"),
        ("condition", "Culture", "missing (02)"),
    }


def test_or_cases_but_never_all_of_them_for_a_condition_that_nobody_has():
    found = configurations(("clinic",), CONDITIONS, [OUTCOME], "cases")
    assert found.table.names == ("case", "CULTUR", "COMPAT", "ADOPTI")
    assert found.table.rows == (("00", 1, 1, 1), ("01", 0, 0, 0), ("03", 1, 0, 0))
    assert dropped(found) == {
        ("case", "04", "no value at all"),
        ("case", "02", "missing (Culture)"),
        ("condition", "Priority", "no value at all"),
    }
    assert found.provenance["dropped_first"] == "cases"
    assert "case 02: missing (Culture)" in found.provenance["dropped"]
    assert "CULTUR crisp: 1 from 1 on, else 0" in found.provenance["calibration"]


def test_a_case_without_the_outcome_goes_whatever_is_dropped_first():
    outcome = factor("Adoption", [1, None, 1, 0])
    for drop in ("conditions", "cases"):
        found = configurations(("clinic",), CONDITIONS[1:2], [outcome], drop)
        assert dropped(found) == {("case", "01", "no value (Adoption)")}


def test_what_cannot_be_analysed_is_said():
    few = configurations(("clinic",), CONDITIONS[1:2], [OUTCOME], "cases").warnings
    assert few == (
        "4 cases allow no serious analysis at that level: use participants or role x clinic",
    )
    many = factor("A", [1] * 12), factor("B", [0, 1] * 6, Calibration("fuzzy"))
    outcome = factor("C", [0, 1, 2] * 4, Calibration("multi", cuts=(1, 2)))
    assert configurations(("clinic",), many, [outcome], "cases").warnings == (
        "A: the same in all cases, so there is nothing to explain by it",
        "B: 0.5 belongs to no row of a truth table; take other anchors",
        "fuzzy and multi-value factors together: cna takes either, not both",
    )
    crowd = [factor(f"K{n}", [n, 1 - n] * 5) for n in range(9)]
    (warning, *_) = configurations(("clinic",), crowd, [factor("C", [0, 1] * 5)], "cases").warnings
    assert warning == "9 conditions for 10 cases: they must stay far below the cases"
    none = configurations(("clinic",), [], [OUTCOME], "cases").warnings
    assert "nothing is left" in none[0]


def test_conditions_come_from_the_consensus_or_from_presence():
    def rated(key, number, status, value=None, consensus=True):
        code, _, role = key.partition("@")
        judged = Judgement(status, value)
        return Rating(f"{key}{number}", "l", clinic(number), code, role, judged, "", consensus)

    ratings = [
        rated("f.culture", 1, "rated", -2),
        rated("f.culture", 2, "mixed"),
        rated("f.culture", 3, "rated", 2, consensus=False),
        rated("f.knowledge@leads", 1, "draft"),
    ]
    culture, knowledge = rated_factors(ratings, BOOK, ("clinic",), CRISP)
    assert culture.values == {clinic(1): -2, clinic(2): "mixed"}
    assert knowledge.title == "Access to Knowledge and Information (Implementation Leads)"
    told = ("present", "absent", "asked and silent", "not asked")
    known = {(clinic(n), "f.culture"): Known(said) for n, said in enumerate(told)}
    (heard,) = presence_factors(known, BOOK)
    assert list(heard.values.values()) == [1, 0, "asked and silent", "not asked"]
    (taken,) = presence_factors(known, BOOK, silent_is_absent=True)
    assert list(taken.values.values()) == [1, 0, 0, "not asked"]


@given(
    st.lists(
        st.text(max_size=12) | st.sampled_from(["T", "out", "Culture", "CULTURE", "culture2"])
    ),
    st.sampled_from(["conditions", "cases"]),
    st.data(),
)
def test_nothing_is_lost_no_cell_is_missing_and_every_name_is_legal(titles, drop, data):
    value = st.integers(-2, 2) | st.sampled_from(["missing", "mixed"]) | st.none()
    values = st.lists(value, min_size=4, max_size=4)
    factors = [
        Factor(str(n), title, CRISP, factor("", data.draw(values)).values)
        for n, title in enumerate(titles)
    ]
    outcome = factor("Outcome", data.draw(values))
    found = configurations(("clinic",), factors, [outcome], drop)
    known = {case for one in (*factors, outcome) for case in one.values}
    gone = [row[1] for row in found.dropped.rows if row[0] == "case"]
    assert sorted([*gone, *(row[0] for row in found.table.rows)]) == sorted(c[0][1] for c in known)
    lost = [row[1] for row in found.dropped.rows if row[0] == "condition"]
    kept = [row[3] for row in found.names.rows if row[1] == "condition"]
    assert sorted([*lost, *kept]) == sorted(titles)
    assert {cell for row in found.table.rows for cell in row[1:]} <= {0, 1}
    names = found.table.names[1:]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]*", name) for name in names)
    assert len({name.lower() for name in found.table.names}) == len(found.table.names)
    assert all(row[2] for row in found.dropped.rows)


@pytest.mark.skipif(not shutil.which("Rscript"), reason="needs R")
def test_base_r_reads_the_matrix_with_its_ids_and_says_what_is_to_be_installed(tmp_path):
    found = configurations(("clinic",), CONDITIONS, [OUTCOME], "cases")
    write(found.table, found.provenance, tmp_path / "é configurations.csv")
    script = tmp_path / "run.R"
    said = configurations_script(found, "é configurations.csv")
    script.write_text(f"{said}\ncat(.packages(all.available = TRUE))\n", encoding="utf-8")
    ran = subprocess.run(
        ["Rscript", "--vanilla", script], capture_output=True, text=True, check=True, timeout=60
    )
    lines = [line.split() for line in ran.stdout.splitlines()]
    assert lines[:4] == [
        ["CULTUR", "COMPAT", "ADOPTI"],
        ["00", "1", "1", "1"],
        ["01", "0", "0", "0"],
        ["03", "1", "0", "0"],
    ]
    wanted = {p for p in ("cna", "QCA") if f'install.packages("{p}")' in ran.stdout}
    assert wanted == {"cna", "QCA"} - {*lines[-1]}
