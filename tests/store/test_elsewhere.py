"""What other connections store in the same file is told apart from what one stores oneself."""

import pytest

from qualbench import store


@pytest.fixture
def other(study, study_of):
    """The same file, open a second time."""
    with study_of(study.store.path) as other:
        yield other


def test_what_somebody_else_stored_is_told_once(study, other):
    before = store.seen(study.store)
    other.code("Second", memo="why?")
    now, kinds = store.news(study.store, before)
    assert kinds == {"coding", "memo"}
    assert store.news(study.store, now) == (now, frozenset())


def test_what_one_stores_oneself_is_no_news_and_hides_none(study, other):
    before = store.seen(study.store)
    study.code("First", "a01", 3, 8)
    now, kinds = store.news(study.store, before)
    assert (kinds, now.facts["coding"]) == (frozenset(), before.facts["coding"] + 1)
    other.code("Second")
    assert store.news(study.store, now)[1] == {"coding"}


def test_where_somebody_is_in_a_text_is_no_news_nor_that_the_file_was_folded(study, other):
    before = store.seen(study.store)
    with other.store.writing():
        store.leave(other.store, "Second", {"place": "3:4"})
    other.store.fold()
    now, kinds = store.news(study.store, before)
    assert (kinds, now.facts) == (frozenset(), before.facts)
    assert now.others != before.others


def test_what_is_read_together_stands_as_of_one_moment(study, other):
    with study.store.reading():
        before = study.facts()
        other.code("Second")
        assert study.facts() == before
        with study.store.reading():  # which may be one inside the other
            assert study.facts() == before
    assert len(study.facts()) == len(before) + 1


def test_what_is_read_while_writing_is_what_was_written(study):
    before = len(study.facts("coding"))
    with study.store.writing():
        store.record(study.store, study.coders["First"], study.drafts("First", "a01", 3, 8))
        with study.store.reading():
            assert len(study.facts("coding")) == before + 1
    assert len(study.facts("coding")) == before + 1
