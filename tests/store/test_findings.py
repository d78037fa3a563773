"""Calls on what tells groups apart, and how findings and outcomes fit."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store
from qualbench.model import Grouping

NEED = "tiny.need@recipients"
SPLIT = Grouping(("clinic",), "trial.fidelity", ("low", "high"), (3.5,))
WORDS = st.lists(st.text()).map(tuple)
NUMBERS = st.lists(st.floats(allow_nan=False, allow_infinity=False)).map(tuple)
DISTINCT = st.sampled_from(["strong", "weak", "none", "insufficient"])
FITS = st.sampled_from([None, "confirms", "expands", "discords"])
KEYS = st.sampled_from(["tiny.need", NEED])
ONE_STORE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def call(study, reason, coder="Lead", grouping=SPLIT, key=NEED):
    draft = store.call_draft(study.store, grouping, key, "strong", reason, "weak", "gap 1")
    return study.record(coder, draft)


def integrate(study, inference, coder="First", by=("clinic",), key=NEED, outcome="trial.fidelity"):
    said = (by, key, outcome, "discords", inference)
    return study.record(coder, store.integration_draft(study.store, *said))


def reasons(study):
    return [one.reason for one in store.calls(study.store)]


def inferences(study):
    return [one.inference for one in store.integrations(study.store)]


@ONE_STORE
@given(
    st.builds(Grouping, WORDS, st.text(), WORDS, NUMBERS),
    KEYS,
    st.tuples(DISTINCT, st.text(), DISTINCT, st.text()),
)
def test_whatever_is_called_is_read_back_as_it_was(empty, grouping, key, said):
    made = empty.record("Lead", store.call_draft(empty.store, grouping, key, *said))
    (one,) = store.calls(empty.store)
    assert (one.id, one.coder, one.grouping, one.key) == (
        *(made, empty.coders["Lead"], grouping, key),
    )
    assert (one.call, one.reason, one.suggested, one.rule) == said
    empty.do(store.undo, "Lead")


@ONE_STORE
@given(WORDS, st.tuples(KEYS, st.text(), FITS, st.text()))
def test_whatever_is_inferred_is_read_back_as_it_was(empty, by, said):
    made = empty.record("First", store.integration_draft(empty.store, by, *said))
    (one,) = store.integrations(empty.store)
    assert (one.id, one.coder, one.by) == (made, empty.coders["First"], by)
    assert (one.key, one.outcome, one.fit, one.inference) == said
    empty.do(store.undo, "First")


def test_a_call_takes_the_place_of_that_on_the_same_thing_alone(empty):
    others = Grouping(("clinic",), "trial.fidelity", ("low", "high"), (4.0,))
    call(empty, "first")
    call(empty, "of other groups", grouping=others)
    call(empty, "of the code itself", key="tiny.need")
    call(empty, "again")
    assert reasons(empty) == ["of other groups", "of the code itself", "again"]
    empty.do(store.undo, "Lead")
    assert reasons(empty) == ["first", "of other groups", "of the code itself"]
    assert empty.problems() == []


def test_what_is_inferred_takes_the_place_of_that_on_the_same_thing_alone(empty):
    integrate(empty, "first")
    integrate(empty, "of other cases", by=("clinic", "wave"))
    integrate(empty, "of another outcome", outcome="arm")
    integrate(empty, "of the code itself", key="tiny.need")
    rest = ["of other cases", "of another outcome", "of the code itself"]
    integrate(empty, "again")
    assert inferences(empty) == [*rest, "again"]
    empty.do(store.undo, "First")
    assert inferences(empty) == ["first", *rest]
    assert empty.problems() == []


def test_only_a_lead_calls(empty):
    call(empty, "theirs", "First")
    assert reasons(empty) == []
    mine = call(empty, "mine")
    call(empty, "theirs", "First")
    empty.do(store.retract, "First", [mine])
    assert reasons(empty) == ["mine"]


@pytest.mark.parametrize(("coder", "left"), [("Second", ["mine"]), ("Lead", ["revised"])])
def test_a_lead_revises_what_others_inferred_and_nobody_else_does(empty, coder, left):
    integrate(empty, "mine")
    integrate(empty, "revised", coder)
    assert inferences(empty) == left
    empty.do(store.retract, coder, [fact.id for fact in empty.facts("integration")])
    assert inferences(empty) == (["mine"] if coder == "Second" else [])
