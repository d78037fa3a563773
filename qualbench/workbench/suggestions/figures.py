"""How good suggestions were on turns that they were not learned from: values, and their sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualbench.agreement import Coefficient, Undefined
from qualbench.suggest import measures

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.intp]

SHARES = (0.1, 0.2, 0.3, 0.5, 1.0)
"""The surest shares of the turns for which a precision is given."""

NO_TURN = Undefined("no turn here is coded by somebody's own choice")
NO_PROBABILITY = Undefined("there was too little to learn from to call what is said a probability")
TOO_SMALL = Undefined("this share is less than one turn")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of ``turns`` gone through, of which ``coded`` have some of so many ``codes``.

    Of coded turns: ``top1`` and ``top3``, the shares where one of so many first choices is
    right; ``mrr``, the mean reciprocal rank of the first right one; ``f1``, the mean over codes
    where the first choice is taken. Of all turns, those that nobody coded among them:
    ``lift``, the mean over codes of average precision over prevalence (1 is guessing); ``ece``,
    the calibration error of first choices in bins of equal mass; ``shown``, for each of SHARES,
    how often the surest first choices are right.
    """

    turns: int
    coded: int
    codes: int
    top1: Coefficient
    top3: Coefficient
    mrr: Coefficient
    f1: Coefficient
    lift: Coefficient
    ece: Coefficient
    shown: tuple[tuple[float, Coefficient], ...]


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """The same of one key: ``n`` turns in so many ``transcripts`` have it.

    ``top1`` and ``top3`` are the shares of them where it comes first, or among the first three;
    the mean of ``f1`` over keys is that of ``Figures``.
    ``lift`` is ``precision``, the average one, over ``prevalence``. It is ``guessed``
    where it is found hardly better than chance would: at under twice its prevalence.
    """

    key: str
    n: int
    transcripts: int
    top1: float
    top3: float
    mrr: float
    f1: float
    precision: float
    prevalence: float
    lift: float
    guessed: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Some first choices that were about as sure: how many, how sure, how often right."""

    n: int
    said: float
    right: float


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What was said of n turns and k keys, and what is right there.

    ``closed`` is True where a suggestion was accepted: there it is neither right nor wrong, and
    does not count among the choices. ``calibrated`` tells whether ``said`` are probabilities.
    """

    said: Floats
    order: Ints
    right: Bools
    closed: Bools
    calibrated: bool

    def at(self, rows: Bools) -> Told:
        """Of some of the turns."""
        return replace(
            self,
            said=self.said[rows],
            order=self.order[rows],
            right=self.right[rows],
            closed=self.closed[rows],
        )

    def firsts(self) -> tuple[Floats, Bools]:
        """How sure each first choice is, and whether it is right."""
        import numpy as np

        at = np.arange(len(self.order))
        first = self.order[:, 0] if len(at) else at
        return self.said[at, first], self.right[at, first]


def figures(of: Told) -> Figures:
    """All that ``Figures`` names."""
    import numpy as np

    coded = of.right.any(axis=1)
    order, right = of.order[coded], of.right[coded]
    sure, correct = of.firsts()
    used = np.flatnonzero(of.right.any(axis=0)).tolist()
    lifts = [precision / prevalence for precision, prevalence in (_precision(of, k) for k in used)]

    def value(measured: Callable[[], float]) -> Coefficient:
        return float(measured()) if len(right) else NO_TURN

    return Figures(
        len(of.right),
        len(right),
        len(used),
        value(lambda: measures.top(order, right, 1)),
        value(lambda: measures.top(order, right, 3)),
        value(lambda: measures.mean_reciprocal_rank(order, right)),
        value(lambda: float(np.nanmean(measures.f1(order, right)))),
        value(lambda: float(np.mean(lifts))),
        _calibration(of, sure, correct),
        tuple((share, _shown(sure, correct, share)) for share in SHARES),
    )


def of_codes(of: Told, keys: tuple[str, ...], transcripts: Sequence[str]) -> Iterator[CodeFigures]:
    """Each key that is right somewhere, in order."""
    import numpy as np

    coded = of.right.any(axis=1)
    f1 = measures.f1(of.order[coded], of.right[coded])
    for at in np.flatnonzero(of.right.any(axis=0)).tolist():
        has = of.right[:, at]
        ranks = 1 + (of.order[has] == at).argmax(axis=1)
        told_in = {transcripts[row] for row in has.nonzero()[0].tolist()}
        precision, prevalence = _precision(of, at)
        yield CodeFigures(
            keys[at],
            int(has.sum()),
            len(told_in),
            float((ranks <= 1).mean()),
            float((ranks <= 3).mean()),
            float((1 / ranks).mean()),
            float(f1[at]),
            precision,
            prevalence,
            precision / prevalence,
            len(told_in) > 1 and precision < min(2 * prevalence, 0.5),
        )


def bins_of(of: Told) -> tuple[Bin, ...]:
    """First choices in bins of equal mass, the least sure first; none without probabilities."""
    import numpy as np

    sure, correct = of.firsts()
    parts = np.array_split(np.argsort(sure, kind="stable"), measures.BINS)
    return tuple(
        Bin(int(part.size), float(sure[part].mean()), float(correct[part].mean()))
        for part in parts
        if part.size and of.calibrated
    )


def _precision(of: Told, key: int) -> tuple[float, float]:
    """Average precision and prevalence of a key, where it is open."""
    open_ = ~of.closed[:, key]
    right = of.right[open_, key]
    return measures.average_precision(of.said[open_, key], right), float(right.mean())


def _calibration(of: Told, sure: Floats, correct: Bools) -> Coefficient:
    if not len(sure):
        return NO_TURN
    return measures.calibration_error(sure, correct) if of.calibrated else NO_PROBABILITY


def _shown(sure: Floats, correct: Bools, share: float) -> Coefficient:
    if int(len(sure) * share) < 1:
        return TOO_SMALL
    return measures.precision_shown(sure, correct, share)
