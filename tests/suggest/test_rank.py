"""Codes ranked: by hand in two dimensions, by laws, and by the real model."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualbench.language import embed
from qualbench.model import Reason, Span, Suggestion
from qualbench.suggest import Evidence, Unit, suggest

HERE = Unit(Span(3, 9))
EAST, NORTH, NORTHEAST = (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)


def quote(key, source="q1", text="quoted", weight=1.0):
    return Evidence(key, "quote", source, text, weight)


def definition(key, text="defined"):
    return Evidence(key, "definition", key.partition("@")[0], text, 5.0)


def ranked(evidence, vectors, unit=EAST, exclude=(), top=9):
    (found,) = suggest(
        [replace(HERE, exclude=frozenset(exclude))],
        np.array([unit]),
        evidence,
        np.array(vectors, dtype=np.float32).reshape(len(evidence), len(unit)),
        top,
    )
    return found


def scores(suggestions):
    return {found.key: found.similarity for found in suggestions}


keys = st.sampled_from(["a", "b", "c", "p", "p@x", "p@y"])
pieces = st.builds(
    Evidence,
    key=keys,
    kind=st.sampled_from(["quote", "definition"]),
    source=st.sampled_from("123"),
    text=st.sampled_from(["one", "two"]),
    weight=st.sampled_from([0.5, 1.0, 5.0]),
)
arrows = st.tuples(*[st.integers(-3, 3)] * 3)
known = st.lists(st.tuples(pieces, arrows), max_size=8)


def of(pairs, unit, exclude=(), top=9):
    return ranked([p for p, _ in pairs], [v for _, v in pairs], unit, exclude, top)


def test_a_definition_weighs_as_much_as_five_quotes():
    evidence = [definition("a"), *(quote("a", source) for source in "12345")]
    (found,) = ranked(evidence, [EAST, *[NORTH] * 5])
    assert found.similarity == pytest.approx(np.sqrt(0.5), abs=1e-6)


def test_a_suggestion_says_where_how_near_and_why():
    evidence = [quote("a", "q1", "far"), quote("a", "q2", "near"), definition("b")]
    assert ranked(evidence, [NORTH, EAST, NORTH]) == (
        Suggestion(Span(3, 9), "a", 0.707107, Reason("quote", "q2", "near", 1.0)),
        Suggestion(Span(3, 9), "b", 0.0, Reason("definition", "b", "defined", 0.0)),
    )


def test_the_length_of_a_vector_does_not_matter():
    evidence = [quote("a"), quote("b")]
    assert ranked(evidence, [NORTHEAST, NORTH], (7.0, 0.0)) == ranked(
        evidence, [(0.1, 0.1), (0.0, 9.0)]
    )


def test_equal_codes_stand_in_the_order_of_their_keys():
    evidence = [quote("c"), quote("a"), quote("b")]
    assert list(scores(ranked(evidence, [EAST] * 3))) == ["a", "b", "c"]


def test_only_as_many_as_wanted_are_suggested():
    assert list(scores(ranked([quote("a"), quote("b")], [NORTH, EAST], top=1))) == ["b"]


def test_a_pair_of_code_and_role_has_its_quotes_and_the_definition_of_the_code():
    evidence = [definition("p"), quote("p@x"), quote("p@y")]
    found = ranked(evidence, [EAST, EAST, NORTH])
    assert scores(found) == {"p@x": 1.0, "p@y": pytest.approx(5 / np.sqrt(26), abs=1e-6)}
    assert found[1].reason == Reason("definition", "p", "defined", 1.0)


def test_a_code_with_quotes_of_its_own_is_suggested_beside_its_pairs():
    evidence = [definition("p"), quote("p"), quote("p@x")]
    assert scores(ranked(evidence, [EAST] * 3)).keys() == {"p", "p@x"}


def test_a_lighter_quote_counts_less():
    evidence = [quote("a"), quote("a", "q2", weight=0.5)]
    assert scores(ranked(evidence, [NORTH, EAST]))["a"] == pytest.approx(1 / np.sqrt(5), abs=1e-6)


def test_many_quotes_are_summed_exactly():
    vectors = np.random.default_rng(1).normal(size=(5000, 8)).astype(np.float32)
    unit = vectors[0].tolist()
    rows = [[x / math.hypot(*row) for x in row] for row in vectors.tolist()]
    blend = [math.fsum(column) for column in zip(*rows, strict=True)]
    cosine = (
        sum(x * y for x, y in zip(blend, unit, strict=True))
        / math.hypot(*blend)
        / math.hypot(*unit)
    )
    (found,) = ranked([quote("a", str(i)) for i in range(5000)], vectors, unit)
    assert found.similarity == round(cosine, 6)


def test_evidence_that_cancels_out_has_no_similarity():
    assert scores(ranked([quote("a"), quote("a", "q2")], [EAST, (-1.0, 0.0)])) == {"a": 0.0}


def test_without_evidence_nothing_is_suggested():
    assert suggest([HERE, HERE], np.ones((2, 2)), [], np.empty((0, 2))) == ((), ())


def test_without_units_there_is_nothing_to_suggest_for():
    assert suggest([], np.empty((0, 2)), [quote("a")], np.array([EAST])) == ()


def test_each_unit_has_its_own_suggestions_and_exclusions():
    units = [Unit(Span(0, 1)), Unit(Span(1, 2), frozenset("b")), Unit(Span(2, 3), frozenset("ab"))]
    vectors = np.array([NORTH, NORTH, EAST])
    found = suggest(units, vectors, [quote("a"), quote("b")], np.array([EAST, NORTH]), 1)
    assert [[(s.span, s.key) for s in each] for each in found] == [
        [(Span(0, 1), "b")],
        [(Span(1, 2), "a")],
        [],
    ]


@pytest.mark.parametrize(("units", "rows"), [(2, 1), (1, 2)])
def test_matrices_of_another_length_are_refused(units, rows):
    with pytest.raises(ValueError, match="argument 2 is"):
        suggest([HERE], np.ones((units, 2)), [quote("a")], np.ones((rows, 2)))


@given(known=known, unit=arrows, excluded=keys)
def test_an_exclusion_takes_away_just_that_key(known, unit, excluded):
    without = of(known, unit, [excluded])
    assert without == tuple(found for found in of(known, unit) if found.key != excluded)


@given(known=known, unit=arrows, data=st.data())
def test_the_order_of_the_evidence_does_not_matter(known, unit, data):
    shuffled = data.draw(st.permutations(known))
    assert of(shuffled, unit) == of(known, unit)


@given(known=known, unit=arrows)
def test_suggestions_fall_in_similarity_and_name_no_key_twice(known, unit):
    found = of(known, unit)
    assert found == tuple(sorted(found, key=lambda s: (-s.similarity, s.key)))
    assert len(scores(found)) == len(found)
    assert all(-1 <= s.similarity <= 1 for s in found)


@given(known=known, unit=arrows, top=st.integers(0, 4))
def test_a_shorter_list_is_the_beginning_of_a_longer_one(known, unit, top):
    assert of(known, unit, top=top) == of(known, unit)[:top]


@given(known=known, unit=arrows)
def test_a_reason_is_the_nearest_piece_of_evidence(known, unit):
    for found in of(known, unit):
        nearest = max(
            of([pair], unit)[0].similarity
            for pair in known
            if pair[0].key == found.key
            or (pair[0].kind == "definition" and found.key.startswith(f"{pair[0].key}@"))
        )
        assert found.reason.similarity == nearest


@given(known=known, unit=arrows, other=st.tuples(pieces, arrows))
def test_the_evidence_for_one_code_changes_no_other(known, unit, other):
    family = other[0].key[0]
    before, after = scores(of(known, unit)), scores(of([*known, other], unit))
    for found in (before, after):
        for key in [key for key in found if key[0] == family]:
            del found[key]
    assert after == pytest.approx(before, abs=2e-6)


@given(known=known, unit=arrows)
def test_removing_the_quote_that_is_the_reason_changes_the_suggestion(known, unit):
    suggestions = of(known, unit)
    assume(suggestions)
    first = suggestions[0]
    reason = (first.reason.kind, first.reason.source, first.reason.text)
    kept = [(p, v) for p, v in known if (p.kind, p.source, p.text) != reason]
    again = [found for found in of(kept, unit) if found.key == first.key]
    assert again != [first]


def test_the_real_model_finds_the_code_and_the_quote():
    evidence = [
        definition("cost", "Cost: what it costs to buy and to run"),
        definition("space", "Space: rooms and physical places"),
        quote("cost", "q1", "Nobody pays for the supervision hour."),
        quote("space", "q2", "There is no private room where the baby can stay."),
    ]
    units = [Unit(Span(0, 40)), Unit(Span(41, 80))]
    words = [
        "We met in the hallway, as every office was taken.",
        "Who will pay for the supervision?",
    ]
    found = suggest(units, embed(words), evidence, embed([piece.text for piece in evidence]), 1)
    assert [[(s.key, s.reason.kind) for s in each] for each in found] == [
        [("space", "definition")],
        [("cost", "quote")],
    ]
