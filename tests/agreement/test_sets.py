"""Sets of codes: their distances, the worked example, and laws of alpha with a distance."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement import Undefined, equal, jaccard, krippendorff_alpha, masi, set_alpha

DISTANCES = [equal, jaccard, masi]
NINE_UNITS = "| A| A|A A|B AB|A AB|AC ABC|ABC C|AC C|AC"

code_sets = st.frozensets(st.sampled_from("ABCD"))
coded = st.integers(1, 8).flatmap(
    lambda units: st.lists(
        st.lists(st.none() | code_sets, min_size=units, max_size=units), min_size=2, max_size=4
    )
)


def coders_of(text):
    """One unit a word, one coder each side of the bar, one code a letter."""
    units = [[frozenset(codes) for codes in word.split("|")] for word in text.split()]
    return list(zip(*units, strict=True))


def same(left, right):
    return left == (right if isinstance(right, Undefined) else pytest.approx(right, abs=1e-12))


@pytest.mark.parametrize(
    ("a", "b", "by_jaccard", "by_masi"),
    [
        ("", "", 0, 0),
        ("AB", "AB", 0, 0),
        ("A", "", 1, 1),
        ("A", "B", 1, 1),
        ("A", "AB", Fraction(1, 2), 1 - Fraction(1, 2) * Fraction(2, 3)),
        ("AB", "BC", Fraction(2, 3), 1 - Fraction(1, 3) * Fraction(1, 3)),
        ("ABC", "BCD", Fraction(1, 2), 1 - Fraction(1, 2) * Fraction(1, 3)),
    ],
)
def test_distances_of_two_sets(a, b, by_jaccard, by_masi):
    a, b = frozenset(a), frozenset(b)
    assert (jaccard(a, b), masi(a, b)) == (by_jaccard, by_masi)


@pytest.mark.parametrize(("distance", "exact"), [(masi, 281 / 1029), (jaccard, 196 / 621)])
def test_alpha_of_nine_units_of_two_coders(distance, exact):
    assert set_alpha(coders_of(NINE_UNITS), distance) == pytest.approx(exact, abs=5e-8)


@given(a=code_sets, b=code_sets, c=code_sets)
@pytest.mark.parametrize("distance", DISTANCES)
def test_a_distance_is_one(distance, a, b, c):
    assert (distance(a, b) == 0) == (a == b)
    assert distance(a, b) == distance(b, a) <= 1
    assert distance(a, c) <= distance(a, b) + distance(b, c)


@given(units=coded)
def test_sets_compared_as_wholes_are_nominal_values(units):
    assert same(set_alpha(units, equal), krippendorff_alpha(units))


@pytest.mark.parametrize("distance", DISTANCES)
@given(units=coded, data=st.data())
def test_neither_the_order_of_coders_and_units_nor_the_names_of_codes_matter(distance, units, data):
    coders = data.draw(st.permutations(units))
    columns = data.draw(st.permutations(range(len(units[0]))))
    names = dict(zip("ABCD", data.draw(st.permutations("ABCD")), strict=True))

    def renamed(codes):
        return None if codes is None else frozenset(names[code] for code in codes)

    shuffled = [[renamed(row[place]) for place in columns] for row in coders]
    assert same(set_alpha(units, distance), set_alpha(shuffled, distance))


@pytest.mark.parametrize("distance", DISTANCES)
@given(values=st.lists(code_sets, min_size=1), coders=st.integers(2, 4))
def test_identical_coders_agree_fully_unless_nothing_varies(distance, values, coders):
    alpha = set_alpha([values] * coders, distance)
    if len(set(values)) > 1:
        assert alpha == 1
    else:
        assert alpha == Undefined("the coders gave every unit the same value")


@pytest.mark.parametrize("distance", DISTANCES)
@given(units=coded, codes=code_sets)
def test_a_unit_that_at_most_one_coder_finished_changes_nothing(distance, units, codes):
    longer = [[*row, codes if place == 0 else None, None] for place, row in enumerate(units)]
    assert set_alpha(longer, distance) == set_alpha(units, distance)


def test_without_a_unit_of_two_coders_there_is_no_alpha():
    units = [[frozenset("A"), None], [None, frozenset("A")]]
    assert set_alpha(units, masi) == Undefined("no unit was finished by two coders")
