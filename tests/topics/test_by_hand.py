"""Topics parted by hand, and described by their texts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import RefusedError
from qualbench.topics import OUTSIDE, described, parted


def around(*middles, spread=0.02):
    """Rows near to some of the axes: how many around each, by axis."""
    numbers = np.random.default_rng(3)
    rows = [np.eye(8)[axis] + numbers.normal(0, spread, 8) for axis in middles]
    return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def members(labels, number):
    return [index for index, label in enumerate(labels) if label == number]


# Parted


def test_what_lies_together_is_one_part_and_the_largest_comes_first():
    rows = around(2, 0, 1, 0, 2, 0)
    assert parted(rows, 3) == (1, 0, 2, 0, 1, 0)


def test_of_equally_large_parts_the_first_comes_first():
    assert parted(around(5, 3, 3, 5), 2) == (0, 1, 1, 0)
    assert parted(around(3, 5, 5, 3), 2) == (0, 1, 1, 0)


def test_the_same_rows_are_parted_alike_and_their_order_does_not_matter(talk):
    rows = talk.vectors[:80]
    first = parted(rows, 4)
    assert parted(rows.copy(), 4) == first
    turned = parted(rows[::-1], 4)[::-1]
    assert {tuple(members(first, n)) for n in range(4)} == {
        tuple(members(turned, n)) for n in range(4)
    }


@given(st.integers(2, 12), st.integers(2, 12), st.integers(0, 99))
def test_there_are_as_many_parts_as_were_asked_for_in_order_of_size(texts, parts, seed):
    rows = np.random.default_rng(seed).normal(size=(texts, 4)).astype(np.float32)
    if parts > texts:
        with pytest.raises(RefusedError):
            parted(rows, parts)
        return
    found = parted(rows, parts)
    sizes = [found.count(part) for part in range(parts)]
    assert sum(sizes) == texts
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) > 0


@pytest.mark.parametrize("parts", [-1, 0, 1, 4])
def test_fewer_than_two_parts_or_more_than_texts_are_refused(parts):
    with pytest.raises(RefusedError, match=f"3 texts cannot be parted in {parts}"):
        parted(around(0, 1, 2), parts)


# Described


@pytest.fixture(scope="module")
def again(talk, run):
    return described(talk.texts, talk.vectors, run.labels)


def test_the_topics_of_a_search_are_described_as_it_described_them(run, again):
    """But that of phrases that weigh as much as one another another may come first, or last."""
    assert [(t.number, t.size) for t in again] == [(t.number, t.size) for t in run.topics]
    assert [t.quotes for t in again] == [t.quotes for t in run.topics]
    same = [one.phrases == t.phrases for one, t in zip(again, run.topics, strict=True)]
    assert same.count(False) <= len(same) / 10
    for one, topic in zip(again, run.topics, strict=True):
        assert len({*one.phrases} ^ {*topic.phrases}) <= 2


def test_numbers_may_be_any_and_what_lies_outside_is_no_topic(talk, run):
    labels = [40 if label == 2 else label for label in run.labels]
    found = described(talk.texts, talk.vectors, labels)
    assert [t.number for t in found] == sorted({*labels} - {OUTSIDE})
    assert [(t.size, t.quotes) for t in found if t.number == 40] == [
        (t.size, t.quotes) for t in run.topics if t.number == 2
    ]


def test_quotes_are_the_texts_nearest_to_the_middle(talk, run, again):
    for topic in again:
        inside = members(run.labels, topic.number)
        middle = talk.vectors[inside].mean(axis=0)
        near = (talk.vectors[list(topic.quotes)] @ middle).round(5).tolist()
        assert near == sorted(near, reverse=True)
        assert near[0] == pytest.approx((talk.vectors[inside] @ middle).max(), abs=1e-5)


def test_where_all_lies_outside_there_is_nothing_to_describe(talk):
    assert described(talk.texts[:9], talk.vectors[:9], [OUTSIDE] * 9) == ()
    assert described([], talk.vectors[:0], []) == ()
