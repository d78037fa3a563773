import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench.agreement import (
    Document,
    Undefined,
    compare,
    confusions,
    krippendorff_alpha,
    profiles,
    tally,
)
from qualbench.model import Span

TURNS = tuple(Span(place * 10, place * 10 + 8) for place in range(4))
KEYS = ("a", "b", "c")
CODES = {key: [key] for key in KEYS}


def coder(*turns):
    """What a coder put on each turn: ``coder("a", "", "a b")``."""
    found = {}
    for span, keys in zip(TURNS, turns, strict=True):
        for key in keys.split():
            found.setdefault(key, []).append(span)
    return found


STUDY = [
    Document(
        "one",
        TURNS,
        {
            "ana": coder("a", "a", "a b", "c"),
            "bo": coder("b", "a", "b", "c"),
            "cy": coder("b", "b", "a", ""),
        },
    ),
    Document("two", TURNS, {"ana": coder("a", "", "", ""), "cy": coder("", "", "", "")}),
    Document("alone", TURNS, {"bo": coder("a", "b", "c", "a")}),
]
ORDER = ["ana", "bo", "cy"]


def test_codes_that_met_are_named_with_what_they_are_of_one_sided_uses():
    found = confusions(STUDY, KEYS, "turn", ORDER)
    # a against b: turn 1 in two pairs, turn 2 in two pairs, turn 3 between bo and cy
    assert found.matrix == ((0, 5, 0), (5, 0, 0), (0, 0, 0))
    # a alone: turn 1 twice, turn 2 twice, turn 3 twice, and once in the second transcript
    assert found.one_sided == (7, 6, 2)
    (pair,) = found.pairs
    assert (pair.first, pair.second, pair.units) == ("a", "b", 5)
    assert (pair.share_of_first, pair.share_of_second) == (5 / 7, 5 / 6)


def test_whoever_used_both_has_confused_neither():
    both = [Document("t", TURNS, {"ana": coder("a b", "", "", ""), "bo": coder("a", "", "", "")})]
    found = confusions(both, KEYS, "turn", ["ana", "bo"])
    assert (found.pairs, found.one_sided) == ((), (0, 1, 0))


def test_characters_are_weighed():
    spans = {"ana": {"a": [Span(0, 5)]}, "bo": {"b": [Span(2, 8)]}}
    found = confusions([Document("t", TURNS, spans)], KEYS, "character", ["ana", "bo"])
    assert [pair.units for pair in found.pairs] == [3]
    assert found.one_sided == (5, 6, 0)


units = st.lists(st.sampled_from(TURNS), unique=True)
coders = st.dictionaries(
    st.sampled_from(ORDER), st.fixed_dictionaries(dict.fromkeys(KEYS, units)), max_size=3
)


@settings(deadline=None)
@given(coders, st.permutations(ORDER))
def test_a_matrix_is_symmetric_and_the_order_of_coders_does_not_matter(by_coder, order):
    found = confusions([Document("t", TURNS, by_coder)], KEYS, "turn", ORDER)
    assert found.matrix == tuple(zip(*found.matrix, strict=True))
    assert found == confusions([Document("t", TURNS, by_coder)], KEYS, "turn", order)
    for row, alone in zip(found.matrix, found.one_sided, strict=True):
        assert max(row) <= alone


def profiled(study=STUDY, order=ORDER):
    counted = tally(study, CODES, {}, "turn", order)
    return {one.coder: one for one in profiles(study, CODES, counted)}


def told(standing):
    return [(one.name, one.alone, one.lacking) for one in standing]


def test_a_profile_says_where_a_coder_stands_alone():
    found = profiled()
    # ana: a on turn 1 of each; cy: b on turn 2, a on turn 3 is shared; c on turn 4 lacks cy
    assert told(found["ana"].codes) == [("a", 2, 0), ("b", 0, 1)]
    assert told(found["ana"].transcripts) == [("one", 1, 1), ("two", 1, 0)]
    assert told(found["bo"].codes) == [("a", 0, 1)]
    assert told(found["cy"].codes) == [("a", 0, 2), ("b", 1, 1), ("c", 0, 1)]


def test_alpha_without_a_coder_is_that_of_the_others():
    found, order = profiled(), ["ana", "cy"]
    pair = compare(STUDY, CODES, {}, "turn", order)
    assert found["bo"].without == pytest.approx(pair.pooled.alpha.value)
    assert found["bo"].alpha == pytest.approx(
        compare(STUDY, CODES, {}, "turn", ORDER).pooled.alpha.value
    )


def test_kappa_of_a_coder_is_the_mean_with_each_other():
    with_each = [
        compare(STUDY, CODES, {}, "turn", ["bo", other]).pooled.kappa.value
        for other in ("ana", "cy")
    ]
    assert profiled()["bo"].kappa == pytest.approx(sum(with_each) / 2)


def test_without_one_of_two_there_is_nothing_to_compare():
    found = profiled(order=["ana", "bo"])
    assert found["ana"].without == Undefined("no unit was finished by two of these coders")
    used = {"ana": "a a ab c", "bo": "b a b c"}
    rows = [[key in turn for turn in of.split() for key in KEYS] for of in used.values()]
    assert found["ana"].alpha == pytest.approx(krippendorff_alpha(rows))
