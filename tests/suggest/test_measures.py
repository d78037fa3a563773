"""Measures by hand and beside scikit-learn's."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, cohen_kappa_score, f1_score

from qualbench.suggest import measures

ORDER = np.array([[0, 1, 2], [1, 0, 2], [2, 1, 0], [0, 2, 1]])
RIGHT = np.array([[1, 0, 0], [0, 0, 1], [0, 1, 0], [0, 0, 0]], bool)
answers = st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=30)


def test_top_one_top_three_and_reciprocal_rank():
    assert measures.top(ORDER, RIGHT, 1) == 0.25
    assert measures.top(ORDER, RIGHT, 2) == 0.5
    assert measures.top(ORDER, RIGHT, 3) == 0.75
    assert measures.mean_reciprocal_rank(ORDER, RIGHT) == pytest.approx((1 + 1 / 3 + 1 / 2) / 4)


def test_f1_of_the_first_code():
    chance = np.random.default_rng(1)
    order = np.argsort(chance.normal(size=(50, 4)), axis=1)
    right = np.eye(4, dtype=bool)[chance.integers(0, 3, 50)]
    theirs = f1_score(right.argmax(axis=1), order[:, 0], average=None, labels=range(3))
    ours = measures.f1(order, right)
    assert ours[:3] == pytest.approx(theirs)
    assert math.isnan(ours[3])  # never right


@given(answers)
def test_average_precision_is_scikit_learns(pairs):
    said, right = np.array([p[0] for p in pairs], float), np.array([p[1] for p in pairs])
    ours = measures.average_precision(said, right)
    if right.any():
        assert ours == pytest.approx(average_precision_score(right, said))
    else:
        assert math.isnan(ours)


def test_calibration_error_is_the_mean_gap_of_the_bins():
    sure, right = np.repeat([0.2, 0.8], 50), np.tile([True, False], 50)
    assert measures.calibration_error(sure, right, bins=2) == pytest.approx(0.3)
    assert measures.calibration_error(np.full(4, 0.5), np.array([1, 0, 1, 0], bool), 1) == 0


def test_precision_of_the_surest():
    sure, right = np.array([0.1, 0.9, 0.5, 0.7]), np.array([False, True, True, False])
    assert measures.precision_shown(sure, right, 0.25) == 1
    assert measures.precision_shown(sure, right, 0.5) == 0.5
    assert math.isnan(measures.precision_shown(sure, right, 0.1))


def test_kappa_is_cohens():
    chance = np.random.default_rng(4)
    one = chance.integers(0, 3, 60)
    other = np.where(chance.uniform(size=60) < 0.6, one, chance.integers(0, 3, 60))
    assert measures.kappa(one, other) == pytest.approx(cohen_kappa_score(one, other))
    assert math.isnan(measures.kappa(np.zeros(3, int), np.zeros(3, int)))
