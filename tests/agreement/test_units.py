"""Counting units from spans, held against counting them one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement import TwoByTwo, characters, turns
from qualbench.model import Span

WORDS = [Span(5, 20), Span(25, 40), Span(48, 60)]  # labels before each, text ends at 60

spans = st.lists(
    st.tuples(st.integers(0, 70), st.integers(0, 12)).map(lambda s: Span(s[0], s[0] + s[1])),
    max_size=6,
)
edges = st.lists(st.integers(0, 70), unique=True, max_size=10).map(sorted)
turn_words = edges.map(lambda cut: [Span(*pair) for pair in zip(cut[::2], cut[1::2], strict=False)])
count_by = pytest.mark.parametrize("count", [turns, characters])


def code_points(*several):
    return {point for spans in several for span in spans for point in range(span.start, span.end)}


def crossed(units, first, second):
    return TwoByTwo(
        both=sum(first(unit) and second(unit) for unit in units),
        only_first=sum(first(unit) and not second(unit) for unit in units),
        only_second=sum(second(unit) and not first(unit) for unit in units),
        neither=sum(not first(unit) and not second(unit) for unit in units),
    )


def test_a_turn_is_coded_from_its_first_shared_code_point():
    assert turns(WORDS, [Span(19, 26)], [Span(20, 25)]) == TwoByTwo(0, 2, 0, 1)


def test_characters_are_counted_inside_the_words_only():
    assert characters(WORDS, [Span(0, 10)], [Span(8, 30)]) == TwoByTwo(2, 3, 15, 22)


def test_the_label_of_a_speaker_is_nobodys_unit():
    assert turns(WORDS, [Span(40, 48)], []) == TwoByTwo(neither=3)
    assert characters(WORDS, [Span(40, 48)], []) == TwoByTwo(neither=42)


def test_a_turn_without_words_is_no_unit():
    assert turns([Span(5, 5), Span(6, 9)], [Span(0, 9)], []) == TwoByTwo(only_first=1)


def test_an_empty_coding_codes_nothing():
    assert turns(WORDS, [Span(10, 10)], []) == TwoByTwo(neither=3)


@count_by
def test_no_words_make_no_units(count):
    assert count([], [Span(0, 5)], [Span(2, 9)]) == TwoByTwo()


@given(words=turn_words, first=spans, second=spans)
def test_characters_equal_a_count_one_by_one(words, first, second):
    by_first, by_second = code_points(first), code_points(second)
    expected = crossed(code_points(words), by_first.__contains__, by_second.__contains__)
    assert characters(words, first, second) == expected


@given(words=turn_words, first=spans, second=spans)
def test_turns_equal_a_count_one_by_one(words, first, second):
    def coded_by(spans):
        return lambda turn: bool(code_points([turn]) & code_points(spans))

    assert turns(words, first, second) == crossed(words, coded_by(first), coded_by(second))


@count_by
@given(words=turn_words, first=spans, second=spans)
def test_merging_a_coders_overlapping_codings_changes_nothing(count, words, first, second):
    points = code_points(first)
    merged = [
        Span(start, next(end for end in range(start, 99) if end not in points))
        for start in points
        if start - 1 not in points
    ]
    assert count(words, merged, second) == count(words, first, second)
    assert count(words, first + merged, second) == count(words, first, second)


@count_by
@given(words=turn_words, first=spans, second=spans)
def test_codings_outside_the_words_change_nothing(count, words, first, second):
    outside = [Span(point, point + 1) for point in set(range(99)) - code_points(words)]
    assert count(words, first + outside, second) == count(words, first, second)


@count_by
@given(words=turn_words, first=spans, second=spans)
def test_swapping_the_coders_swaps_what_only_one_coded(count, words, first, second):
    (both, only_first), (only_second, neither) = count(words, first, second).table()
    assert count(words, second, first) == TwoByTwo(both, only_second, only_first, neither)
