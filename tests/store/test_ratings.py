"""Ratings: each rater's own, what the team agreed on, and who checked which."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualbench import store
from qualbench.errors import NotFoundError
from qualbench.model import STRENGTHS, Judgement
from qualbench.store.ids import canonical

CULTURE, NEED = "tiny.culture", "tiny.need"
SAID = {
    "varies": st.booleans(),
    **dict.fromkeys(("summary", "rationale", "source"), st.text()),
    "evidence": st.sets(st.text()).map(lambda ids: tuple(sorted(ids))),
}
JUDGED = st.one_of(
    st.builds(Judgement, st.just("rated"), st.sampled_from(STRENGTHS), **SAID),
    st.builds(Judgement, st.sampled_from(["mixed", "missing", "not applicable", "draft"]), **SAID),
)
CASES = st.dictionaries(st.text(min_size=1), st.text(), min_size=1).map(
    lambda case: tuple(sorted(case.items()))
)


def by(study, coder):
    return [one.id for one in store.ratings(study.store) if one.coder == study.coders[coder]]


# What is read back


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(JUDGED, CASES, st.sampled_from([NEED, f"{NEED}@recipients"]), st.booleans())
def test_whatever_is_judged_is_read_back_as_it_was(empty, judged, case, key, consensus):
    before = empty.facts("rating", "consensus_rating")
    made = empty.record("Lead", store.rating_draft(case, key, judged, consensus=consensus))
    one = store.find_rating(empty.store, made)
    assert (one.judged, one.case, one.key) == (judged, case, key)
    assert (one.coder, one.consensus, one.verified) == (empty.coders["Lead"], consensus, ())
    assert len(empty.facts("rating", "consensus_rating")) == len(before) + 1
    empty.do(store.undo, "Lead")


def test_what_is_kept_is_canonical_and_names_each_quote_once(empty):
    case = (("wave", "w1"), ("clinic", "C1"))
    judged = Judgement("rated", -2, evidence=("b", "a", "b"))
    empty.record("First", store.rating_draft(case, f"{NEED}@deliverers", judged))
    (fact,) = empty.facts("rating")
    said = fact.content
    assert (said["of_case"], said["evidence"]) == ('{"clinic":"C1","wave":"w1"}', '["a","b"]')
    assert (said["code"], said["role"], said["value"], said["varies"]) == (
        *(NEED, "deliverers", -2, 0),
    )
    assert said.keys().isdisjoint({"summary", "rationale", "source", "replaces"})


def test_they_come_by_case_construct_and_with_the_consensus_behind_those_of_raters(empty):
    second = empty.rate("First", 1, "C2", NEED)
    agreed = empty.rate("Lead", 0, "C1", NEED, consensus=True)
    first, other = empty.rate("First", 1, "C1", NEED), empty.rate("Second", -1, "C1", NEED)
    culture = empty.rate("Second", 2, "C1", CULTURE)
    found = [one.id for one in store.ratings(empty.store)]
    assert found == [culture, first, other, agreed, second]


# Revisions, and those of others


@pytest.mark.parametrize(("coder", "consensus"), [("First", False), ("Lead", True)])
def test_a_revision_stands_in_the_place_of_what_it_replaces_until_it_is_undone(
    empty, coder, consensus
):
    before = empty.rate(coder, 1, consensus=consensus)
    after = empty.rate(coder, Judgement("mixed"), consensus=consensus, replaces=before)
    (one,) = store.ratings(empty.store)
    assert (one.id, one.judged.status, one.judged.value) == (after, "mixed", None)
    assert store.rating_line(empty.store, one) == (after, before)
    empty.do(store.undo, coder)
    assert [one.id for one in store.ratings(empty.store)] == [before]
    empty.do(store.redo, coder)
    assert [one.id for one in store.ratings(empty.store)] == [after]


def test_taking_back_the_whole_line_leaves_none(empty):
    first = empty.rate("First", 1)
    last = empty.rate("First", 2, replaces=empty.rate("First", 0, replaces=first))
    line = store.rating_line(empty.store, store.find_rating(empty.store, last))
    empty.do(store.retract, "First", line)
    assert store.ratings(empty.store) == ()
    empty.do(store.undo, "First")
    assert by(empty, "First") == [last]


@pytest.mark.parametrize("somebody", ["Second", "Lead"])
def test_nobody_revises_or_takes_back_somebody_elses_rating(empty, somebody):
    mine = empty.rate("First", 1)
    empty.rate(somebody, -1, replaces=mine)
    empty.do(store.retract, somebody, [mine])
    assert by(empty, "First") == [mine]
    assert len(by(empty, somebody)) == 1
    assert empty.problems() == []


def test_a_consensus_stands_beside_what_each_rater_said(empty):
    own = {empty.rate("First", 1), empty.rate("Second", -1), empty.rate("Lead", 0)}
    agreed = empty.rate("Lead", 2, consensus=True)
    found = store.ratings(empty.store)
    assert {one.id for one in found if not one.consensus} == own
    assert [one.id for one in found if one.consensus] == [agreed]
    empty.do(store.undo, "Lead")
    assert {one.id for one in store.ratings(empty.store)} == own


def test_a_consensus_counts_only_from_a_lead(empty):
    agreed = empty.rate("Lead", 2, consensus=True)
    made = [
        empty.rate("First", 1, "C2", consensus=True),
        empty.rate("First", -1, consensus=True, replaces=agreed),
    ]
    assert [one.id for one in store.ratings(empty.store)] == [agreed]
    assert store.conflicts(empty.store) == ()
    assert {fact.id for fact in empty.facts("consensus_rating")} == {agreed, *made}
    assert empty.problems() == []


@pytest.mark.parametrize(("coder", "consensus"), [("First", False), ("Lead", True)])
def test_of_several_by_a_rater_on_one_thing_the_first_one_counts(empty, coder, consensus):
    """As two copies bring them: one rater is not two who agree."""
    first, _ = (empty.rate(coder, 2, consensus=consensus) for _ in "12")
    assert [one.id for one in store.ratings(empty.store)] == [first]
    assert store.conflicts(empty.store) == ()
    empty.rate(coder, 1, consensus=consensus)
    assert [one.id for one in store.ratings(empty.store)] == [first]
    (conflict,) = store.conflicts(empty.store)
    assert len(conflict.claims) == 3


# Who checked it


def test_who_verified_exactly_this_rating_is_told_once_each(empty):
    mine, theirs = empty.rate("First", 1), empty.rate("Second", 1)
    agreed = empty.rate("Lead", 1, consensus=True)
    for coder in ("Second", "Lead", "Second"):
        empty.record(coder, store.verification_draft(mine))
    empty.record("First", store.verification_draft(agreed))
    found = {one.id: one.verified for one in store.ratings(empty.store)}
    people = empty.coders
    assert found == {
        mine: (people["Second"], people["Lead"]),
        theirs: (),
        agreed: (people["First"],),
    }
    assert empty.problems() == []


def test_what_replaces_a_rating_is_not_verified_by_that_and_undoing_it_brings_it_back(empty):
    before = empty.rate("First", 1)
    empty.record("Second", store.verification_draft(before))
    empty.rate("First", Judgement("rated", 1, summary="busy"), replaces=before)
    assert [one.verified for one in store.ratings(empty.store)] == [()]
    empty.do(store.undo, "First")
    assert [one.verified for one in store.ratings(empty.store)] == [(empty.coders["Second"],)]


def test_only_who_verified_takes_it_back(empty):
    rating = empty.rate("First", 1)
    checked = empty.record("Second", store.verification_draft(rating))
    for somebody in ("First", "Lead"):
        empty.do(store.retract, somebody, [checked])
    assert store.find_rating(empty.store, rating).verified == (empty.coders["Second"],)
    empty.do(store.undo, "Second")
    assert store.find_rating(empty.store, rating).verified == ()


# Finding


def test_a_rating_is_found_by_the_end_of_its_id(empty):
    made = [empty.rate("First", 1, f"C{n}") for n in range(3)]
    for one in made:
        assert store.find_rating(empty.store, one).id == one
        assert store.find_rating(empty.store, one[-12:]).id == one


def test_an_end_of_several_ids_and_one_of_none_are_refused(empty):
    made = [empty.rate("First", 1, f"C{n}") for n in range(17)]
    ends = [one[-1] for one in made]
    twice = next(end for end in ends if ends.count(end) > 1)
    with pytest.raises(NotFoundError, match=f"several ratings end in {twice}") as several:
        store.find_rating(empty.store, twice)
    assert several.value.hint
    for none in ("", "zz", made[0][:-1]):
        with pytest.raises(NotFoundError, match=f"there is no rating {none}"):
            store.find_rating(empty.store, none)


def test_what_was_replaced_or_taken_back_is_not_found(empty):
    before = empty.rate("First", 1)
    after = empty.rate("First", 2, replaces=before)
    empty.do(store.retract, "First", [before, after])
    for gone in (before, after):
        with pytest.raises(NotFoundError):
            store.find_rating(empty.store, gone)


# What an action did


def test_the_ratings_of_an_action_are_told_when_it_was_undone_too(empty):
    with empty.store.writing():
        drafts = [
            store.rating_draft((("clinic", "C1"),), NEED, Judgement("rated", 2)),
            store.rating_draft((("clinic", "C1"),), NEED, Judgement("mixed"), consensus=True),
        ]
        done = store.record(empty.store, empty.coders["Lead"], drafts)
    empty.rate("Lead", 1, "C2")
    assert {one.id for one in store.ratings_of_action(empty.store, done.action)} == {*done.added}
    empty.do(store.undo, "Lead")
    empty.do(store.undo, "Lead")
    assert store.ratings(empty.store) == ()
    own, agreed = store.ratings_of_action(empty.store, done.action)
    assert (own.consensus, own.judged) == (False, Judgement("rated", 2))
    assert (agreed.consensus, agreed.judged) == (True, Judgement("mixed"))


def test_so_is_what_an_action_verified_or_took_back(empty):
    rating = empty.rate("First", 1)
    with empty.store.writing():
        checked = [store.verification_draft(rating)]
        action = store.record(empty.store, empty.coders["Second"], checked).action
    assert [one.id for one in store.ratings_of_action(empty.store, action)] == [rating]
    action = empty.do(store.retract, "First", [rating])
    assert [one.id for one in store.ratings_of_action(empty.store, action)] == [rating]
    assert store.ratings_of_action(empty.store, "none") == ()


def test_a_case_is_the_same_in_whatever_order_it_is_said(empty):
    case = {"wave": "w1", "clinic": "C1"}
    for said in (case.items(), reversed(case.items())):
        empty.record("First", store.rating_draft(tuple(said), NEED, Judgement("rated", 1)))
    assert {fact.payload["of_case"] for fact in empty.facts("rating")} == {canonical(case)}
    assert [one.case for one in store.ratings(empty.store)] == [(("clinic", "C1"), ("wave", "w1"))]
