"""Published examples, and laws that hold for every table. Exact fractions are worked by hand."""

from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualbench.agreement import (
    Undefined,
    alpha_of_table,
    brennan_prediger,
    cohen_kappa,
    cohen_kappa_se,
    gwet_ac1,
    gwet_ac1_se,
    percent_agreement,
    positive_agreement,
    scott_pi,
)

COHEN_45 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
COHEN_37 = [[50, 26, 24], [24, 4, 32], [6, 30, 4]]
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
PARADOX_1 = [[80, 10], [5, 5]]
PARADOX_2 = [[118, 5], [2, 0]]

CORRECTED = [cohen_kappa, scott_pi, brennan_prediger, gwet_ac1, alpha_of_table]
ERRORS = [cohen_kappa_se, gwet_ac1_se]


def tables(smallest=2, largest=4):
    def square(q):
        row = st.lists(st.integers(0, 30), min_size=q, max_size=q)
        return st.lists(row, min_size=q, max_size=q)

    return st.integers(smallest, largest).flatmap(square)


def six_digits(value):
    return pytest.approx(value, abs=5e-7)


def same(left, right):
    return left == (right if isinstance(right, Undefined) else pytest.approx(right, abs=1e-12))


@pytest.mark.parametrize(
    ("coefficient", "published"),
    [
        (percent_agreement, 0.70),
        (cohen_kappa, 29 / 59),
        (cohen_kappa_se, 0.0510018),
        (gwet_ac1, 0.5759717),
        (brennan_prediger, 0.55),
        (alpha_of_table, 0.4884615),
        (lambda table: cohen_kappa(table, "linear"), 0.4736842),
        (lambda table: cohen_kappa(table, "quadratic"), 0.4545455),
    ],
)
def test_cohen_1960_page_45(coefficient, published):
    assert coefficient(COHEN_45) == six_digits(published)


def test_cohen_1960_page_37_agrees_less_than_chance():
    assert percent_agreement(COHEN_37) == six_digits(0.29)
    assert cohen_kappa(COHEN_37) == six_digits(-6 / 65)


@pytest.mark.parametrize(
    ("coefficient", "published"),
    [
        (percent_agreement, 0.89),
        (cohen_kappa, 0.7964094),
        (cohen_kappa_se, 0.05891072),
        (scott_pi, 0.7962397),
        (gwet_ac1, 0.8493305),
        (gwet_ac1_se, 0.04321747),
        (brennan_prediger, 0.835),
        (alpha_of_table, 0.7972585),
    ],
)
def test_gwets_abstractors(coefficient, published):
    assert coefficient(ABSTRACTORS) == six_digits(published)


@pytest.mark.parametrize(
    ("coefficient", "exact", "printed"),
    [
        (percent_agreement, 17 / 20, 0.85),
        # p_e = .9 * .85 + .1 * .15 = .78; (.85 - .78) / .22
        (cohen_kappa, 7 / 22, 0.3182),
        # pi = .875; p_e = 2 * .875 * .125 = .21875; .63125 / .78125
        (gwet_ac1, 101 / 125, 0.8080),
        (brennan_prediger, 7 / 10, 0.70),
        # 1 - 199 * (2 * 15) / (2 * 175 * 25) = 1 - 5970 / 8750
        (alpha_of_table, 278 / 875, 0.3177),
    ],
)
def test_prevalence_paradox_with_15_disagreements(coefficient, exact, printed):
    assert coefficient(PARADOX_1) == six_digits(exact)
    assert round(exact, 4) == printed


@pytest.mark.parametrize(
    ("coefficient", "exact", "printed"),
    [
        (percent_agreement, 118 / 125, 0.944),
        # p_e = (123 * 120 + 2 * 5) / 125^2 = 14770 / 15625; (14750 - 14770) / 855
        (cohen_kappa, -4 / 171, -0.0234),
        # pi = 243 / 250; p_e = 2 * 243 * 7 / 62500 = 3402 / 62500; 55598 / 59098
        (gwet_ac1, 27799 / 29549, 0.9408),
        (brennan_prediger, 111 / 125, 0.888),
    ],
)
def test_prevalence_paradox_with_a_negative_kappa(coefficient, exact, printed):
    assert coefficient(PARADOX_2) == six_digits(exact)
    assert round(exact, 4) == printed


def test_chance_adds_over_both_categories_where_some_tools_multiply():
    # 1000 characters, 100 by each coder, 50 by both: p_e = .1 * .1 + .9 * .9 = .82; .08 / .18
    assert cohen_kappa([[50, 50], [50, 850]]) == six_digits(4 / 9)


