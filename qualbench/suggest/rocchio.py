"""What a code is like on the whole: the mean of its examples and of what the codebook says.

Rocchio 1971 (in The SMART Retrieval System, ch. 14), negatives included, with the weights of
Manning, Raghavan and Schütze 2008 (Introduction to Information Retrieval, ch. 9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.suggest.known import CHILD_SHARE, Known, spread
from qualbench.suggest.ranking import one_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualbench.suggest.known import Array

DEFINITION_WEIGHT = 5.0
"""What the codebook says of a code counts as much as five coded turns."""

NEGATIVE = 0.2
"""Of a negative beside a positive: .15 to .75."""

TEMPERATURE = 0.05
"""Divides cosines before a softmax over the codes."""


@dataclass(frozen=True, slots=True, eq=False)
class Prototypes:
    """Unit vectors (k, d): of ``all`` the evidence, of the ``codebook`` alone; rows of zeros
    where there is none. ``evidence`` (k,) is True where a code has any.
    """

    all: Array
    codebook: Array

    @property
    def evidence(self) -> NDArray[np.bool_]:
        return has_any(self.all)


def has_any(rows: Array) -> NDArray[np.bool_]:
    """Which rows are not all zeros, (k,)."""
    found: NDArray[np.bool_] = (rows != 0).any(axis=1)
    return found


def prototypes(known: Known) -> Prototypes:
    """Of everything known."""
    with one_thread():
        return held_out_prototypes(known, [()])[0]


def held_out_prototypes(
    known: Known, groups: Sequence[Sequence[int] | NDArray[np.intp]]
) -> list[Prototypes]:
    """One for each of ``groups``, as they would be without its rows."""
    import numpy as np

    speaks, against = spread(known.coded, known.parents), known.rejected.astype(float)
    vectors = known.turns.vectors
    said, denied = _of_codebook(known)
    book = _unit(_unit(said) - NEGATIVE * _unit(denied)) * said.any(axis=1, keepdims=True)
    quoted, refused = speaks.T @ vectors, against.T @ vectors
    made = []
    for rows in groups:
        out = list(rows)
        positive = quoted - speaks[out].T @ vectors[out] + DEFINITION_WEIGHT * _unit(said)
        negative = denied + refused - against[out].T @ vectors[out]
        has = (speaks.sum(axis=0) - speaks[out].sum(axis=0) > 0) | said.any(axis=1)
        whole = _unit(_unit(positive) - NEGATIVE * _unit(negative))
        made.append(Prototypes(np.where(has[:, None], whole, 0.0), book))
    return made


def shares(cosines: Array, evidence: NDArray[np.bool_]) -> Array:
    """Softmax over the codes that have evidence, (q, k); the others get 0."""
    import numpy as np

    if not evidence.any():
        return np.zeros_like(cosines)
    sharp = np.where(evidence, cosines, -np.inf) / TEMPERATURE
    raised = np.exp(sharp - sharp.max(axis=1, keepdims=True))
    total: Array = raised / raised.sum(axis=1, keepdims=True)
    return total


def _of_codebook(known: Known) -> tuple[Array, Array]:
    """Sums (k, d) of the lines that speak for each key, and of its exclusions."""
    import numpy as np

    index = {key: i for i, key in enumerate(known.keys)}
    width = known.turns.vectors.shape[1]
    said, denied = np.zeros((len(index), width)), np.zeros((len(index), width))
    for line, vector in zip(known.lines, known.line_vectors, strict=True):
        key, share, seen = index.get(line.key, -1), line.weight, set[int]()
        while key >= 0 and key not in seen:
            (denied if line.kind == "exclusion" else said)[key] += share * vector
            seen.add(key)
            # What a child is not, its parent may well be.
            key = -1 if line.kind == "exclusion" else known.parents[key]
            share *= CHILD_SHARE
    return said, denied


def _unit(rows: Array) -> Array:
    import numpy as np

    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: Array = rows / np.where(length > 1e-12, length, 1)
    return scaled
