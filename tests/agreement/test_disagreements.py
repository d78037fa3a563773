"""Where coders differ: what belongs together, what kind it is, and what needs no decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement.disagreements import Marked, disagreements
from qualbench.model import Span

TURNS = (Span(0, 40), Span(40, 100))


def found(tolerance=0, **coders):
    """Agreed as (key, start, end); disagreements as (kind, parts, absent)."""
    number = iter(range(1000))
    codings = {
        coder: [Marked(f"{next(number):03}", Span(start, end), key) for start, end, key in marks]
        for coder, marks in coders.items()
    }
    agreed, apart = disagreements(codings, TURNS, tolerance)
    return (
        [(one.key, one.span.start, one.span.end) for one in agreed],
        [
            (
                one.kind,
                [(p.coder, p.span.start, p.span.end, p.key) for p in one.parts],
                one.absent,
            )
            for one in apart
        ],
    )


def test_the_same_span_of_the_same_code_is_agreed():
    assert found(ana=[(0, 10, "x")], bo=[(0, 10, "x")]) == ([("x", 0, 10)], [])


def test_edges_within_the_tolerance_are_agreed_and_the_longer_span_is_taken():
    marks = {"ana": [(2, 10, "x")], "bo": [(0, 9, "x")], "cy": [(1, 9, "x")]}
    assert found(2, **marks) == ([("x", 0, 9)], [])
    agreed, apart = found(1, **marks)
    assert (agreed, [one[0] for one in apart]) == ([], ["edges"])


def test_of_equally_long_spans_the_earliest_is_taken():
    assert found(2, ana=[(2, 10, "x")], bo=[(0, 8, "x")])[0] == [("x", 0, 8)]


def test_what_a_coder_lacks_is_missed():
    parts = [("ana", 0, 10, "x")]
    assert found(ana=[(0, 10, "x")], bo=[]) == ([], [("missed", parts, ("bo",))])
    two = [("ana", 0, 10, "x"), ("bo", 5, 12, "x")]
    assert found(ana=[(0, 10, "x")], bo=[(5, 12, "x")], cy=[]) == ([], [("missed", two, ("cy",))])


def test_one_span_against_two_is_split_unless_the_gap_is_within_the_tolerance():
    marks = {"ana": [(0, 10, "x")], "bo": [(0, 4, "x"), (5, 10, "x")]}
    agreed, ((kind, parts, absent),) = found(0, **marks)
    assert (agreed, kind, len(parts), absent) == ([], "split", 3, ())
    assert found(1, **marks) == ([("x", 0, 10)], [])


def test_one_coders_overlapping_or_touching_codings_are_one():
    marks = {"ana": [(0, 6, "x"), (4, 8, "x"), (8, 10, "x")], "bo": [(0, 10, "x")]}
    assert found(**marks) == ([("x", 0, 10)], [])


def test_different_codes_on_the_same_words_are_another_construct():
    _, ((kind, parts, absent),) = found(ana=[(0, 10, "x")], bo=[(2, 12, "y")])
    assert kind == "other construct"
    assert parts == [("ana", 0, 10, "x"), ("bo", 2, 12, "y")]
    assert absent == ()


def test_three_codes_of_three_coders_are_one_disagreement_and_who_has_none_is_absent():
    marks = {"ana": [(0, 10, "x")], "bo": [(0, 10, "y")], "cy": [(0, 9, "z")]}
    _, ((kind, parts, absent),) = found(**marks)
    assert (kind, len(parts), absent) == ("other construct", 3, ())
    _, ((_, _, absent),) = found(**marks, di=[])
    assert absent == ("di",)


def test_a_code_that_its_coder_gave_beside_another_is_missed_not_another_construct():
    _, apart = found(ana=[(0, 10, "x"), (0, 10, "y")], bo=[])
    assert [kind for kind, _, _ in apart] == ["missed", "missed"]


def test_the_best_overlap_is_joined_first():
    _, apart = found(ana=[(0, 10, "x"), (8, 20, "z")], bo=[(0, 11, "y")])
    assert [(kind, [part[3] for part in parts]) for kind, parts, _ in apart] == [
        ("other construct", ["x", "y"]),
        ("missed", ["z"]),
    ]


def test_one_code_twice_in_a_turn_without_overlap_is_a_matter_of_edges():
    _, ((kind, parts, _),) = found(ana=[(0, 10, "x")], bo=[(20, 30, "x")])
    assert (kind, len(parts)) == ("edges", 2)


def test_in_two_turns_it_is_missed_twice():
    _, apart = found(ana=[(0, 10, "x")], bo=[(50, 60, "x")])
    assert [kind for kind, _, _ in apart] == ["missed", "missed"]


def test_the_nearest_of_several_in_a_turn_is_joined():
    _, apart = found(ana=[(0, 5, "x"), (12, 15, "x")], bo=[(20, 30, "x")])
    assert [(kind, len(parts)) for kind, parts, _ in apart] == [("missed", 1), ("edges", 2)]


def test_codings_in_one_turn_that_are_not_by_all_coders_stay_apart():
    _, apart = found(ana=[(0, 5, "x")], bo=[(10, 15, "x")], cy=[])
    assert [(kind, absent) for kind, _, absent in apart] == [
        ("missed", ("bo", "cy")),
        ("missed", ("ana", "cy")),
    ]


def test_an_agreed_code_is_not_joined_with_another_on_its_words():
    agreed, apart = found(ana=[(0, 10, "x")], bo=[(0, 10, "x"), (0, 10, "y")])
    assert agreed == [("x", 0, 10)]
    assert apart == [("missed", [("bo", 0, 10, "y")], ("ana",))]


@pytest.mark.parametrize("coders", [{}, {"ana": []}, {"ana": [], "bo": []}])
def test_nothing_coded_is_nothing_to_reconcile(coders):
    assert found(**coders) == ([], [])


def test_they_come_in_reading_order():
    marks = [(20, 30, "a"), (0, 10, "b")]
    assert found(ana=marks, bo=marks)[0] == [("b", 0, 10), ("a", 20, 30)]
    marks = [(50, 60, "a"), (0, 10, "b"), (0, 9, "c"), (0, 9, "a")]
    _, apart = found(ana=marks, bo=[])
    assert [parts[0][1:] for _, parts, _ in apart] == [
        (0, 9, "a"),
        (0, 9, "c"),
        (0, 10, "b"),
        (50, 60, "a"),
    ]


_MARK = st.tuples(st.integers(0, 60), st.integers(1, 25), st.sampled_from("xyz"))
_TRANSCRIPT = st.lists(st.lists(_MARK, max_size=6), min_size=1, max_size=4)
_TOLERANCE = st.integers(0, 12)


def _marked(drawn):
    number = iter(range(1000))
    return {
        f"coder {place}": [
            Marked(f"{next(number):03}", Span(start, start + length), key)
            for start, length, key in marks
        ]
        for place, marks in enumerate(drawn)
    }


@given(_TRANSCRIPT, _TOLERANCE)
def test_every_coding_lies_in_exactly_one_place(drawn, tolerance):
    codings = _marked(drawn)
    agreed, apart = disagreements(codings, TURNS, tolerance)
    ids = [fact for one in (*agreed, *apart) for fact in one.ids]
    assert sorted(ids) == sorted(one.id for marks in codings.values() for one in marks)


@given(_TRANSCRIPT, _TOLERANCE)
def test_the_order_of_coders_and_codings_does_not_matter(drawn, tolerance):
    codings = _marked(drawn)
    turned = {coder: marks[::-1] for coder, marks in reversed(codings.items())}
    assert disagreements(codings, TURNS, tolerance) == disagreements(turned, TURNS, tolerance)


@given(st.lists(_MARK, max_size=8), st.integers(1, 4), _TOLERANCE)
def test_identical_coders_never_disagree(marks, number, tolerance):
    agreed, apart = disagreements(_marked([marks] * number), TURNS, tolerance)
    assert apart == ()
    assert bool(agreed) == bool(marks)


@given(_TRANSCRIPT, _TOLERANCE, _TOLERANCE)
def test_tolerance_only_makes_fewer(drawn, one, other):
    codings, (less, more) = _marked(drawn), sorted((one, other))
    strict, lax = disagreements(codings, TURNS, less), disagreements(codings, TURNS, more)
    assert set(strict[0]) <= set(lax[0])
    assert set(lax[1]) <= set(strict[1])


@given(_TRANSCRIPT, _TOLERANCE)
def test_a_coders_duplicate_changes_nothing(drawn, tolerance):
    before = _marked(drawn)
    codings = {coder: list(marks) for coder, marks in before.items()}
    extra = {
        f"{one.id} again": coder
        for coder, marks in before.items()
        for one in marks
        if one.key > "x"
    }
    for fact, coder in extra.items():
        twin = next(one for one in codings[coder] if one.id == fact.removesuffix(" again"))
        codings[coder].append(Marked(fact, twin.span, twin.key))

    def said(codings):
        agreed, apart = disagreements(codings, TURNS, tolerance)
        parts = [[(p.coder, p.span, p.key) for p in one.parts] for one in apart]
        kinds = [(one.kind, one.absent) for one in apart]
        return [(one.key, one.span) for one in agreed], kinds, parts

    assert said(before) == said(codings)


@given(_TRANSCRIPT, _TOLERANCE)
def test_kinds_say_what_they_say(drawn, tolerance):
    codings = _marked(drawn)
    for one in disagreements(codings, TURNS, tolerance)[1]:
        coders = [part.coder for part in one.parts]
        assert {*coders, *one.absent} == set(codings)
        if one.kind == "other construct":
            assert len(one.keys) > 1
        else:
            assert len(one.keys) == 1
            assert bool(one.absent) == (one.kind == "missed")
            assert (len(coders) > len(set(coders))) >= (one.kind == "split")