def test_positive_agreement_leaves_out_what_neither_coded():
    assert positive_agreement([[50, 50], [50, 850]]) == six_digits(1 / 2)
    assert positive_agreement([[50, 50], [50, 0]]) == six_digits(1 / 2)
    assert positive_agreement([[0, 0], [0, 7]]) == Undefined("nobody used the code")
    assert positive_agreement([[0, 0], [0, 0]]).reason == "no unit was finished by both coders"


@pytest.mark.parametrize("coefficient", [*CORRECTED, *ERRORS])
@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[0, 0], [0, 0]], "no unit was finished by both coders"),
        ([], "no unit was finished by both coders"),
        ([[0, 0], [0, 9]], "nobody used the code"),
        ([[9, 0], [0, 0]], "both coders used the code on every unit"),
        ([[0, 0, 0], [0, 9, 0], [0, 0, 0]], "both coders put every unit in the same category"),
        ([[9]], "both coders put every unit in the same category"),
    ],
)
def test_degenerate_tables_say_why_they_have_no_coefficient(coefficient, table, reason):
    assert coefficient(table) == Undefined(reason)


def test_percent_agreement_is_defined_wherever_there_is_a_unit():
    assert percent_agreement([[0, 0], [0, 9]]) == 1
    assert percent_agreement([[0, 0], [0, 0]]) == Undefined("no unit was finished by both coders")


@pytest.mark.parametrize("coefficient", [*CORRECTED, *ERRORS, percent_agreement])
@pytest.mark.parametrize("table", [[[1, 2]], [[1, 2], [3]], [[1, -1], [0, 4]]])
def test_what_is_no_table_is_refused(coefficient, table):
    with pytest.raises(ValueError, match="square"):
        coefficient(table)


@pytest.mark.parametrize("coefficient", [*CORRECTED, *ERRORS, percent_agreement])
@given(table=tables())
def test_swapping_the_coders_changes_nothing(coefficient, table):
    assert same(coefficient(table), coefficient([list(row) for row in zip(*table, strict=True)]))


@pytest.mark.parametrize("coefficient", [*CORRECTED, *ERRORS, percent_agreement])
@given(table=tables(smallest=3), data=st.data())
def test_relabelling_the_categories_changes_nothing(coefficient, table, data):
    order = data.draw(st.permutations(range(len(table))))
    assert same(coefficient(table), coefficient([[table[i][j] for j in order] for i in order]))


@pytest.mark.parametrize("weights", ["linear", "quadratic"])
@given(table=tables(smallest=3))
def test_turning_the_scale_round_leaves_weighted_kappa_alone(weights, table):
    turned = [row[::-1] for row in table[::-1]]
    assert same(cohen_kappa(table, weights), cohen_kappa(turned, weights))


@pytest.mark.parametrize("coefficient", CORRECTED)
@given(counts=st.lists(st.integers(0, 30), min_size=2, max_size=4))
def test_identical_coders_agree_fully_unless_one_category_holds_all(coefficient, counts):
    table = [[n * (i == j) for j in range(len(counts))] for i, n in enumerate(counts)]
    if sum(n > 0 for n in counts) > 1:
        assert coefficient(table) == 1
    else:
        assert isinstance(coefficient(table), Undefined)


@pytest.mark.parametrize("coefficient", CORRECTED)
@given(table=tables())
def test_no_coefficient_exceeds_one(coefficient, table):
    value = coefficient(table)
    assert isinstance(value, Undefined) or value <= 1


@pytest.mark.parametrize("weights", ["linear", "quadratic"])
@given(table=tables(largest=2))
def test_two_categories_leave_nothing_to_weigh(weights, table):
    assert same(cohen_kappa(table, weights), cohen_kappa(table))


@pytest.mark.parametrize(
    ("coefficient", "error"),
    [
        (cohen_kappa, cohen_kappa_se),
        (lambda t: cohen_kappa(t, "linear"), lambda t: cohen_kappa_se(t, "linear")),
        (lambda t: cohen_kappa(t, "quadratic"), lambda t: cohen_kappa_se(t, "quadratic")),
        (gwet_ac1, gwet_ac1_se),
    ],
)
@given(table=tables())
def test_standard_errors_are_the_delta_method_of_their_coefficient(coefficient, error, table):
    value, n, many = coefficient(table), sum(map(sum, table)), 10**6
    assume(not isinstance(value, Undefined))

    def nudged(i, j):
        more = [[count * many for count in row] for row in table]
        more[i][j] += n
        return (coefficient(more) - value) * many

    shares = [(k / n, nudged(i, j)) for i, row in enumerate(table) for j, k in enumerate(row)]
    mean = sum(p * slope for p, slope in shares)
    variance = sum(p * (slope - mean) ** 2 for p, slope in shares) / n
    assert error(table) == pytest.approx(sqrt(variance), rel=1e-3, abs=1e-4)
