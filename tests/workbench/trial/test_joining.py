"""Every id on either side is accounted for."""

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError


@pytest.fixture
def project(project):
    workbench.primary(project, "lead", "ana")
    return project


@pytest.fixture
def join(project, tmp_path):
    """Joins a table that is given as text."""

    def join(text, *args, name="trial.csv", coder="lead", **kwargs):
        (tmp_path / name).write_text(text)
        return workbench.join(project, coder, tmp_path / name, *args, **kwargs)

    return join


def _names(cases):
    return [workbench.case_name(case) for case in cases]


def test_what_fits_is_stored_as_it_was_read(project, join):
    done = join("clinic,fidelity,note\nC1,4.2,=1+1\nC2,,-2\n")
    assert (done.new, len(done.report.matched)) == (True, 2)
    (stored,) = store.trial_tables(project)
    assert stored.table == done.table
    assert stored.table.rows == (("C1", 4.2, "=1+1"), ("C2", None, "-2"))
    assert (stored.table.keys, stored.table.source) == (("clinic",), "trial.csv")


def test_ids_that_are_nearly_alike_are_joined_by_nobody_and_named(project, join):
    done = join("participant,sessions\np1,1\nP2,2\nP 3,3\nP04,4\nP5,5\n")
    assert _names(one.case for one in done.report.matched) == ["P2"]
    assert _names(done.report.only_in_study) == ["P1", "P3", "P4"]
    assert [(workbench.case_name(key), row) for key, row in done.report.only_in_file] == [
        ("p1", 1),
        ("P 3", 3),
        ("P04", 4),
        ("P5", 5),
    ]
    near = {(_names([one.study])[0], _names([one.file])[0]) for one in done.report.perhaps}
    assert near == {("P1", "p1"), ("P3", "P 3"), ("P4", "P04")}


def test_leading_zeros_are_part_of_an_id(project, join, tmp_path, done):
    (tmp_path / "cases.csv").write_text("transcript,participant,role,clinic\na,P1,counselor,007\n")
    done("import", project.path, "--cases", tmp_path / "cases.csv", coder="lead")
    found = join("clinic,fidelity\n007,1\n7,2\nC1,3\nC2,4\n")
    assert _names(one.case for one in found.report.matched) == ["007", "C1", "C2"]
    assert _names(key for key, _ in found.report.only_in_file) == ["7"]
    known = workbench.cases(project)
    assert workbench.outcome(project, "lead", "fidelity", known)[(("clinic", "007"),)] == 1


def test_two_rows_of_one_id_are_refused_by_name_and_row(project, join):
    with pytest.raises(RefusedError, match=r"several rows have one id: C1 in rows 1, 3") as refused:
        join("clinic,fidelity\nC1,1\nC2,2\nC1,3\n")
    assert "--by" in refused.value.hint
    assert store.trial_tables(project) == ()


def test_a_wrong_key_is_refused_with_ids_of_both_sides(project, join):
    with pytest.raises(RefusedError, match="no row belongs to a case; the file has X1, the study"):
        join("clinic,fidelity\nX1,1\n")
    with pytest.raises(RefusedError, match="P1, P2"):
        join("id,fidelity\nX1,1\n", "", [("id", "participant")])
    with pytest.raises(NotFoundError, match="no case has an attribute shoe"):
        join("id,fidelity\nC1,1\n", "", [("id", "shoe")])
    assert store.trial_tables(project) == ()


def test_a_transcript_that_is_in_no_case_is_listed(project, join, tmp_path, done):
    (tmp_path / "e.txt").write_text("Interviewer: And you?\nCounselor: I too.\n")
    done("import", project.path, tmp_path / "e.txt", coder="lead")
    assert join("clinic,fidelity\nC1,1\nC2,2\n").without == ("e",)


def test_a_finer_table_is_aggregated_by_what_is_said(project, join):
    text = "mother,clinic,change\n1,C1,2\n2,C1,4\n3,C2,\n4,C2,7\n"
    done = join(text, by=["clinic"], name="mothers.csv")
    assert [one.name for one in done.table.measures] == [
        *("mother_n", "mother_missing", "mother_mean", "mother_sd"),
        *("change_n", "change_missing", "change_mean", "change_sd"),
    ]
    assert done.table.rows[0][5:] == (2, 0, 3, pytest.approx(2**0.5))
    assert done.table.rows[1][5:] == (1, 1, 7, None)
    (stored,) = store.trial_tables(project)
    assert stored.table == done.table


