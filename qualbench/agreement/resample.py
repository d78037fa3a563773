"""Intervals by the percentile bootstrap: what would change had other transcripts been drawn.

Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13. Whole transcripts (or units)
are drawn with replacement. As all counts add, a resample is a weight for each transcript, and
a thousand resamples of a coefficient are one product of matrices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.agreement.coefficients import Undefined

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TOO_FEW = Undefined("an interval needs two transcripts or more to draw from")
NEVER = Undefined("the coefficient is undefined in every resample")


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``; ``dropped`` resamples had no coefficient and were left out."""

    low: float
    high: float
    dropped: int = 0


def draws(n: int, resamples: int = 1000, seed: int = 1) -> Floats:
    """How often each of ``n`` is drawn in each resample (resamples x n); each sums to n."""
    import numpy as np

    drawn = np.random.default_rng(seed).integers(0, n, (resamples, n))
    flat = drawn + np.arange(resamples)[:, None] * n
    return np.bincount(flat.ravel(), minlength=resamples * n).reshape(resamples, n).astype(float)


def interval(values: Floats, level: float = 0.95) -> Interval | Undefined:
    """The middle ``level`` of the resampled values, of which NaN is an undefined one."""
    import numpy as np

    defined = values[np.isfinite(values)]
    if not len(defined):
        return NEVER
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), len(values) - len(defined))


def bootstrap(
    statistic: Callable[[Floats], Floats],
    n: int,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> Interval | Undefined:
    """The percentile interval of a statistic of ``n`` things that were drawn.

    ``statistic`` takes weights (resamples x n) and gives a value for each resample, NaN where
    it is undefined. Undefined where there are fewer than two things to draw from.
    """
    if n < 2:
        return TOO_FEW
    return interval(statistic(draws(n, resamples, seed)), level)
