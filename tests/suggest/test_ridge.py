"""Leaving a transcript out by one inverse is the same as fitting without it."""

import numpy as np
import pytest

from qualbench.suggest.ridge import PENALTY, ridge


def fitted(kernel, targets, weights, rows, asked, intercepts):
    """What a ridge fitted to ``rows`` alone says of ``asked``."""
    penalised = kernel[np.ix_(rows, rows)] + np.diag(PENALTY / weights[rows])
    return kernel[np.ix_(asked, rows)] @ np.linalg.solve(penalised, targets[rows] - intercepts)


@pytest.mark.parametrize("size", [9, 300])  # whole, and by halves
def test_held_out_predictions_are_those_of_a_fit_without_the_group(size):
    chance = np.random.default_rng(size)
    points = chance.normal(size=(size, 5))
    kernel, targets = points @ points.T, np.sign(chance.normal(size=(size, 2)))
    weights = chance.uniform(0.3, 1, size)
    groups = np.array_split(chance.permutation(size), 4)
    dual, intercepts, held_out = ridge(kernel, targets, weights, groups)
    assert intercepts == pytest.approx(np.average(targets, axis=0, weights=weights))
    for rows in groups:
        others = np.setdiff1d(np.arange(size), rows)
        said = fitted(kernel, targets, weights, others, rows, intercepts) + intercepts
        assert held_out[rows] == pytest.approx(said, abs=1e-8)
    everything = np.arange(size)
    said = fitted(kernel, targets, weights, everything, everything, intercepts)
    assert kernel @ dual == pytest.approx(said, abs=1e-8)


def test_a_planted_label_does_not_reach_its_own_transcript():
    chance = np.random.default_rng(3)
    points = chance.normal(size=(40, 6))
    kernel, targets = points @ points.T, np.ones((40, 1))
    targets[::2] = -1
    groups = np.array_split(np.arange(40), 4)
    _, intercept, before = ridge(kernel, targets, np.ones(40), groups)
    planted = targets.copy()
    planted[[0, 1]] = planted[[1, 0]]  # as many of each as before
    _, _, after = ridge(kernel, planted, np.ones(40), groups)
    assert after[groups[0]] == pytest.approx(before[groups[0]], abs=1e-9)
    assert np.abs(after[groups[1]] - before[groups[1]]).max() > 1e-4
    assert intercept == pytest.approx([0.0])
