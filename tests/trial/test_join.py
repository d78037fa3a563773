import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import RefusedError
from qualbench.model import Measure, TrialTable
from qualbench.trial import Duplicate, Match, NearMiss, join, read_trial


def table(*rows, keys=("clinic",)):
    return TrialTable("trial", "trial.csv", keys, (Measure("rf"),), rows)


def clinic(name):
    return (("clinic", name),)


def test_each_case_gets_its_row_and_what_is_missing_on_either_side_is_named():
    report = join(
        [clinic("C1"), clinic("C2"), clinic("C5")], table(("C2", 2.0), ("C1", -2.0), ("C3", 3.0))
    )
    assert report.on == ("clinic",)
    assert report.matched == (Match(clinic("C1"), 2, (-2.0,)), Match(clinic("C2"), 1, (2.0,)))
    assert report.only_in_study == (clinic("C5"),)
    assert report.only_in_file == ((clinic("C3"), 3),)
    assert report.duplicates == report.perhaps == ()


def test_a_key_that_two_rows_have_is_joined_to_neither_and_named_with_its_rows():
    report = join([clinic("C1"), clinic("C2")], table(("C1", 1.0), ("C2", 2.0), ("C1", 1.0)))
    assert report.duplicates == (Duplicate(clinic("C1"), (1, 3), (clinic("C1"),)),)
    assert [match.case for match in report.matched] == [clinic("C2")]
    assert report.only_in_study == report.only_in_file == ()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("C1", "c1"),
        ("007", "7"),
        ("C01", "C1"),
        ("C 1", "C1"),
        ("C1", "C\xa01"),
        ("C1", "C1\u200b"),
        ("C1", "\ufeffC1"),
        ("C1", "Ｃ1"),
        ("C1", "C1 "),
        ("C1", "1"),
        ("C1", "01"),
        ("C02", " 2"),
        ("Site 3", "3"),
    ],
)
def test_near_ids_are_named_and_never_matched(ours, theirs):
    for one, other in ((ours, theirs), (theirs, ours)):
        report = join([clinic(one)], table((other, 1.0)))
        assert report.perhaps == (NearMiss(clinic(one), clinic(other)),)
        assert report.matched == ()
        assert report.only_in_study == (clinic(one),)
        assert report.only_in_file == ((clinic(other), 1),)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("C1", "C10"), ("70", "7"), ("C1", "D1"), ("10", "1"), ("105", "15"), ("C1-2", "12")],
)
def test_ids_that_differ_otherwise_are_not_near(ours, theirs):
    assert join([clinic(ours)], table((theirs, 1.0))).perhaps == ()


def test_a_stray_row_near_a_matched_case_is_named_too():
    report = join([clinic("C1")], table(("C1", 1.0), ("c1", 2.0)))
    assert [match.row for match in report.matched] == [1]
    assert report.perhaps == (NearMiss(clinic("C1"), clinic("c1")),)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (["C1", "D1"], ["1"]),
        (["C1"], ["1", "01"]),
        (["1"], ["C1", "D1"]),
        (["C1"], ["C1", "1"]),
    ],
)
def test_digits_that_several_ids_have_hint_at_none_of_them(ours, theirs):
    table_of = table(*((name, 1.0) for name in theirs))
    assert join(map(clinic, ours), table_of).perhaps == ()


def test_digits_alone_are_near_beside_another_key_that_is_equal():
    cases = [{"clinic": name, "role": "counselor"} for name in ("C1", "C2")]
    rows = table(("1", "counselor", 1.0), ("2", "lead", 1.0), keys=("clinic", "role"))
    (near,) = join(cases, rows).perhaps
    assert (dict(near.study)["clinic"], dict(near.file)["clinic"]) == ("C1", "1")


def test_ids_that_differ_in_case_and_all_have_their_equal_are_not_doubted():
    report = join([clinic("C1"), clinic("c1")], table(("C1", 1.0), ("c1", 2.0)))
    assert [match.cells for match in report.matched] == [(1.0,), (2.0,)]
    assert report.perhaps == ()


