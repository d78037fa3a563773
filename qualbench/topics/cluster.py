"""Which texts belong together: by average linkage at several resolutions, or by Ward's method.

Average linkage (UPGMA; Sokal and Michener 1958) joins two groups when their texts are alike on
the whole, so a few texts between two subjects do not join them, and what is like nothing stays
alone. Where to cut its tree and how many dimensions to look at are anybody's guess, and one guess
alone is fragile; so all guesses of a range are made, and what most of them put together is a
topic (evidence accumulation; Fred and Jain 2005, IEEE TPAMI 27:835-850). Nothing is drawn by
chance, unlike in UMAP, so there is no seed to be lucky with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]
    Labels = NDArray[np.integer[Any]]

DIMENSIONS = (75, 100, 125)
CUTS = (0.7, 0.75, 0.8, 0.85)
"""Cosine distances at which a tree is cut: texts of a group are alike by .15 to .3 on the mean,
which is one to two standard deviations of the cosine of any two interview turns."""

LEAST_SIZE = 5
"""Fewer different texts than these are an anecdote, no topic."""

LEAST_PART = 3
"""The same where a number of topics is asked for that texts do not fall into by themselves."""

WARD_DIMENSIONS = 10
_HALF = 0.5
_NEAR = 0.1  # so much of a topic's own texts lies further off than what is taken in later


def grouped(rows: Array, count: int | None = None) -> Labels | None:
    """A cluster of each of n texts by (n, k) coordinates, the widest first; -1 for none.

    With ``count`` so many clusters; None where not as many stay together at any resolution.
    """
    import numpy as np
    from scipy.cluster.hierarchy import fcluster

    tree = _consensus(rows)
    steps = len(DIMENSIONS) * len(CUTS)
    levels = sorted(np.arange(steps) / steps, key=lambda level: abs(level - _HALF))
    for level in levels if count else [_HALF]:
        labels = _large(fcluster(tree, level, "distance"))
        if not count or labels.max() + 1 >= count:
            return _merged(rows, labels, count) if count else labels
    return None


def split(rows: Array, count: int) -> Labels:
    """The texts in ``count`` clusters, or as many as there can be; -1 for what is in none.

    The tree is cut no deeper than it takes for so many clusters of ``LEAST_PART`` texts; what is
    cut off in smaller ones is left alone. Ward 1963, J Am Stat Assoc 58:236-244.
    """
    from sklearn.cluster import AgglomerativeClustering

    rows = rows[:, :WARD_DIMENSIONS]
    tree = AgglomerativeClustering(1, linkage="ward", compute_full_tree=True).fit(rows)
    large = _large_at_each_cut(tree.children_.tolist(), len(rows))
    parts = 1 + large.index(min(count, max(large)))
    return _large(AgglomerativeClustering(parts, linkage="ward").fit_predict(rows), LEAST_PART)


def _large_at_each_cut(joins: Sequence[tuple[int, int]], texts: int) -> list[int]:
    """How many clusters have enough texts where a tree is cut into 1, 2, 3, ... of them."""
    sizes, large = [1] * texts, [0]
    for one, other in joins:
        sizes.append(sizes[one] + sizes[other])
        before = (sizes[one] >= LEAST_PART) + (sizes[other] >= LEAST_PART)
        large.append(large[-1] + (sizes[-1] >= LEAST_PART) - before)
    return large[::-1]


def assigned(rows: Array, labels: Labels, others: Array) -> Labels:
    """A cluster of each of the ``others``, -1 where it is not as near as a cluster's own texts.

    Near is the cosine with the mean direction of a cluster. A text's own part in that mean is
    left out, or every member would seem nearer than it is.
    """
    import numpy as np

    directions, clusters = unit(rows), range(labels.max() + 1)
    if not clusters:
        return np.full(len(others), -1)
    sums = np.array([directions[labels == cluster].sum(axis=0) for cluster in clusters])
    least = np.zeros(len(sums))
    for cluster in clusters:
        members = directions[labels == cluster]
        without = unit(sums[cluster] - members)
        least[cluster] = np.quantile((members * without).sum(axis=1), _NEAR)
    near = unit(others) @ unit(sums).T
    best = near.argmax(axis=1)
    return np.where(near.max(axis=1) >= least[best], best, -1)


def _consensus(rows: Array) -> Array:
    """A tree whose height is the share of all guesses that keep two groups apart."""
    import numpy as np
    from scipy.cluster.hierarchy import cophenet, linkage
    from scipy.spatial.distance import pdist

    apart = np.zeros(len(rows) * (len(rows) - 1) // 2)
    for wide in DIMENSIONS:
        # A row of zeros has no direction: it is at right angles to all.
        distances = np.nan_to_num(pdist(rows[:, :wide], "cosine"), copy=False, nan=1)
        heights = cophenet(linkage(distances, "average"))
        for cut in CUTS:
            apart += heights > cut
    apart /= len(DIMENSIONS) * len(CUTS)
    tree: Array = linkage(apart, "average")
    return tree


def _large(labels: Labels, least: int = LEAST_SIZE) -> Labels:
    """The clusters of enough texts, numbered from 0, the first text's first; -1 the others."""
    import numpy as np

    _, first, place, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    number = np.full(len(sizes), -1)
    kept = [group for group in first.argsort() if sizes[group] >= least]
    number[kept] = np.arange(len(kept))
    return number[place]


def _merged(rows: Array, labels: Labels, count: int) -> Labels:
    """The clusters that are most alike by their mean directions put together to ``count``."""
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering

    if labels.max() + 1 <= count:
        return labels
    directions, clusters = unit(rows), range(labels.max() + 1)
    means = unit(np.array([directions[labels == cluster].sum(axis=0) for cluster in clusters]))
    model = AgglomerativeClustering(count, metric="cosine", linkage="average")
    return np.append(model.fit_predict(means), -1)[labels]


def unit(rows: Array) -> Array:
    """Rows of length 1; what has no direction stays where it is."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    directions: Array = rows / np.where(lengths > 0, lengths, 1)
    return directions
