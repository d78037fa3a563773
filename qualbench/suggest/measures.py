"""How good suggestions are: arrays of what was said and of what is right in, numbers out.

Throughout ``right`` (n, k) is True where a code is right for a turn; ``order`` (n, k) holds the
codes of each turn, best first; ``said`` is how sure one was of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualbench.suggest.known import Array

    Truth = NDArray[np.bool_]
    Order = NDArray[np.intp]

BINS = 10


def top(order: Order, right: Truth, most: int) -> float:
    """The share of turns for which one of the first ``most`` codes is right."""
    import numpy as np

    hits = np.take_along_axis(right, order[:, :most], axis=1)
    return float(hits.any(axis=1).mean())


def mean_reciprocal_rank(order: Order, right: Truth) -> float:
    """Of the first code that is right; a turn without any counts 0."""
    import numpy as np

    hits = np.take_along_axis(right, order, axis=1)
    ranks = np.where(hits.any(axis=1), 1 / (1 + hits.argmax(axis=1)), 0.0)
    return float(ranks.mean())


def f1(order: Order, right: Truth) -> Array:
    """Of each code (k,), where the first code of a turn is taken; NaN where a code is never
    right. A turn with several codes can have one of them found.
    """
    import numpy as np

    taken = np.zeros(right.shape, bool)
    np.put_along_axis(taken, order[:, :1], True, axis=1)
    both = taken.sum(axis=0) + right.sum(axis=0)
    score = 2 * (taken & right).sum(axis=0) / np.maximum(both, 1)
    return np.where(right.any(axis=0), score, np.nan)


def average_precision(said: Array, right: Truth) -> float:
    """Of one code over the turns, (n,) each: the mean precision at each turn that it is right
    for, turns that are equally sure taken together. NaN where it is never right.
    """
    import numpy as np

    if not right.any():
        return float("nan")
    order = np.argsort(-said, kind="stable")
    hits = right[order].cumsum()
    last = np.append(np.diff(said[order]) != 0, True)  # of those equally sure
    found = np.diff(hits[last], prepend=0)
    return float((found * hits[last] / (last.nonzero()[0] + 1)).sum() / hits[-1])


def calibration_error(sure: Array, correct: Truth, bins: int = BINS) -> float:
    """Expected calibration error in bins of equal mass (Nixon et al. 2019), (n,) each."""
    import numpy as np

    order = np.argsort(sure, kind="stable")
    gaps = [
        abs(sure[part].mean() - correct[part].mean()) * len(part)
        for part in np.array_split(order, bins)
        if len(part)
    ]
    return float(sum(gaps) / len(sure))


def precision_shown(sure: Array, correct: Truth, share: float) -> float:
    """How often the surest ``share`` of the suggestions is right, (n,) each; NaN of none."""
    import numpy as np

    most = int(len(sure) * share)
    order = np.argsort(-sure, kind="stable")[:most]
    return float(correct[order].mean()) if most else float("nan")


def kappa(one: NDArray[np.intp], other: NDArray[np.intp]) -> float:
    """Cohen's kappa of two ratings of the same items, (n,) each; NaN where both never vary."""
    import numpy as np

    codes = np.union1d(one, other)
    observed = float((one == other).mean())
    expected = sum(float((one == c).mean() * (other == c).mean()) for c in codes)
    return (observed - expected) / (1 - expected) if expected < 1 else float("nan")
