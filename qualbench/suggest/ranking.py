"""From what a regression says of each pair to what comes first, and how sure one may be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from qualbench.suggest.calibration import Calibration, calibrate, calibrated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualbench.suggest.known import Array

TEMPER = 0.5
"""How far rare codes are put before common ones: the power of a code's share of the turns that
its probability is divided by (logit adjustment: Menon et al. 2021, ICLR). 0 is best for the
share of turns that are right, 1 for codes counted equally; half-way costs neither."""

_RAREST = 0.01
"""A share below this counts as this: what was hardly ever seen is not put before everything."""


@dataclass(frozen=True, slots=True)
class Calibrations:
    """For what ranks first for a turn, and for everything else."""

    first: Calibration
    rest: Calibration


def ranked(probabilities: Array, counts: Array, turns: int) -> NDArray[np.intp]:
    """The codes of each turn, best first, (q, k): by probability, rare codes a little ahead.

    ``counts`` (k,) say how many of so many ``turns`` have each code. Codes that are equal to
    six digits stand in their own order.
    """
    import numpy as np

    shares = np.maximum((counts + 1) / (turns + 2), _RAREST)
    scores = (np.log(np.maximum(probabilities, 1e-12)) - TEMPER * np.log(shares)).round(6)
    order: NDArray[np.intp] = np.argsort(-scores, axis=1, kind="stable")
    return order


def calibrations(raw: Array, right: NDArray[np.bool_], order: NDArray[np.intp]) -> Calibrations:
    """Fitted to held-out probabilities (n, k)."""
    import numpy as np

    firsts = np.zeros(raw.shape, bool)
    np.put_along_axis(firsts, order[:, :1], True, axis=1)
    return Calibrations(
        calibrated(raw[firsts], right[firsts]), calibrated(raw[~firsts], right[~firsts])
    )


def put_right(raw: Array, order: NDArray[np.intp], by: Calibrations) -> Array:
    """Calibrated probabilities (q, k); nothing is surer than what ranks first."""
    import numpy as np

    at = np.arange(len(raw))
    first = calibrate(raw[at, order[:, 0]], by.first)
    said = np.minimum(calibrate(raw, by.rest), first[:, None])
    said[at, order[:, 0]] = first
    return said


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def one_thread() -> Any:
    """Around a computation: how BLAS splits a sum over threads changes the last bits."""
    return _threads().limit(limits=1, user_api="blas")
