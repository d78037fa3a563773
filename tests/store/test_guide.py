"""The interview guide, and where its questions were put."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store
from qualbench.model import Asked, Guide, Question

WORDS = st.lists(st.text()).map(tuple)
GUIDES = st.builds(
    Guide,
    st.text(),
    st.lists(st.builds(Question, st.text(), st.text(), WORDS, WORDS)).map(tuple),
    st.text(),
)


@pytest.fixture
def text(empty):
    text = empty.text("c01")
    for one in (text, empty.text("a01")):
        empty.do(store.add_transcript, "Lead", one)
    return text.hash


def load(study, guide, coder="Lead"):
    return study.record(coder, store.guide_draft(study.store, guide))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(GUIDES)
def test_whatever_a_guide_holds_is_read_back_as_it_was(empty, guide):
    load(empty, guide)
    assert store.guide(empty.store) == guide
    empty.do(store.undo, "Lead")
    assert store.guide(empty.store) is None


def test_a_guide_takes_the_place_of_the_one_before_and_the_same_one_says_nothing(empty):
    assert store.guide(empty.store) is None
    first, second = (Guide("tiny", (), note) for note in "ab")
    load(empty, first)
    assert store.guide_draft(empty.store, first) is None
    load(empty, second)
    assert store.guide(empty.store) == second
    load(empty, first)
    assert store.guide(empty.store) == first
    for _ in "12":
        empty.do(store.undo, "Lead")
    assert store.guide(empty.store) == first
    assert len(empty.facts("guide")) == 3


def test_only_a_lead_says_which_guide_is_in_force(empty):
    load(empty, Guide("theirs", ()), "First")
    assert store.guide(empty.store) is None
    mine = Guide("mine", ())
    load(empty, mine)
    load(empty, Guide("theirs", ()), "First")
    assert store.guide(empty.store) == mine
    assert empty.problems() == []


# Where it was put


def test_where_a_question_was_put_is_read_back_in_order_and_once(empty, text):
    made = empty.record("First", store.asked_draft(text, "going", [6, 0, 6], ["b", "a", "b"]))
    (one,) = store.asked(empty.store)
    assert one == Asked(
        *(made, empty.coders["First"], text, "going", (0, 6), ("a", "b")), at=one.at
    )
    assert one.at.endswith("Z")
    assert empty.problems() == []


def test_of_all_transcripts_or_one_each_question_stands_once(empty, text):
    other = empty.text("a01").hash
    asked = ((text, "b"), (other, "a"), (text, "a"), (text, "a"))
    b, there, a, _ = (empty.record("First", store.asked_draft(*one, [0])) for one in asked)
    assert [one.id for one in store.asked(empty.store, text)] == [a, b]
    assert [one.id for one in store.asked(empty.store, other)] == [there]
    assert store.asked(empty.store, "0" * 64) == ()
    places = [(one.transcript, one.question) for one in store.asked(empty.store)]
    assert places == sorted([(text, "a"), (text, "b"), (other, "a")])


@pytest.mark.parametrize("somebody", ["First", "Lead"])
def test_its_author_or_a_lead_says_otherwise_and_that_is_undone(empty, text, somebody):
    first = empty.record("First", store.asked_draft(text, "going", [0]))
    empty.record(somebody, store.asked_draft(text, "going", [], ["x"], first))
    assert [(one.turns, one.absent) for one in store.asked(empty.store)] == [((), ("x",))]
    empty.do(store.undo, somebody)
    assert [(one.turns, one.absent) for one in store.asked(empty.store)] == [((0,), ())]


def test_somebody_else_neither_revises_nor_takes_it_back(empty, text):
    first = empty.record("First", store.asked_draft(text, "going", [0]))
    empty.record("Second", store.asked_draft(text, "going", [], replaces=first))
    empty.do(store.retract, "Second", [first])
    assert [one.id for one in store.asked(empty.store)] == [first]
    empty.do(store.retract, "Lead", [first])
    assert [one.turns for one in store.asked(empty.store)] == [()]