def test_a_row_of_a_clinic_belongs_to_each_of_its_roles():
    cases = [{"role": role, "clinic": name} for name in ("C1", "C2") for role in ("a", "b")]
    report = join(cases, table(("C1", 1.0)))
    assert report.matched == (
        Match((("clinic", "C1"), ("role", "a")), 1, (1.0,)),
        Match((("clinic", "C1"), ("role", "b")), 1, (1.0,)),
    )
    assert [dict(case)["clinic"] for case in report.only_in_study] == ["C2", "C2"]


def test_the_order_of_keys_does_not_matter():
    report = join([{"clinic": "C1", "wave": "2"}], table(("2", "C1", 5.0), keys=("wave", "clinic")))
    assert report.matched == (Match((("clinic", "C1"), ("wave", "2")), 1, (5.0,)),)


def test_rows_of_participants_are_not_joined_to_clinics():
    people = table(("P1", "C1", 1.0), keys=("participant", "clinic"))
    with pytest.raises(
        RefusedError, match="belong to participant, clinic, cases to clinic"
    ) as said:
        join([clinic("C1")], people)
    assert said.value.hint.startswith("Aggregate it by clinic first")
    with pytest.raises(RefusedError) as said:
        join([clinic("C1")], table(("P1", 1.0), keys=("participant",)))
    assert "add a column clinic to the file" in said.value.hint


def test_a_study_without_cases_keeps_every_row_in_sight():
    report = join([], table(("C1", 1.0), ("C2", 1.0)))
    assert [row for _, row in report.only_in_file] == [1, 2]


def test_from_a_file_to_the_cases(tmp_path):
    path = tmp_path / "trial.csv"
    path.write_bytes(
        "Clinic_ID;rf\n007;0,5\nc2;1\nC3;-2\nC3;4\nC4\xa0;1\nC5;1\n C6;1\n".encode("cp1252")
    )
    report = join([clinic(name) for name in ("007", "C2", "C3", "C4", "C6")], read_trial(path))
    assert {dict(match.case)["clinic"]: match.cells for match in report.matched} == {
        "007": (0.5,),
    }
    assert report.only_in_study == (clinic("C2"), clinic("C4"), clinic("C6"))
    stray = [("c2", 2), ("C4\xa0", 5), ("C5", 6), (" C6", 7)]
    assert report.only_in_file == tuple((clinic(name), row) for name, row in stray)
    assert report.duplicates == (Duplicate(clinic("C3"), (3, 4), (clinic("C3"),)),)
    near = [("C2", "c2"), ("C4", "C4\xa0"), ("C6", " C6")]
    assert report.perhaps == tuple(NearMiss(clinic(one), clinic(other)) for one, other in near)


ids = st.sampled_from(["C1", "c1", "C01", "7", "007", " 7", "C7", "C2", "C3"])
cases = st.lists(st.tuples(ids, st.sampled_from(["a", "b"])), unique=True)


@given(cases, st.lists(ids))
def test_every_case_and_every_row_has_one_place(study, listed):
    report = join(
        [{"clinic": name, "role": role} for name, role in study],
        table(*((name, float(row)) for row, name in enumerate(listed, 1))),
    )
    placed = [match.case for match in report.matched] + list(report.only_in_study)
    placed += [case for duplicate in report.duplicates for case in duplicate.cases]
    assert sorted(placed) == sorted((("clinic", name), ("role", role)) for name, role in study)
    rows = sorted({match.row for match in report.matched})
    rows += [row for _, row in report.only_in_file]
    rows += [row for duplicate in report.duplicates for row in duplicate.rows]
    assert sorted(rows) == [*range(1, len(listed) + 1)]
    for match in report.matched:
        assert match.cells == (float(match.row),)
        assert dict(match.case)["clinic"] == listed[match.row - 1]
    if len(set(listed)) == len(listed):
        assert len(study) == len(report.matched) + len(report.only_in_study)
