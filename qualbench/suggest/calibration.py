"""Logistic regressions of few weights, drawn towards what is known to work, and calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualbench.suggest.known import Array

_STEPS, _SMALL = 30, 1e-8
_EDGE = 1e-6

Calibration = tuple[float, float, float]
"""Intercept, and the slopes of log p and of -log(1 - p)."""

IDENTITY: Calibration = (0.0, 1.0, 1.0)
"""Changes nothing."""

_DRAWN_TO_IDENTITY = 10.0


def logistic(features: Array, right: Array, weights: Array, prior: Array, strength: float) -> Array:
    """Intercept and weights (f + 1,), by Newton's method.

    Minimises the weighted log loss of ``right`` (m,) given ``features`` (m, f) plus half
    ``strength`` times the squared distance of the weights from ``prior`` (f + 1,), whose first
    is where the search for the free intercept begins.
    """
    import numpy as np

    rows = np.column_stack([np.ones(len(features)), features])
    pull = np.full(rows.shape[1], strength)
    pull[0] = _EDGE

    def loss(at: Array) -> float:
        values = rows @ at
        misfit = np.logaddexp(0, values) - right * values
        return float(weights @ misfit + pull @ (at - prior) ** 2 / 2)

    found = prior.astype(float)
    for _ in range(_STEPS):
        said = sigmoid(rows @ found)
        slope = rows.T @ (weights * (said - right)) + pull * (found - prior)
        bend = (rows * (weights * said * (1 - said))[:, None]).T @ rows + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        before = loss(found)
        while loss(found - step) > before and np.abs(step).max() > _SMALL:
            step = step / 2
        found = found - step
        if np.abs(step).max() <= _SMALL:
            break
    return found


def calibrated(said: Array, right: NDArray[np.bool_]) -> Calibration:
    """The beta calibration (Kull, Silva Filho and Flach 2017) of probabilities (m,).

    Where its two slopes are equal it is Platt's. It is drawn a little to changing nothing, and
    is that where a slope would be negative, or one outcome is missing.
    """
    import numpy as np

    if right.all() or not right.any():
        return IDENTITY
    even, prior = np.ones(len(said)), np.array(IDENTITY)
    found = logistic(_logs(said), right.astype(float), even, prior, _DRAWN_TO_IDENTITY)
    intercept, rise, fall = found.tolist()
    return (intercept, rise, fall) if rise >= 0 and fall >= 0 else IDENTITY


def calibrate(said: Array, by: Calibration) -> Array:
    """Probabilities of any shape, put right."""
    return sigmoid(by[0] + _logs(said) @ by[1:])


def sigmoid(values: Array) -> Array:
    import numpy as np

    bounded: Array = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return bounded


def _logs(said: Array) -> Array:
    import numpy as np

    inside = np.clip(said, _EDGE, 1 - _EDGE)
    return np.stack([np.log(inside), -np.log1p(-inside)], axis=-1)
