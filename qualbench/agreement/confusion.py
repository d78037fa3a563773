"""Which codes are taken for which, and which coder differs from the others, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from qualbench.agreement.coefficients import Coefficient, Undefined
from qualbench.agreement.compare import NO_PAIR
from qualbench.agreement.counts import RowCounts, Tally
from qualbench.agreement.units import Document, Unit, marks
from qualbench.agreement.weighted import coefficients, mean_defined, of_pairs
from qualbench.model import PAIR_MARK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_PORTION = 1_000_000
"""Pairs of codes on units that are held at once."""

NOBODY_ELSE = Undefined("no unit was finished by two of these coders")
ONE_WAY = Undefined("these coders used the codes everywhere or nowhere")


@dataclass(frozen=True, slots=True)
class Confusion:
    """``units`` on which one coder used ``first`` and another ``second``, and neither both.

    They are counted for every pair of coders. The shares say how much that is of all uses of
    the code that only one coder of a pair made.
    """

    first: str
    second: str
    units: int
    share_of_first: float
    share_of_second: float


@dataclass(frozen=True, slots=True)
class Confusions:
    """``matrix[c][k]`` are the units on which ``codes[c]`` met ``codes[k]``, symmetric, with
    nothing on the diagonal; ``one_sided`` each code's uses by one coder of a pair alone;
    ``pairs`` the same by name, most units first.
    """

    codes: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]
    one_sided: tuple[int, ...]
    pairs: tuple[Confusion, ...]


def confusions(
    documents: Sequence[Document], keys: Sequence[str], unit: Unit, coders: Sequence[str]
) -> Confusions:
    """On what units two coders put different codes, over all pairs of coders and documents.

    A pair (c, k) counts a unit where one coder has c and not k, and the other k and not c.
    """
    import numpy as np

    matrix = np.zeros((len(keys), len(keys)))
    one_sided = np.zeros(len(keys))
    for document in documents:
        of = marks(document, keys, unit, coders)
        many = of.used.sum(axis=0)
        differ = ((many > 0) & (many < len(of.coders))).any(axis=1)
        weights = of.weights[differ].astype(float)
        one_sided += weights @ (many * (len(of.coders) - many))[differ]
        matrix += _met(of.used[:, differ], weights)
    return _named(tuple(keys), matrix, one_sided)


def _met(used: Bools, weights: Floats) -> Floats:
    """Per unit: as many coders as have c without k, times as many as have k without c."""
    import numpy as np

    keys = used.shape[2]
    step = max(1, _PORTION // max(1, keys**2))
    found = np.zeros((keys, keys))
    for start in range(0, len(weights), step):
        here = used[:, start : start + step].astype("float32")
        without = here.transpose(1, 2, 0) @ (1 - here).transpose(1, 0, 2)
        met = (without * without.transpose(0, 2, 1)).reshape(-1, keys**2)
        found += (weights[start : start + step] @ met).reshape(keys, keys)
    return found


def _named(keys: tuple[str, ...], matrix: Floats, one_sided: Floats) -> Confusions:
    whole = matrix.astype(int).tolist()
    alone = one_sided.astype(int).tolist()
    pairs = [
        Confusion(keys[c], keys[k], units, units / alone[c], units / alone[k])
        for c, row in enumerate(whole)
        for k, units in enumerate(row)
        if units and c < k
    ]
    return Confusions(
        keys,
        tuple(map(tuple, whole)),
        tuple(alone),
        tuple(sorted(pairs, key=lambda pair: -pair.units)),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How one coder's uses of a code, or in a transcript, stand to those of all others who
    finished it: units that the coder ``alone`` marked, and that everybody but the coder did.
    """

    name: str
    alone: int
    lacking: int


