"""Ratings: the published ICCs, what each number counts, and laws that hold for all ratings."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.agreement import (
    Undefined,
    cohen_kappa,
    icc,
    krippendorff_alpha,
    rating_agreement,
)
from qualbench.errors import RefusedError

JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
FORMS = ["1,1", "A,1", "C,1", "1,k", "A,k", "C,k"]
NO_PAIR = Undefined("no unit was finished by two coders")
FEW_UNITS = Undefined("fewer than two units have a number from every rater")

ANNE = [-2, -1, 0, 1, 2, "mixed", "mixed", "missing", "not applicable", 1, None]
BERT = [-2, 0, 0, -1, 2, "mixed", 1, 0, "missing", "missing", 2]

rating = st.none() | st.integers(-2, 2) | st.sampled_from(["mixed", "missing", "not applicable"])
rated = st.tuples(st.integers(1, 8), st.integers(2, 4)).flatmap(
    lambda size: st.lists(
        st.lists(rating, min_size=size[0], max_size=size[0]), min_size=size[1], max_size=size[1]
    )
)
tables = st.tuples(st.integers(2, 6), st.integers(2, 4)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(-2, 2), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


def same(left, right):
    return left == (right if isinstance(right, Undefined) else pytest.approx(right, abs=1e-12))


@pytest.mark.parametrize(
    ("form", "exact", "printed"),
    [  # mean squares: units 1687/150, raters 2339/72, rest 367/360, within 47/7.5
        ("1,1", 0.1657418, 0.1657),
        ("A,1", 0.2897638, 0.2898),
        ("C,1", 0.7148407, 0.7148),
        ("1,k", 0.4427971, 0.4428),
        ("A,k", 0.6200505, 0.6201),
        ("C,k", 0.9093155, 0.9093),
    ],
)
def test_shrout_and_fleiss_1979(form, exact, printed):
    assert icc(JUDGES, form) == pytest.approx(exact, abs=5e-8)
    assert round(icc(JUDGES, form), 4) == printed


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("table", "undefined"),
    [
        ([], FEW_UNITS),
        ([[1, 2, 2]], FEW_UNITS),
        ([[1], [2], [2]], NO_PAIR),
        ([[1, 1], [1, 1]], Undefined("the coders gave every unit the same value")),
    ],
)
def test_degenerate_tables_say_why_they_have_no_icc(form, table, undefined):
    assert icc(table, form) == undefined


@pytest.mark.parametrize("form", ["C,1", "1,k", "A,k", "C,k"])
def test_a_share_of_no_variance_is_no_icc_where_a_formula_would_print_a_number(form):
    flat = Undefined("the units' mean ratings differ too little for this form of the ICC")
    table = [[1, 2], [1, 2]] if form == "C,1" else [[1, 2], [2, 1], [1, 2]]
    assert icc(table, form) == flat


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        icc([[1, 2], [1]])
    with pytest.raises(ValueError, match="shorter"):
        rating_agreement([[1, 2], [1]])


@given(table=tables)
def test_without_a_level_of_their_own_raters_who_agree_are_consistent(table):
    raised = [[first, first + 1] for first, *_ in table]
    if len({first for first, _ in raised}) > 1:
        assert icc(raised, "C,1") == icc(raised, "C,k") == 1
        assert icc(raised, "A,1") < 1


@pytest.mark.parametrize("form", FORMS)
@given(table=tables, data=st.data())
def test_the_order_of_units_and_raters_and_the_place_of_zero_do_not_matter(form, table, data):
    rows = data.draw(st.permutations(table))
    order = data.draw(st.permutations(range(len(table[0]))))
    moved = [[3 * row[place] + 7 for place in order] for row in rows]
    assert same(icc(table, form), icc(moved, form))


@pytest.mark.parametrize("form", FORMS)
@given(values=st.lists(st.integers(-2, 2), min_size=2), raters=st.integers(2, 4))
def test_identical_raters_have_an_icc_of_one_unless_nothing_varies(form, values, raters):
    value = icc([[value] * raters for value in values], form)
    assert value == 1 if len(set(values)) > 1 else isinstance(value, Undefined)


def test_two_raters_on_the_scale_and_off_it():
    found = rating_agreement([ANNE, BERT])
    numbers = [ANNE[:5], BERT[:5]]
    table = [[0] * 5 for _ in range(5)]
    for a, b in zip(*numbers, strict=True):
        table[a + 2][b + 2] += 1
    assert (found.units, found.pairs, found.complete) == (5, 5, 5)
    assert (found.exact, found.within_one) == (3 / 5, 4 / 5)
    assert found.linear_kappa == cohen_kappa(table, "linear")
    assert found.quadratic_kappa == cohen_kappa(table, "quadratic")
    assert found.ordinal_alpha == krippendorff_alpha(numbers, "ordinal")
    assert found.interval_alpha == krippendorff_alpha(numbers, "interval")
    assert found.icc_single == icc(list(zip(*numbers, strict=True)), "A,1")
    assert found.icc_mean == icc(list(zip(*numbers, strict=True)), "A,k")
    assert found.lost == {"mixed": 1, "missing": 2, "not applicable": 0}
    assert found.shared == {"mixed": 1, "missing": 0, "not applicable": 0}
    assert found.crossed == 1


def test_three_raters_make_three_pairs_a_unit_and_a_mean_of_their_kappas():
    raters = [[0, 1, 2, None], [0, 2, "mixed", None], [0, 0, 2, 1]]
    found = rating_agreement(raters)
    assert (found.units, found.pairs, found.complete) == (3, 7, 2)
    assert (found.exact, found.within_one) == (4 / 7, 6 / 7)
    assert found.lost["mixed"] == 2
    alone = [rating_agreement(pair) for pair in combinations(raters, 2)]
    assert (found.kappa_pairs, found.rater_pairs) == (3, 3)
    assert found.linear_kappa == pytest.approx(sum(one.linear_kappa for one in alone) / 3)
    assert found.quadratic_kappa == pytest.approx(sum(one.quadratic_kappa for one in alone) / 3)


def test_pairs_of_raters_without_a_kappa_leave_that_of_the_others():
    two = rating_agreement([[-2, 1, 0], [-2, 2, 0]])
    four = rating_agreement([[-2, 1, 0], [-2, 2, 0], [1, None, None], [None, None, "missing"]])
    assert (four.kappa_pairs, four.rater_pairs) == (1, 6)
    assert (four.linear_kappa, four.quadratic_kappa) == (two.linear_kappa, two.quadratic_kappa)


def test_without_any_kappa_each_reason_is_given_once():
    found = rating_agreement([[0, 0, None], [0, 0, None], [0, None, 1]])
    same = "both coders put every unit in the same category"
    assert found.linear_kappa == Undefined(f"{same}; {FEW_UNITS.reason}")
    assert (found.kappa_pairs, found.rater_pairs) == (0, 3)


def test_the_scale_is_declared_not_inferred():
    ratings = [[0, 0, 1, 1], [0, 1, 1, 0]]
    assert rating_agreement(ratings).within_one == 1
    sparse = rating_agreement([[1, 1, 9], [1, 5, 5]], scale=(1, 5, 9))
    assert sparse.within_one == 1  # a step is from one number of the scale to the next
    wide = rating_agreement([[0, 1, 2], [1, 1, 2]], scale=(0, 1, 2)).linear_kappa
    assert wide == rating_agreement([[0, 1, 2], [1, 1, 2]]).linear_kappa  # widths cancel


@pytest.mark.parametrize("off", [3, "both", 0.5, 1.0])
def test_a_rating_that_the_scale_does_not_have_is_refused(off):
    with pytest.raises(RefusedError, match="is not on the scale -2, -1, 0, 1, 2"):
        rating_agreement([[1, off], [1, 2]])


def test_a_scale_that_does_not_ascend_is_refused():
    with pytest.raises(ValueError, match="lowest to the highest"):
        rating_agreement([[1, 2], [1, 2]], scale=(2, 1, 0))


@pytest.mark.parametrize("ratings", [[], [[], []], [[1, 2]], [[1, None], [None, 1]]])
def test_without_a_pair_of_numbers_nothing_is_defined(ratings):
    found = rating_agreement(ratings)
    assert (found.units, found.pairs) == (0, 0)
    assert (found.exact, found.within_one, found.ordinal_alpha) == (NO_PAIR,) * 3
    for value in (found.linear_kappa, found.interval_alpha, found.icc_single, found.icc_mean):
        assert isinstance(value, Undefined)


@given(ratings=rated)
def test_every_pair_of_ratings_is_counted_once(ratings):
    found = rating_agreement(ratings)
    said = [sum(r is not None for r in unit) for unit in zip(*ratings, strict=True)]
    apart = [*found.lost.values(), *found.shared.values(), found.crossed]
    assert found.pairs + sum(apart) == sum(n * (n - 1) // 2 for n in said)


@given(ratings=rated, data=st.data())
def test_the_order_of_raters_and_units_does_not_matter(ratings, data):
    order = data.draw(st.permutations(range(len(ratings[0]))))
    mixed = [[row[place] for place in order] for row in data.draw(st.permutations(ratings))]
    before, after = rating_agreement(ratings), rating_agreement(mixed)
    assert all(same(getattr(before, name), getattr(after, name)) for name in before.__slots__)


@given(ratings=rated)
def test_a_unit_and_a_rater_without_ratings_change_nothing(ratings):
    more = [*([*row, None] for row in ratings), [None] * (len(ratings[0]) + 1)]
    assert rating_agreement(more) == rating_agreement(ratings)


@given(ratings=st.lists(st.integers(-2, 2), min_size=1), raters=st.integers(2, 4))
def test_identical_raters_agree_fully_wherever_that_is_defined(ratings, raters):
    found = rating_agreement([ratings] * raters)
    assert found.exact == found.within_one == 1
    for value in (found.linear_kappa, found.ordinal_alpha, found.icc_single, found.icc_mean):
        assert isinstance(value, Undefined) or value == 1