def test_a_table_by_two_attributes_fits_cases_of_both(project, join):
    text = "clinic,role,hours\nC1,counselor,3\nC2,counselor,5\nC2,leader,1\n"
    done = join(text)
    assert _names(done.report.only_in_study) == ["C1 administrator", "C2 administrator"]
    assert _names(key for key, _ in done.report.only_in_file) == ["C2 leader"]


def test_joining_again_changes_nothing_and_another_table_takes_the_place(project, join):
    first = join("clinic,fidelity\nC1,1\nC2,2\n")
    digest = store.facts_digest(project)
    assert not join("clinic,fidelity\nC1,1\nC2,2\n").new
    assert store.facts_digest(project) == digest
    second = join("clinic,fidelity\nC1,9\nC2,2\n")
    assert [one.table for one in store.trial_tables(project)] == [second.table]
    workbench.undo(project, "lead")
    assert [one.table for one in store.trial_tables(project)] == [first.table]


def test_a_dry_run_reports_and_stores_nothing(project, join):
    done = join("clinic,fidelity\nC1,1\nC9,2\n", coder="", dry_run=True)
    assert (done.new, _names(done.report.only_in_study)) == (False, ["C2"])
    assert store.trial_tables(project) == ()
    with pytest.raises(RefusedError, match="who is at work"):
        join("clinic,fidelity\nC1,1\n", coder="")


def test_what_keeps_a_measure_from_being_a_number_is_told(join):
    (doubt,) = join("clinic,enrolled\nC1,31\nC2,<5\n").doubts
    assert (doubt.measure, doubt.others) == ("enrolled", ((2, "<5"),))


def test_what_means_missing_is_stored_with_its_measure(project, join):
    text = "clinic,score\nC1,-99\nC2,10\n"
    (code,) = join(text).codes
    assert (code.measure, code.code, code.rows) == ("score", "-99", (1,))
    done = join(text, missing=[("", "-99")])
    assert (done.new, done.codes) == (True, ())
    (stored,) = store.trial_tables(project)
    assert stored.table.rows == (("C1", None), ("C2", 10.0))
    assert stored.table.measures[0].values == (("-99", "missing"),)
    assert not join(text, missing=[("", "-99")]).new
    known = workbench.cases(project)
    assert list(workbench.outcome(project, "lead", "score", known).values()) == [None, 10.0]


def test_a_code_is_left_out_of_a_mean(join):
    text = "mother,clinic,score\n1,C1,-99\n2,C1,4\n3,C1,6\n4,C2,5\n"
    assert join(text, by=["clinic"]).codes[0].rows == (1,)
    done = join(text, by=["clinic"], missing=[("score", "-99")])
    assert done.table.rows[0][5:8] == (2, 1, 5)
    assert done.table.measures[6].label == "mean of score (missing: -99)"


def test_where_no_id_fits_those_that_are_near_are_named(join):
    with pytest.raises(RefusedError) as refused:
        join("clinic,x\n1,1\nC2 ,2\n")
    assert "Perhaps '1' in the file is 'C1' in the study." in refused.value.hint
    assert "Perhaps 'C2 ' in the file is 'C2' in the study." in refused.value.hint


def test_a_name_has_no_dot_and_is_one(join):
    assert join("clinic,x\nC1,1\n", " my . table ").table.name == "my _ table"
    with pytest.raises(RefusedError, match="the table has no name"):
        join("clinic,x\nC1,1\n", "  ", name="   .csv")


def test_who_joined_it_or_a_lead_takes_it_out(project, join):
    join("clinic,x\nC1,1\n", coder="ana")
    join("clinic,x\nC1,2\n", coder="ana")
    with pytest.raises(RefusedError, match="joined by somebody else"):
        workbench.leave_out(project, "bo", "trial")
    workbench.leave_out(project, "lead", "trial")
    assert store.trial_tables(project) == ()
    with pytest.raises(NotFoundError, match="no table trial"):
        workbench.leave_out(project, "lead", "trial")


def test_how_a_table_fits_is_said_of_the_study_as_it_stands(project, join, tmp_path, done):
    join("clinic,x\nC1,1\nC2,2\n")
    (tmp_path / "cases.csv").write_text("transcript,participant,role,clinic\nd,P4,counselor,C3\n")
    done("import", project.path, "--cases", tmp_path / "cases.csv", coder="lead")
    ((_, report),) = workbench.joined(project)
    assert _names(report.only_in_study) == ["C3"]


def test_undo_names_the_table_that_was_joined(project, join):
    join("clinic,fidelity\nC1,4.2\nC2,3\n")
    assert workbench.undo(project, "lead") == "numbers of trial"
    assert store.trial_tables(project) == ()
