"""Memos, stars and desks as the store keeps them."""

import pytest

from qualbench import store
from qualbench.errors import NotFoundError


def test_a_memo_comes_back_as_it_was_written_with_its_line(study):
    made = study.record("Second", store.memo_draft("p1", "why \U0001f642", "case"))
    memo = store.find_memo(study.store, made)
    assert (memo.id, memo.lineage, memo.target, memo.about) == (made, made, "case", "p1")
    assert (memo.coder, memo.text) == (study.coders["Second"], "why \U0001f642")
    now = store.find_memo(study.store, study.record("Second", store.memo_revision(memo, "so")))
    assert (now.lineage, now.target, now.about, now.text) == (made, "case", "p1", "so")
    assert memo not in store.memos(study.store)
    assert set(store.line_of(study.store, "memo", made)) == {made, now.id}
    assert study.problems() == []


def test_memos_are_given_by_what_they_are_on(study):
    every = store.memos(study.store)
    for memo in every:
        assert memo in store.memos(study.store, memo.target)
        assert memo in store.memos(study.store, memo.target, memo.about)
    assert {memo.target for memo in every} == {"project", "transcript", "code", "coding", "case"}
    assert store.memos(study.store, "case", "nobody") == ()


def test_a_memo_on_a_case_is_none_on_a_coding_with_the_same_id(study):
    made = study.code("First", "a01", 3, 8)
    study.record("First", store.memo_draft(made, "x", "case"))
    assert store.find_coding(study.store, made).memo == ""


@pytest.mark.parametrize("end", ["%", "", "zzz"])
def test_what_no_memo_ends_in_is_not_found(empty, end):
    with pytest.raises(NotFoundError, match=r"^there is no live memo "):
        store.find_memo(empty.store, end)


def test_a_star_is_seen_on_every_revision_until_it_is_taken_back(study):
    made = study.code("First", "a01", 3, 8)
    star = study.record("Second", store.star_draft(made))
    assert store.find_coding(study.store, made).starred
    assert store.stars(study.store, study.coders["Second"], made) == (star,)
    assert store.stars(study.store, study.coders["First"], made) == ()
    study.do(store.retract, "Second", [star])
    assert not store.find_coding(study.store, made).starred
