"""The coefficients of coefficients.py and alpha.py, for many weightings of documents at once.

Every function takes ``weights`` (draws x documents) and gives a value for each draw, NaN where
the coefficient is undefined. A row of ones gives the coefficients of the data themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.agreement.coded_sets import SetSums
from qualbench.agreement.counts import RowCounts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COEFFICIENTS = ("percent", "positive", "kappa", "pabak", "ac1", "alpha", "fleiss")


def coefficients(of: RowCounts, weights: Floats) -> dict[str, Floats]:
    """Each of COEFFICIENTS. Those of two coders (all but alpha and Fleiss' kappa) are the mean
    over the pairs of coders for whom they are defined.
    """
    means = {name: mean_defined(values) for name, values in of_pairs(of, weights).items()}
    return means | _of_all(of, weights)


def mean_defined(values: Floats) -> Floats:
    """The mean along the last axis of what is defined there; NaN where nothing is."""
    import numpy as np

    defined = np.isfinite(values)
    return _share(np.where(defined, values, 0).sum(axis=-1), defined.sum(axis=-1, dtype=float))


def pair_counts(of: RowCounts, weights: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Of every two coders, in order (draws x pairs): used by both, by the first, by the second,
    and all units; over the documents that both have finished.
    """
    import numpy as np

    i, j = np.triu_indices(of.finished.shape[1], 1)
    common = of.finished[:, i] & of.finished[:, j]
    own = of.shared.diagonal(axis1=1, axis2=2)
    return (
        weights @ of.shared[:, i, j],
        weights @ (own[:, i] * common),
        weights @ (own[:, j] * common),
        weights @ (of.units[:, None] * common),
    )


def of_pairs(of: RowCounts, weights: Floats) -> dict[str, Floats]:
    """The coefficients of two coders, for every two of them (draws x pairs).

    Sources are given with each in coefficients.py. Whole numbers up to the last division.
    """
    import numpy as np

    both, first, second, n = pair_counts(of, weights)
    uses = first + second
    agreed = n - uses + 2 * both
    degenerate = (both == n) | (agreed - both == n)
    percent = _share(agreed, n)
    by_chance = uses * (2 * n - uses)  # of AC1: 2 n^2 p_e
    return {
        "percent": percent,
        "positive": _share(2 * both, uses),
        "kappa": _share(2 * (both * n - first * second), n * uses - 2 * first * second),
        "pabak": np.where(degenerate, np.nan, 2 * percent - 1),
        "ac1": np.where(
            degenerate, np.nan, _share(2 * n * agreed - by_chance, 2 * n**2 - by_chance)
        ),
    }


def _of_all(of: RowCounts, weights: Floats) -> dict[str, Floats]:
    """Alpha (nominal, with holes) and Fleiss' kappa of "used the code" against "did not".

    Of k uses among m coders, k (m - k) ordered pairs differ in either direction. Fleiss 1971,
    Psychol Bull 76:378-382, is undefined where documents differ in how many finished them.
    """
    import numpy as np

    own = of.shared.diagonal(axis1=1, axis2=2).sum(axis=1)
    many = of.finished.sum(axis=1)
    apart = (many * own - of.shared.sum(axis=(1, 2))) / np.maximum(many - 1, 1)
    used, values = weights @ own, weights @ (many * of.units)
    disagreement = _share(weights @ apart, used * (values - used))
    even = len(set(many.tolist())) == 1
    return {
        "alpha": 1 - (values - 1) * disagreement,
        "fleiss": 1 - values * disagreement if even else np.full_like(values, np.nan),
    }


def sums_alpha(sums: SetSums, weights: Floats) -> Floats:
    """Alpha over sets of codes."""
    return 1 - (weights @ sums.values - 1) * _disagreement(sums, weights)


def sums_fleiss(sums: SetSums, weights: Floats) -> Floats:
    """Fleiss' kappa with sets of codes as categories: of sums by equality, the same number of
    coders everywhere.
    """
    return 1 - (weights @ sums.values) * _disagreement(sums, weights)


def _disagreement(sums: SetSums, weights: Floats) -> Floats:
    expected: Floats = ((weights @ sums.expected) * weights).sum(axis=1)
    return _share(weights @ sums.observed, expected)


def _share(part: Floats, whole: Floats) -> Floats:
    import numpy as np

    share: Floats = np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
    return share