@dataclass(frozen=True, slots=True)
class CoderProfile:
    """One coder beside the others, all counts pooled over codes.

    ``kappa`` is the mean of Cohen's kappa with each of the others; ``alpha`` Krippendorff's of
    all coders and ``without`` of all but this one: higher than ``alpha`` where this coder
    differs. ``codes`` and ``transcripts`` hold where there is any difference, the most first.
    """

    coder: str
    kappa: Coefficient
    alpha: Coefficient
    without: Coefficient
    codes: tuple[Standing, ...]
    transcripts: tuple[Standing, ...]


def profiles(
    documents: Sequence[Document],
    codes: Mapping[str, Sequence[str]],
    counted: Tally,
    families: Mapping[str, str] | None = None,
) -> tuple[CoderProfile, ...]:
    """A profile of each coder of a tally of ``codes`` over these documents."""
    alone = {name: below for name, below in codes.items() if PAIR_MARK not in name}
    pooled = counted.pooled([counted.codes.index(name) for name in alone])
    seats = range(len(counted.coders))
    shared = _alpha(pooled, seats)
    standing = _standing(documents, alone, counted, families)
    return tuple(
        CoderProfile(
            coder,
            _kappa(pooled, seat),
            shared,
            _alpha(pooled, [other for other in seats if other != seat]),
            _differing(tuple(alone), standing[:, seat].sum(axis=0)),
            _differing([document.name for document in documents], standing[:, seat].sum(axis=1)),
        )
        for seat, coder in enumerate(counted.coders)
    )


def _standing(
    documents: Sequence[Document],
    codes: Mapping[str, Sequence[str]],
    counted: Tally,
    families: Mapping[str, str] | None,
) -> Floats:
    """Units marked alone and lacking (documents x coders x codes x 2)."""
    import numpy as np

    keys = tuple(dict.fromkeys(key for below in codes.values() for key in below))
    at = [[keys.index(key) for key in below] for below in codes.values()]
    found = np.zeros((len(documents), len(counted.coders), len(codes), 2))
    for place, document in enumerate(documents):
        of = marks(document, keys, counted.unit, counted.coders, families)
        if len(of.coders) < 2:
            continue
        seat = [counted.coders.index(coder) for coder in of.coders]
        for code, below in enumerate(at):
            used = of.used[:, :, below].any(axis=2)
            others = used.sum(axis=0) - used
            found[place, seat, code, 0] = (used & (others == 0)) @ of.weights
            found[place, seat, code, 1] = (~used & (others == len(seat) - 1)) @ of.weights
    return found


def _differing(names: Sequence[str], counts: Floats) -> tuple[Standing, ...]:
    found = [Standing(name, int(a), int(b)) for name, (a, b) in zip(names, counts, strict=True)]
    differing = (one for one in found if one.alone or one.lacking)
    return tuple(sorted(differing, key=lambda one: -(one.alone + one.lacking)))


def _kappa(pooled: RowCounts, seat: int) -> Coefficient:
    """The mean kappa of the pairs that hold the coder."""
    import numpy as np

    pairs = list(combinations(range(pooled.finished.shape[1]), 2))
    theirs = [place for place, pair in enumerate(pairs) if seat in pair]
    kappas = of_pairs(pooled, np.ones((1, len(pooled.units))))["kappa"]
    mean = mean_defined(kappas[:, theirs])[0]
    return float(mean) if np.isfinite(mean) else NO_PAIR


def _alpha(pooled: RowCounts, seats: Sequence[int]) -> Coefficient:
    """Alpha of some of the coders, over what two or more of them finished."""
    import numpy as np

    finished = pooled.finished[:, list(seats)]
    kept = finished.sum(axis=1) > 1
    if not pooled.units[kept].sum():
        return NOBODY_ELSE
    shared = pooled.shared[np.ix_(kept, list(seats), list(seats))]
    few = RowCounts(pooled.units[kept], finished[kept], shared)
    alpha = coefficients(few, np.ones((1, int(kept.sum()))))["alpha"][0]
    return float(alpha) if np.isfinite(alpha) else ONE_WAY
