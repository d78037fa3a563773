"""Ridge regression on likenesses, with what it would have said of each transcript unseen.

Kernel ridge with plus and minus one as targets is the least squares support vector machine
(Suykens and Vandewalle 1999). One inverse gives every leave-one-group-out prediction exactly
(An, Liu and Venkatesh 2007, Pattern Recognition 40), so nothing is fitted twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualbench.suggest.known import Array

PENALTY = 2.0
"""For kernels centred and scaled to a mean diagonal of 1, and targets of size 1."""

_BLOCK = 256


def ridge(
    kernel: Array, targets: Array, weights: Array, members: Sequence[NDArray[np.intp]]
) -> tuple[Array, Array, Array]:
    """Dual coefficients (n, k), intercepts (k,) and held-out predictions (n, k).

    ``kernel`` is (n, n), centred and positive semidefinite; ``targets`` (n, k); ``weights``
    (n,) say what each row counts; ``members`` are the rows of each group, all rows among them.
    A row is predicted from the other groups alone, the intercept excepted.
    """
    import numpy as np

    intercepts = np.average(targets, axis=0, weights=weights)
    penalised = kernel.copy()
    penalised[np.diag_indices(len(kernel))] += PENALTY / weights
    inverse = _inverse(penalised)
    dual = inverse @ (targets - intercepts)
    held_out = np.empty_like(targets)
    for rows in members:
        wrong = np.linalg.solve(inverse[np.ix_(rows, rows)], dual[rows])
        held_out[rows] = targets[rows] - wrong
    return dual, intercepts, held_out


def _inverse(matrix: Array) -> Array:
    """Of a positive definite matrix, by halves, which is mostly products of matrices.

    SciPy's Cholesky would be as fast, but holds Python's lock for a second on end, and the
    screen with it; numpy's own inverse takes four times as long.
    """
    import numpy as np

    size = len(matrix)
    if size <= _BLOCK:
        return np.linalg.inv(matrix)
    half = size // 2
    first = _inverse(matrix[:half, :half])
    across = first @ matrix[:half, half:]
    last = _inverse(matrix[half:, half:] - across.T @ matrix[:half, half:])
    corner = across @ last
    whole = np.empty_like(matrix)
    whole[:half, :half] = first + corner @ across.T
    whole[:half, half:] = -corner
    whole[half:, :half] = -corner.T
    whole[half:, half:] = last
    return whole
