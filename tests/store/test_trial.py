"""A trial's numbers: tables as they were read, of which one stands for each name."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Measure, TrialTable

CELLS = st.one_of(
    st.none(), st.text(), st.integers(-2, 2), st.floats(allow_nan=False, allow_infinity=False)
)
TABLES = st.builds(
    TrialTable,
    st.text(),
    st.text(),
    st.lists(st.text()).map(tuple),
    st.lists(
        st.builds(
            Measure, st.text(), st.text(), st.lists(st.tuples(st.text(), st.text())).map(tuple)
        )
    ).map(tuple),
    st.lists(st.lists(CELLS).map(tuple)).map(tuple),
)


def join(study, table, coder="First"):
    return study.record(coder, store.trial_draft(study.store, table))


def joined(study):
    return [one.table for one in store.trial_tables(study.store)]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TABLES)
def test_whatever_a_table_holds_is_read_back_as_it_was(empty, table):
    made = join(empty, table)
    (one,) = store.trial_tables(empty.store)
    assert (one.id, one.coder, one.table) == (made, empty.coders["First"], table)
    assert repr(one.table.rows) == repr(table.rows)  # 2 is not 2.0, and 0.0 is not -0.0
    assert store.find_trial_table(empty.store, table.name) == one
    empty.do(store.undo, "First")


def test_a_table_takes_the_place_of_that_of_its_name_and_the_same_one_says_nothing(empty):
    first, second = (empty.table(("C1", number)) for number in (3.0, None))
    other = empty.table(("C1", 3.0), name="arms")
    join(empty, first)
    join(empty, other)
    assert store.trial_draft(empty.store, first) is None
    join(empty, second)
    assert joined(empty) == [other, second]
    empty.do(store.undo, "First")
    assert joined(empty) == [other, first]
    assert empty.problems() == []


def test_a_lead_replaces_and_takes_back_what_somebody_joined_and_nobody_else_does(empty):
    first, second = (empty.table(("C1", number)) for number in (3.0, 4.5))
    made = join(empty, first)
    empty.do(store.retract, "Second", [made])
    join(empty, second, "Second")
    assert joined(empty) == [first]
    join(empty, second, "Lead")
    assert joined(empty) == [second]
    empty.do(store.retract, "Lead", [fact.id for fact in empty.facts("trial_table")])
    assert joined(empty) == []


def test_a_table_is_found_by_name_and_else_what_there_is_is_said(empty):
    with pytest.raises(NotFoundError, match="no table trial of the trial's numbers") as none:
        store.find_trial_table(empty.store, "trial")
    assert none.value.hint == "Join one: `qualbench join`."
    for name in ("visits", "arms"):
        join(empty, empty.table(name=name))
    assert store.find_trial_table(empty.store, "arms").table.name == "arms"
    with pytest.raises(NotFoundError) as missing:
        store.find_trial_table(empty.store, "trial")
    assert missing.value.hint == "There is arms, visits."


def test_a_row_on_somebody_who_withdrew_is_refused(study):
    with study.store.writing():
        store.erase(study.store, study.coders["Lead"], [], "p2", "withdrew")
    table = TrialTable("people", "people.csv", ("participant",), (Measure("age"),), (("p2", 31.0),))
    for one in (table, replace(table, rows=(("p2 ", 31.0),))):
        with pytest.raises(RefusedError, match=r"people.csv: row 1 is of somebody who withdrew"):
            store.trial_draft(study.store, one)
    others = TrialTable("people", "people.csv", ("participant",), (Measure("age"),), (("p3", 3.0),))
    assert store.trial_draft(study.store, others) is not None
