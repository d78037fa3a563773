"""How a finding and an outcome fit, and what follows."""

import pytest

from qualbench import store, workbench
from qualbench.errors import NotFoundError, RefusedError

KEY = "cfir22.inner.priority"


@pytest.fixture
def joined(project, tmp_path):
    (tmp_path / "clinics.csv").write_text("clinic,fidelity\nC1,4.2\nC2,2.9\n")
    workbench.join(project, "lead", tmp_path / "clinics.csv")
    return project


def test_what_was_stated_last_stands_and_undo_brings_back_the_one_before(joined):
    first = workbench.integrate(joined, "ana", "inner.priority", "fidelity", "confirms", "as told")
    assert (first.key, first.outcome, first.by) == (KEY, "clinics.fidelity", ("clinic",))
    second = workbench.integrate(joined, "ana", KEY, "clinics.fidelity", None, " otherwise ")
    assert (second.fit, second.inference) == (None, "otherwise")
    assert workbench.integrations(joined, "ana", "fidelity") == {KEY: second}
    said = workbench.undo(joined, "ana")
    assert said == (
        "meta-inference on Relative Priority and clinics.fidelity; fit confirms stands again"
    )
    assert store.integrations(joined) == (first,)
    said = workbench.undo(joined, "ana")
    assert said == "fit confirms on Relative Priority and clinics.fidelity"
    assert workbench.redo(joined, "ana") == said


def test_what_is_not_said_stays_where_that_is_wished(joined):
    def stated(fit, inference):
        made = workbench.integrate(joined, "ana", KEY, "fidelity", fit, inference, keep=True)
        return made.fit, made.inference

    assert stated("confirms", "one") == ("confirms", "one")
    assert stated(None, "two") == ("confirms", "two")
    assert stated("discords", None) == ("discords", "two")
    assert stated(None, "") == ("discords", "")
    workbench.merge_codes(joined, "lead", KEY, "cfir22.inner.tension")
    made = workbench.integrate(joined, "ana", "inner.tension", "fidelity", None, "three", keep=True)
    assert (made.fit, made.inference) == ("discords", "three")


def test_somebody_else_s_statement_is_a_lead_s_to_replace_in_any_order_of_attributes(joined):
    by = ["role", "clinic"]
    workbench.integrate(joined, "ana", KEY, "fidelity", "confirms", "", by)
    with pytest.raises(RefusedError, match="was stated by somebody else"):
        workbench.integrate(joined, "bo", KEY, "fidelity", "expands", "", by)
    made = workbench.integrate(joined, "lead", KEY, "fidelity", None, "so", by, keep=True)
    assert (made.fit, made.inference) == ("confirms", "so")


def test_nothing_and_an_unknown_outcome_are_refused(joined):
    with pytest.raises(RefusedError, match="there is nothing to store"):
        workbench.integrate(joined, "ana", KEY, "fidelity", None, "  ")
    with pytest.raises(NotFoundError, match="there is no outcome shoe"):
        workbench.integrate(joined, "ana", KEY, "shoe", "confirms", "")
    assert store.integrations(joined) == ()


def test_where_outcomes_are_hidden_only_leads_integrate(joined):
    workbench.settle(joined, "lead", "outcomes", "hidden")
    with pytest.raises(RefusedError, match="outcomes are hidden"):
        workbench.integrate(joined, "ana", KEY, "fidelity", "confirms", "")
    assert workbench.integrate(joined, "lead", KEY, "fidelity", "discords", "").fit == "discords"


def test_the_order_of_attributes_makes_no_other_cases(joined):
    by = ["role", "clinic"]
    workbench.integrate(joined, "ana", KEY, "fidelity", "confirms", "", by)
    made = workbench.integrate(joined, "ana", KEY, "fidelity", "expands", "", by[::-1])
    assert store.integrations(joined) == (made,)
    assert workbench.integrations(joined, "ana", "fidelity", by) == {KEY: made}
    assert workbench.integrations(joined, "ana", "fidelity") == {}


def test_a_merged_construct_is_read_as_what_it_became(joined):
    made = workbench.integrate(joined, "ana", KEY, "fidelity", "confirms", "")
    workbench.merge_codes(joined, "lead", KEY, "cfir22.inner.tension")
    (found,) = workbench.integrations(joined, "ana", "fidelity").items()
    assert found[0] == "cfir22.inner.tension" and found[1].id == made.id
