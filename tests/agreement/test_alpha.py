"""Krippendorff's published examples, and laws that hold for all reliability data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement import Undefined, alpha_of_table, krippendorff_alpha
from qualbench.errors import RefusedError

METRICS = ["nominal", "ordinal", "interval", "ratio"]


def rows(text):
    """One coder a line, ``*`` where the value is missing."""

    def value(word):
        return None if word == "*" else int(word) if word.isdigit() else word

    return [[value(word) for word in line.split()] for line in text.strip().splitlines()]


BINARY = rows("0 1 0 0 0 0 0 0 1 0\n1 1 1 0 0 1 0 0 0 0")
LETTERS = rows("a a b b d c c c e d d a\nb a b b b c c c e d d d")
FOUR_OBSERVERS = rows("""
1 2 3 3 2 1 4 1 2 * * *
1 2 3 3 2 2 4 1 2 5 * 3
* 3 3 3 2 3 4 2 2 5 1 *
1 2 3 3 2 4 4 1 2 5 1 *
""")
THREE_CODERS = rows("""
* * * * * 3 4 1 2 1 1 3 3 * 3
1 * 2 1 3 3 4 3 * * * * * * *
* * 2 1 3 4 4 * 2 1 1 3 3 * 4
""")

reliability_data = st.integers(1, 12).flatmap(
    lambda units: st.lists(
        st.lists(st.none() | st.integers(0, 4), min_size=units, max_size=units),
        min_size=2,
        max_size=4,
    )
)


def same(left, right):
    return left == (right if isinstance(right, Undefined) else pytest.approx(right, abs=1e-12))


@pytest.mark.parametrize(
    ("units", "metric", "published"),
    [
        (BINARY, "nominal", 2 / 21),
        (LETTERS, "nominal", 0.6919643),
        (FOUR_OBSERVERS, "nominal", 0.7434211),
        (FOUR_OBSERVERS, "ordinal", 0.8153875),
        (FOUR_OBSERVERS, "interval", 0.8491071),
        (FOUR_OBSERVERS, "ratio", 0.7974028),
        (THREE_CODERS, "nominal", 0.6913580),
        (THREE_CODERS, "interval", 0.8108449),
        (THREE_CODERS, "ordinal", 0.8067214),
    ],
)
def test_published_alphas(units, metric, published):
    assert krippendorff_alpha(units, metric) == pytest.approx(published, abs=5e-8)


def test_a_table_of_two_coders_has_the_alpha_of_its_units():
    # Both coded one unit, the first alone another, the second alone three: K1 as a table.
    assert alpha_of_table([[1, 1], [3, 5]]) == pytest.approx(2 / 21, abs=5e-8)


@pytest.mark.parametrize("metric", METRICS)
@given(units=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1))
def test_table_and_reliability_data_give_one_alpha(metric, units):
    table = [[units.count((i, j)) for j in range(4)] for i in range(4)]
    by_table = alpha_of_table(table, metric)
    by_units = krippendorff_alpha(list(zip(*units, strict=True)), metric)
    if isinstance(by_table, Undefined):
        assert by_units == Undefined("the coders gave every unit the same value")
    else:
        assert by_units == pytest.approx(by_table, abs=1e-12)


@pytest.mark.parametrize("units", [[], [[1, 2, 3]], [[1, None], [None, 2]], [[], []]])
def test_without_a_pair_of_values_there_is_no_alpha(units):
    assert krippendorff_alpha(units) == Undefined("no unit was finished by two coders")


@pytest.mark.parametrize("metric", METRICS)
def test_without_variation_there_is_no_alpha(metric):
    units = [[1, 1, None, 2], [1, None, 1, None], [None, 1, 1, None]]
    reason = "the coders gave every unit the same value"
    assert krippendorff_alpha(units, metric) == Undefined(reason)


def test_ratio_alpha_refuses_a_signed_scale():
    with pytest.raises(RefusedError, match="starts at zero"):
        krippendorff_alpha([[-2, 0, 1], [-2, 1, 2]], "ratio")


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        krippendorff_alpha([[1, 2, 1], [1, 2]])


@pytest.mark.parametrize("metric", METRICS)
@given(units=reliability_data, data=st.data())
def test_the_order_of_coders_and_units_does_not_matter(metric, units, data):
    coders = data.draw(st.permutations(units))
    columns = data.draw(st.permutations(range(len(units[0]))))
    shuffled = [[row[place] for place in columns] for row in coders]
    assert same(krippendorff_alpha(units, metric), krippendorff_alpha(shuffled, metric))


@given(units=reliability_data, names=st.permutations("abcde"))
def test_nominal_alpha_knows_no_more_than_which_values_are_equal(units, names):
    renamed = [[None if v is None else names[v] for v in row] for row in units]
    assert same(krippendorff_alpha(units), krippendorff_alpha(renamed))


@given(units=reliability_data)
def test_ordinal_alpha_knows_no_more_than_the_order_of_values(units):
    stretched = [[None if v is None else v**3 - 7.5 for v in row] for row in units]
    assert same(krippendorff_alpha(units, "ordinal"), krippendorff_alpha(stretched, "ordinal"))


@given(units=reliability_data)
def test_interval_alpha_knows_neither_zero_nor_unit(units):
    moved = [[None if v is None else 0.5 * v - 3 for v in row] for row in units]
    assert same(krippendorff_alpha(units, "interval"), krippendorff_alpha(moved, "interval"))


@pytest.mark.parametrize("metric", METRICS)
@given(values=st.lists(st.integers(0, 4), min_size=1), coders=st.integers(2, 4))
def test_identical_coders_agree_fully_unless_nothing_varies(metric, values, coders):
    alpha = krippendorff_alpha([values] * coders, metric)
    if len(set(values)) > 1:
        assert alpha == 1
    else:
        assert isinstance(alpha, Undefined)


@pytest.mark.parametrize("metric", METRICS)
@given(units=reliability_data, value=st.integers(0, 4))
def test_a_unit_with_a_single_value_does_not_count(metric, units, value):
    longer = [[*row, value if place == 0 else None] for place, row in enumerate(units)]
    assert krippendorff_alpha(longer, metric) == krippendorff_alpha(units, metric)
