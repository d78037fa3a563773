"""The sets of codes that coders put on units, summed per document so that alpha can be resampled.

Alpha over sets is 1 - (n - 1) sum o_ck d_ck / sum n_c n_k d_ck with d a distance of sets, as in
``alpha.py``. Both sums split: the first over documents, the second over pairs of documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.agreement.units import Marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_PORTION = 2_000_000
"""Distances that are held at once."""


@dataclass(frozen=True, slots=True, eq=False)
class SetSums:
    """Of each document: ``values`` (units x coders, by weight) and ``observed`` disagreement;
    of each two of them (documents x documents) the disagreement ``expected`` by chance.
    """

    values: Floats
    observed: Floats
    expected: Floats

    def part(self, documents: Sequence[int]) -> SetSums:
        import numpy as np

        at = list(documents)
        return SetSums(self.values[at], self.observed[at], self.expected[np.ix_(at, at)])


def set_sums(
    documents: Sequence[Marks], labels: Mapping[str, Sequence[int]], keys: int
) -> tuple[dict[str, SetSums], dict[str, SetSums]]:
    """The sums of whole sets by distance (equality, jaccard, masi), and by equality of the sets
    that each of ``labels`` (the places of some keys) cuts out of them.
    """
    import numpy as np

    sets, ids = _distinct([of.used for of in documents], keys)
    histogram = _histogram(documents, ids, len(sets))
    whole = {"equality": _equality(documents, ids, histogram)}
    expected = _expected(sets, histogram)
    for name in ("jaccard", "masi"):
        observed = np.array([_observed(of, name) for of in documents])
        whole[name] = SetSums(histogram.sum(axis=1), observed, expected[name])
    cut = {}
    for name, places in labels.items():
        _, (smaller,) = _distinct([sets[None][:, :, list(places)]], len(places))
        onto = smaller[0]
        fewer = np.zeros((len(documents), int(onto.max(initial=-1)) + 1))
        np.add.at(fewer.T, onto, histogram.T)
        cut[name] = _equality(documents, [onto[one] for one in ids], fewer)
    return whole, cut


def set_distances(inter: Floats, first: Floats, second: Floats) -> dict[str, Floats]:
    """Jaccard's and MASI's distance from the sizes of two sets and of what they share.

    MASI is 1 - J M with M = 1 for equal sets, 2/3 where one holds the other, 1/3 where they
    overlap, else 0: Passonneau 2006, LREC. Two empty sets have distance 0.
    """
    import numpy as np

    union = first + second - inter
    jaccard = np.divide(inter, union, out=np.ones_like(union), where=union > 0)
    held = np.where(inter == np.minimum(first, second), 2 / 3, 1 / 3)
    monotone = np.where(inter == union, 1.0, held)  # where they share nothing, J is 0
    return {"jaccard": 1 - jaccard, "masi": 1 - jaccard * monotone}


def _distinct(used: Sequence[Bools], keys: int) -> tuple[Bools, list[Ints]]:
    """The different sets (sets x keys), and which of them each coder put on each unit."""
    import numpy as np

    sizes = [one.shape[0] * one.shape[1] for one in used]
    rows = (one.reshape(size, keys) for one, size in zip(used, sizes, strict=True))
    flat = np.concatenate([np.zeros((0, keys), bool), *rows])
    width = max(1, -(-keys // 64)) * 64
    bits = np.zeros((len(flat), width // 8), np.uint8)
    bits[:, : -(-keys // 8)] = np.packbits(flat, axis=1)
    ids = np.zeros(len(flat), np.int64)
    for word in bits.view(np.uint64).T:
        different, which = np.unique(word, return_inverse=True)
        _, ids = np.unique(ids * len(different) + which, return_inverse=True)
    first = np.zeros(int(ids.max(initial=-1)) + 1, np.int64)
    first[ids[::-1]] = np.arange(len(flat))[::-1]
    parts = np.split(ids, np.cumsum(sizes)[:-1]) if used else []
    return flat[first], [p.reshape(o.shape[:2]) for p, o in zip(parts, used, strict=True)]


def _histogram(documents: Sequence[Marks], ids: Sequence[Ints], sets: int) -> Floats:
    """How much weight each set has in each document (documents x sets)."""
    import numpy as np

    found = np.zeros((len(documents), sets))
    for row, of, one in zip(found, documents, ids, strict=True):
        row += np.bincount(one.ravel(), np.tile(of.weights, len(one)), minlength=sets)
    return found


def _equality(documents: Sequence[Marks], ids: Sequence[Ints], histogram: Floats) -> SetSums:
    import numpy as np

    values = histogram.sum(axis=1)
    observed = [
        ((one[:, None] != one[None]) @ of.weights).sum() / (len(one) - 1)
        for of, one in zip(documents, ids, strict=True)
    ]
    expected = np.outer(values, values) - histogram @ histogram.T
    return SetSums(values, np.array(observed, float), expected)


def _observed(of: Marks, distance: str) -> float:
    """The distances of every coder's set to every other's on the same unit."""
    used = of.used.transpose(1, 0, 2).astype("float32")
    inter = (used @ used.transpose(0, 2, 1)).astype(float)
    size = inter.diagonal(axis1=1, axis2=2)
    apart = set_distances(inter, size[:, :, None], size[:, None, :])[distance]
    return float(of.weights @ apart.sum(axis=(1, 2))) / (len(of.coders) - 1)


def _expected(sets: Bools, histogram: Floats) -> dict[str, Floats]:
    """The distances of every set to every other, by how often they stand in two documents.

    Distances are symmetric: each set is held against itself by half and those after it.
    """
    import numpy as np

    member = sets.astype("float32")
    size = sets.sum(axis=1).astype(float)
    found = {name: np.zeros((len(histogram),) * 2) for name in ("jaccard", "masi")}
    step = max(1, _PORTION // max(1, len(sets)))
    for start in range(0, len(sets), step):
        here, on = slice(start, start + step), slice(start, None)
        inter = (member[here] @ member[on].T).astype(float)
        for name, apart in set_distances(inter, size[here, None], size[on]).items():
            apart[:, : len(apart)] /= 2
            half = histogram[:, here] @ (apart @ histogram[:, on].T)
            found[name] += half + half.T
    return found
