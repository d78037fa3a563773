"""Topics keep their numbers when texts are added, where they are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.model import Topic, TopicRun
from qualbench.topics import OUTSIDE, find_topics, renumbered
from qualbench.topics.same import jaccard, matched


def run_of(labels):
    numbers = sorted(set(labels) - {OUTSIDE}, key=lambda n: (-labels.count(n), n))
    topics = tuple(Topic(n, labels.count(n), (), ()) for n in numbers)
    return TopicRun(topics, tuple(labels), "", "", 0, (), ())


def test_a_topic_with_the_same_texts_keeps_its_number_and_a_new_one_gets_a_new_number():
    old = run_of([1, 1, 1, 2, 2, -1])
    new = run_of([2, 2, 2, 1, 1, -1, 3, 3])
    made = renumbered(new, list("abcdefgh"), old, list("abcdef"))
    assert made.labels == (1, 1, 1, 2, 2, -1, 3, 3)
    assert [(topic.number, topic.size) for topic in made.topics] == [(1, 3), (2, 2), (3, 2)]


def test_texts_that_only_one_run_has_do_not_count():
    old = run_of([7, 7, 7])
    new = run_of([1] * 9)
    assert renumbered(new, range(9), old, range(3)).labels == (7,) * 9


def test_a_number_that_is_gone_is_not_given_again():
    old = run_of([1, 1, 2, 2])
    new = run_of([-1, -1, 1, 1, 2, 2])
    assert renumbered(new, range(6), old, range(4)).labels == (-1, -1, 2, 2, 3, 3)
    assert renumbered(new, range(6), old, range(4), after=9).labels == (-1, -1, 2, 2, 10, 10)


def test_of_two_halves_one_at_most_keeps_the_number():
    made = renumbered(run_of([1, 1, 2, 2]), range(4), run_of([5] * 4), range(4))
    assert sorted(set(made.labels)) == [5, 6]


def test_every_text_needs_a_key():
    with pytest.raises(ValueError, match="zip"):
        renumbered(run_of([1]), [], run_of([1]), [0])


@given(st.lists(st.integers(-1, 5).filter(bool), min_size=1))
def test_a_run_keeps_its_own_numbers(labels):
    run = run_of(labels)
    assert renumbered(run, range(len(labels)), run, range(len(labels))) == run


@given(
    st.lists(st.sampled_from([-1, 1, 2, 3]), min_size=20, max_size=20),
    st.lists(st.sampled_from([-1, 1, 2, 3]), min_size=20, max_size=20),
)
def test_renumbering_puts_no_text_into_another_topic(one, other):
    made = renumbered(run_of(one), range(20), run_of(other), range(20))
    assert len(set(zip(one, made.labels, strict=True))) == len(set(one)) == len(set(made.labels))
    assert [label == OUTSIDE for label in made.labels] == [label == OUTSIDE for label in one]


def test_jaccard_is_the_share_of_what_is_common():
    assert jaccard({1, 2, 3}, {2, 3, 4}) == 0.5
    assert jaccard(set(), set()) == 0
    assert matched({}, {1: {1}}) == {}


def test_most_topics_of_the_sample_keep_their_numbers_when_a_transcript_is_added(talk, run):
    fewer = find_topics(talk.texts[30:], talk.vectors[30:])
    made = renumbered(run, talk.texts, fewer, talk.texts[30:])
    before = {topic.number for topic in fewer.topics}
    kept = [topic for topic in made.topics if topic.number in before]
    assert len(kept) >= len(fewer.topics) / 2
    assert len({topic.number for topic in made.topics}) == len(run.topics)
