"""Logistic regressions and calibration, beside scikit-learn's."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from qualbench.suggest.calibration import IDENTITY, calibrate, calibrated, logistic, sigmoid
from qualbench.suggest.measures import calibration_error


def drawn(size, seed=1):
    chance = np.random.default_rng(seed)
    truth = chance.uniform(0.02, 0.98, size)
    return truth, chance.uniform(size=size) < truth


def test_drawn_to_nothing_it_is_the_ridge_penalised_regression():
    chance = np.random.default_rng(2)
    features = chance.normal(size=(200, 3))
    right = (features @ [1, -2, 0] + chance.normal(size=200) > 0.5).astype(float)
    weights = chance.uniform(0.2, 1, 200)
    ours = logistic(features, right, weights, np.zeros(4), 2.0)
    theirs = LogisticRegression(C=0.5, tol=1e-10).fit(features, right, weights)
    assert ours[0] == pytest.approx(theirs.intercept_[0], abs=1e-4)
    assert ours[1:] == pytest.approx(theirs.coef_[0], abs=1e-4)


def test_with_few_examples_it_stays_near_what_is_known_to_work():
    prior = np.array([0.0, 0.5, 0.25])
    features, right = np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([0.0, 1.0])
    assert logistic(features, right, np.ones(2), prior, 100.0)[1:] == pytest.approx(
        prior[1:], abs=0.02
    )


def test_probabilities_that_were_too_sure_are_put_right():
    truth, right = drawn(20_000)
    too_sure = sigmoid(3 * np.log(truth / (1 - truth)))
    better = calibrate(too_sure, calibrated(too_sure, right))
    assert calibration_error(too_sure, right) > 0.1
    assert calibration_error(better, right) < 0.015


def test_calibration_keeps_the_order():
    said = np.linspace(0.01, 0.99, 50)
    better = calibrate(said, calibrated(*drawn(500)))
    assert (np.diff(better) > 0).all()


def test_good_probabilities_are_hardly_changed():
    truth, right = drawn(20_000)
    assert calibrate(truth, calibrated(truth, right)) == pytest.approx(truth, abs=0.02)


@pytest.mark.parametrize("right", [np.ones(3, bool), np.zeros(3, bool), np.array([], bool)])
def test_what_is_always_right_or_always_wrong_teaches_nothing(right):
    assert calibrated(np.full(len(right), 0.4), right) == IDENTITY


def test_what_says_the_opposite_is_not_turned_round():
    said = np.linspace(0.1, 0.9, 200)
    assert calibrated(said, said < 0.5) == IDENTITY
