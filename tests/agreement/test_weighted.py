"""Coefficients of many weightings at once, held against the exact ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualbench.agreement import (
    Undefined,
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    positive_agreement,
)
from qualbench.agreement.counts import RowCounts
from qualbench.agreement.weighted import coefficients, mean_defined, of_pairs

EXACT = {
    "percent": percent_agreement,
    "positive": positive_agreement,
    "kappa": cohen_kappa,
    "pabak": brennan_prediger,
    "ac1": gwet_ac1,
}
tables = st.tuples(*[st.integers(0, 6) | st.integers(0, 10**6)] * 4)
uses = st.lists(st.tuples(*[st.booleans()] * 3), max_size=6)
documents = st.lists(st.tuples(st.sampled_from([(0, 1), (1, 2), (0, 1, 2)]), uses), max_size=4)


def two_coders(both, first, second, neither):
    n = both + first + second + neither
    shared = np.array([[[both + first, both], [both, both + second]]], float)
    return RowCounts(np.array([n], float), np.ones((1, 2), bool), shared)


def counted(several):
    """Per document who finished it and what all three did on each unit."""
    finished = np.zeros((len(several), 3), bool)
    shared = np.zeros((len(several), 3, 3))
    for place, (seats, units) in enumerate(several):
        finished[place, list(seats)] = True
        for unit in units:
            used = np.array(unit) & finished[place]
            shared[place] += np.outer(used, used)
    return RowCounts(np.array([len(u) for _, u in several], float), finished, shared)


def same(found, expected):
    if isinstance(expected, Undefined):
        return np.isnan(found)
    return found == pytest.approx(expected, abs=1e-12)


@given(tables)
def test_every_coefficient_of_two_coders_equals_the_exact_one(table):
    (a, b), (c, d) = table[:2], table[2:]
    found = of_pairs(two_coders(a, b, c, d), np.ones((1, 1)))
    for name, of in EXACT.items():
        assert same(found[name][0, 0], of(((a, b), (c, d)))), name


@settings(deadline=None)
@given(documents)
def test_alpha_of_three_coders_with_holes_equals_the_exact_one(several):
    rows = [
        [unit[seat] if seat in seats else None for seats, units in several for unit in units]
        for seat in range(3)
    ]
    found = coefficients(counted(several), np.ones((1, len(several))))["alpha"][0]
    assert same(found, krippendorff_alpha(rows))


@settings(deadline=None)
@given(uses)
def test_fleiss_kappa_equals_the_exact_one(units):
    found = coefficients(counted([((0, 1, 2), units)]), np.ones((1, 1)))["fleiss"][0]
    assert same(found, fleiss_kappa([[sum(unit), 3 - sum(unit)] for unit in units]))


def test_fleiss_kappa_wants_the_same_coders_everywhere():
    units = [(True, True, False), (False, True, False), (True, False, True)]
    row = counted([((0, 1, 2), units), ((0, 1), units)])
    found = coefficients(row, np.ones((1, 2)))
    assert np.isnan(found["fleiss"][0])
    assert np.isfinite(found["alpha"][0])


@settings(deadline=None)
@given(documents, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_a_weight_is_as_good_as_the_document_again(several, weights):
    weights = weights[: len(several)]
    again = [of for of, weight in zip(several, weights, strict=True) for _ in range(weight)]
    weighed = coefficients(counted(several), np.array([weights], float))
    repeated = coefficients(counted(again), np.ones((1, len(again))))
    for name in EXACT.keys() | {"alpha"}:
        np.testing.assert_allclose(weighed[name], repeated[name], atol=1e-12)


def test_pairs_without_a_coefficient_are_left_out_of_the_mean():
    values = np.array([[1.0, np.nan, 0.5], [np.nan, np.nan, np.nan]])
    np.testing.assert_array_equal(mean_defined(values), [0.75, np.nan])
