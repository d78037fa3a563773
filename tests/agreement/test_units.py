"""Who marked which unit, held against looking at every code point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement import Document, marks
from qualbench.model import Span

WORDS = (Span(5, 20), Span(25, 40), Span(48, 60))  # labels before each, text ends at 60

spans = st.lists(
    st.tuples(st.integers(0, 70), st.integers(0, 12)).map(lambda s: Span(s[0], s[0] + s[1])),
    max_size=6,
)
edges = st.lists(st.integers(0, 70), unique=True, max_size=10).map(sorted)
turn_words = edges.map(
    lambda cut: tuple(Span(*pair) for pair in zip(cut[::2], cut[1::2], strict=False))
)
by_unit = pytest.mark.parametrize("unit", ["turn", "character"])


def code_points(*several):
    return {point for spans in several for span in spans for point in range(span.start, span.end)}


def marked(words, unit, *coders, families=None):
    """The sum of weights by what the coders did: ``{(True, False): 7}``, one code ``k``."""
    names = [str(number) for number in range(len(coders))]
    by_coder = {name: {"k": tuple(of)} for name, of in zip(names, coders, strict=True)}
    of = marks(Document("t", words, by_coder), ["k"], unit, names)
    found = {}
    for weight, done in zip(of.weights.tolist(), of.used[:, :, 0].T.tolist(), strict=True):
        found[tuple(done)] = found.get(tuple(done), 0) + weight
    return found


def one_by_one(units, *coders):
    found = {}
    for unit in units:
        done = tuple(coded(unit) for coded in coders)
        found[done] = found.get(done, 0) + 1
    return found


def test_a_turn_is_marked_from_its_first_shared_code_point():
    assert marked(WORDS, "turn", [Span(19, 26)], [Span(20, 25)]) == {
        (True, False): 2,
        (False, False): 1,
    }


def test_characters_are_counted_inside_the_words_only():
    assert marked(WORDS, "character", [Span(0, 10)], [Span(8, 30)]) == {
        (True, True): 2,
        (True, False): 3,
        (False, True): 15,
        (False, False): 22,
    }


@by_unit
def test_the_label_of_a_speaker_is_nobodys_unit(unit):
    assert set(marked(WORDS, unit, [Span(40, 48)], [])) == {(False, False)}


@by_unit
def test_a_turn_without_words_is_no_unit(unit):
    words = (Span(5, 5), Span(6, 9))
    found = marked(words, unit, [Span(0, 9)], [])
    assert found == {(True, False): 1 if unit == "turn" else 3}


@by_unit
def test_an_empty_coding_marks_nothing(unit):
    assert set(marked(WORDS, unit, [Span(10, 10)], [])) == {(False, False)}


@by_unit
def test_no_words_make_no_units(unit):
    assert marked((), unit, [Span(0, 5)], [Span(2, 9)]) == {}


@by_unit
def test_who_has_not_finished_is_missing_and_who_used_nothing_is_there(unit):
    of = marks(Document("t", WORDS, {"ana": {}, "bo": {}}), ["k"], unit, ["cy", "bo", "ana"])
    assert of.coders == ("bo", "ana")
    assert of.used.shape[0] == 2
    assert not of.used.any()


@given(words=turn_words, first=spans, second=spans, third=spans)
def test_characters_equal_a_count_one_by_one(words, first, second, third):
    expected = one_by_one(
        code_points(words), *(code_points(of).__contains__ for of in (first, second, third))
    )
    assert marked(words, "character", first, second, third) == expected


@given(words=turn_words, first=spans, second=spans, third=spans)
def test_turns_equal_a_count_one_by_one(words, first, second, third):
    def coded_by(spans):
        return lambda turn: bool(code_points([turn]) & code_points(spans))

    expected = one_by_one(words, *(coded_by(of) for of in (first, second, third)))
    assert marked(words, "turn", first, second, third) == expected


@by_unit
@given(words=turn_words, first=spans, second=spans)
def test_merging_a_coders_overlapping_codings_changes_nothing(unit, words, first, second):
    points = code_points(first)
    merged = [
        Span(start, next(end for end in range(start, 99) if end not in points))
        for start in points
        if start - 1 not in points
    ]
    assert marked(words, unit, merged, second) == marked(words, unit, first, second)
    assert marked(words, unit, first + merged, second) == marked(words, unit, first, second)


@by_unit
@given(words=turn_words, first=spans, second=spans)
def test_codings_outside_the_words_change_nothing(unit, words, first, second):
    outside = [Span(point, point + 1) for point in set(range(99)) - code_points(words)]
    assert marked(words, unit, first + outside, second) == marked(words, unit, first, second)


def read(families, **coders):
    """Who is read as having used which key on the one turn that there is."""
    words = (Span(0, 9),)
    by_coder = {name: {key: (Span(1, 2),) for key in keys} for name, keys in coders.items()}
    keys = ["x.a", "x.b", "y.c", "x.a@r", "x.b@r"]
    of = marks(Document("t", words, by_coder), keys, "turn", list(coders), families)
    return [
        {key for key, used in zip(keys, row, strict=True) if used} for row in of.used[:, 0].tolist()
    ]


FAMILIES = {"x.a": "x", "x.b": "x", "y.c": "y", "x.a@r": "x@r", "x.b@r": "x@r"}


def test_a_sibling_will_do_where_somebody_used_the_code():
    assert read(FAMILIES, ana=["x.a"], bo=["x.b"], cy=["y.c"]) == [
        {"x.a", "x.b"},
        {"x.a", "x.b"},
        {"y.c"},
    ]


def test_a_sibling_alone_stays_what_it_is():
    assert read(FAMILIES, ana=["x.a"], bo=[]) == [{"x.a"}, set()]


def test_siblings_are_of_one_role():
    assert read(FAMILIES, ana=["x.a@r"], bo=["x.b"]) == [{"x.a@r"}, {"x.b"}]
    assert read(FAMILIES, ana=["x.a@r"], bo=["x.b@r"]) == [{"x.a@r", "x.b@r"}] * 2


def test_without_families_codes_are_what_they_are():
    assert read(None, ana=["x.a"], bo=["x.b"]) == [{"x.a"}, {"x.b"}]
