"""What is said of each pair of a turn and a code, before it becomes one probability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.suggest.known import Known
from qualbench.suggest.rocchio import Prototypes, has_any, shares

if TYPE_CHECKING:
    from qualbench.suggest.known import Array

TOGETHER = "together"
"""The view that is the mean of all others."""

PRIOR = {TOGETHER: 0.5, "prototype": 0.25, "definition": 0.25}
"""Weights of standardised features that are never far off on any set of codes: half for what was
learned of wording and meaning, half for what a code is like on the whole and by its definition."""


def names(views: dict[str, Array]) -> list[str]:
    """Of the features, in the order of the last axis of ``pairs``."""
    return [*views, "lead", "prototype", "definition", "count"]


def pairs(said: dict[str, Array], vectors: Array, made: Prototypes, counts: Array) -> Array:
    """(q, k, f) for q ``vectors`` and k codes, of what each view ``said`` (q, k) and of
    prototypes; ``counts`` (k,) are of turns coded.
    """
    import numpy as np

    return np.stack(
        [
            *said.values(),
            lead(said[TOGETHER]),
            shares(vectors @ made.all.T, made.evidence),
            shares(vectors @ made.codebook.T, has_any(made.codebook)),
            np.broadcast_to(np.log1p(counts), (len(vectors), len(counts))),
        ],
        axis=-1,
    )


def lead(scores: Array) -> Array:
    """How far each code is ahead of the best other one, (q, k); of one code alone 0."""
    import numpy as np

    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    ranked = np.sort(scores, axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    ahead: Array = scores - np.where(scores == best, second, best)
    return ahead


def counts_of(known: Known) -> Array:
    """How many turns are coded with each key, (k,)."""
    total: Array = (known.coded > 0).sum(axis=0)
    return total
