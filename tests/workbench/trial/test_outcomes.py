"""Numbers and attributes to hold ratings against."""

import pytest

from qualbench import workbench
from qualbench.errors import NotFoundError, RefusedError


@pytest.fixture
def project(tiny, tmp_path):
    """With a table by clinic and one by participant."""
    (tmp_path / "clinics.csv").write_text("clinic,fidelity,grade\nC1,4.2,high\nC2,,low\n")
    (tmp_path / "people.csv").write_text("participant,hours\nP1,1\nP2,2\nP3,3\n")
    with workbench.opened(tiny) as opened:
        workbench.primary(opened, "lead", "ana")
        for name in ("clinics", "people"):
            workbench.join(opened, "lead", tmp_path / f"{name}.csv")
        yield opened


@pytest.fixture
def of(project):
    """An outcome's values by the names of cases."""

    def of(name, by, viewer="lead"):
        found = workbench.outcome(project, viewer, name, workbench.cases(project, by))
        return {workbench.case_name(case): value for case, value in found.items()}

    return of


def test_an_outcome_is_said_by_its_name_alone_or_with_its_table(of):
    assert of("fidelity", ["clinic"]) == {"C1": 4.2, "C2": None}
    assert of("clinics.grade", ["clinic"]) == {"C1": "high", "C2": "low"}
    assert of("hours", ["participant"]) == {"P1": 1, "P2": 2, "P3": 3, "P4": None}


def test_smaller_cases_have_what_they_belong_to(of):
    assert of("grade", ["participant"]) == {"P1": "high", "P2": "high", "P3": "low", "P4": "low"}
    assert of("grade", ["clinic", "wave"]) == {
        "C1 early": "high",
        "C2 early": "low",
        "C2 late": "low",
    }


def test_larger_cases_need_a_summary(of):
    with pytest.raises(RefusedError, match="a row for each participant, which is finer") as refused:
        of("hours", ["clinic"])
    assert refused.value.hint == "Join people.csv again with --by clinic: its means and n."


def test_an_attribute_is_an_outcome_where_a_case_has_one_value(of):
    assert of("role", ["participant"])["P2"] == "administrator"
    assert of("wave", ["clinic"]) == {"C1": "early", "C2": None}


def test_a_name_of_two_tables_is_refused_with_both(project, of, tmp_path):
    (tmp_path / "more.csv").write_text("clinic,fidelity\nC1,1\nC2,2\n")
    workbench.join(project, "lead", tmp_path / "more.csv")
    with pytest.raises(NotFoundError, match="several tables have a measure fidelity") as refused:
        of("fidelity", ["clinic"])
    assert refused.value.hint == "Say one of clinics.fidelity, more.fidelity."
    assert of("more.fidelity", ["clinic"]) == {"C1": 1, "C2": 2}


def test_the_measures_that_say_something_of_cases_are_listed(project):
    def names(by):
        return [o.name for o in workbench.outcomes(project, "lead", workbench.cases(project, by))]

    assert names(["clinic"]) == ["clinics.fidelity", "clinics.grade"]
    assert names(["participant"]) == ["clinics.fidelity", "clinics.grade", "people.hours"]


def test_hidden_outcomes_are_for_leads_alone(project, of):
    assert of("fidelity", ["clinic"], "ana")["C1"] == 4.2
    workbench.settle(project, "lead", "outcomes", "hidden")
    for viewer in ("ana", "", "stranger"):
        with pytest.raises(RefusedError, match="outcomes are hidden while constructs are rated"):
            of("fidelity", ["clinic"], viewer)
        with pytest.raises(RefusedError, match="outcomes are hidden"):
            workbench.outcomes(project, viewer, workbench.cases(project))
    assert of("fidelity", ["clinic"])["C1"] == 4.2
