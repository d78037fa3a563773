"""How coders' uses of codes fall together over a set of units: counts that add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualbench.agreement.coded_sets import SetSums, set_sums
from qualbench.agreement.units import Document, Marks, Unit, marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Units that both coders coded, that only one of them did, and that neither did.

    Counts add, so that those of several transcripts pool into one table.
    """

    both: int = 0
    only_first: int = 0
    only_second: int = 0
    neither: int = 0

    @property
    def n(self) -> int:
        return self.both + self.only_first + self.only_second + self.neither

    def table(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Rows the first coder, columns the second; "used the code" before "did not"."""
        return (self.both, self.only_first), (self.only_second, self.neither)

    def __add__(self, other: TwoByTwo) -> TwoByTwo:
        return TwoByTwo(
            self.both + other.both,
            self.only_first + other.only_first,
            self.only_second + other.only_second,
            self.neither + other.neither,
        )


@dataclass(frozen=True, slots=True, eq=False)
class RowCounts:
    """What one row (a code, a domain) comes to in each of the documents.

    ``units`` is the weight of a document's units (documents), ``finished`` who finished it
    (documents x coders), ``shared`` the weight of the units that two coders both put the row
    on, on the diagonal each coder's own (documents x coders x coders).
    """

    units: Floats
    finished: Bools
    shared: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """All that coefficients need to know of each document that two or more coders finished.

    ``units``, ``finished`` and ``shared`` are as in ``RowCounts``, for all rows (documents x
    rows x coders x coders), the ``codes`` first and then the ``domains``; whole numbers, though
    kept as floats for the linear algebra. ``sets`` and ``labels`` hold the sums for
    coefficients of sets of codes, by distance and by domain. ``given`` is the weight of the
    units of all documents, whoever finished them.
    """

    unit: Unit
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    codes: tuple[str, ...]
    domains: tuple[str, ...]
    given: int
    units: Floats
    finished: Bools
    shared: Floats
    sets: Mapping[str, SetSums]
    labels: Mapping[str, SetSums]

    def row(self, place: int) -> RowCounts:
        return RowCounts(self.units, self.finished, self.shared[:, place])

    def pooled(self, places: Sequence[int]) -> RowCounts:
        """The counts of several rows as if they were one: a unit counts once for each row."""
        units = self.units * len(places)
        return RowCounts(units, self.finished, self.shared[:, list(places)].sum(axis=1))

    def part(self, documents: Sequence[int]) -> Tally:
        """The same of some of the documents, by their places."""
        at = list(documents)
        return replace(
            self,
            documents=tuple(self.documents[place] for place in at),
            given=int(self.units[at].sum()),
            units=self.units[at],
            finished=self.finished[at],
            shared=self.shared[at],
            sets={name: sums.part(at) for name, sums in self.sets.items()},
            labels={name: sums.part(at) for name, sums in self.labels.items()},
        )


def tally(
    documents: Sequence[Document],
    codes: Mapping[str, Sequence[str]],
    domains: Mapping[str, Sequence[str]],
    unit: Unit,
    coders: Sequence[str],
    families: Mapping[str, str] | None = None,
) -> Tally:
    """Count ``documents`` once; whatever is asked later needs only these counts.

    ``codes`` and ``domains`` map the name of a row to the coding keys that count for it, where
    a unit counts once however many of them it carries; the keys of a domain are its labels too.
    ``families`` is as in ``marks``. Only what two or more of ``coders`` finished counts.
    """
    import numpy as np

    rows = [*codes.items(), *domains.items()]
    keys = tuple(dict.fromkeys(key for _, below in rows for key in below))
    marked = [marks(document, keys, unit, coders, families) for document in documents]
    common = [(d.name, m) for d, m in zip(documents, marked, strict=True) if len(m.coders) > 1]
    counted = [of for _, of in common]
    places = {key: at for at, key in enumerate(keys)}
    at = [[places[key] for key in below] for _, below in rows]
    sets, labels = set_sums(counted, dict(zip(domains, at[len(codes) :], strict=True)), len(keys))
    return Tally(
        unit,
        tuple(coders),
        tuple(name for name, _ in common),
        tuple(codes),
        tuple(domains),
        int(sum(of.weights.sum() for of in marked)),
        np.array([of.weights.sum() for of in counted], float),
        np.array([[coder in of.coders for coder in coders] for of in counted], bool).reshape(
            -1, len(coders)
        ),
        _shared(counted, at, coders),
        sets,
        labels,
    )


def _shared(
    documents: Sequence[Marks], rows: Sequence[Sequence[int]], coders: Sequence[str]
) -> Floats:
    import numpy as np

    found = np.zeros((len(documents), len(rows), len(coders), len(coders)))
    for place, of in enumerate(documents):
        used = np.zeros((len(rows), len(of.coders), len(of.weights)))
        for row, keys in enumerate(rows):
            used[row] = of.used[:, :, keys].any(axis=2)
        seat = [coders.index(coder) for coder in of.coders]
        here = np.ix_([place], range(len(rows)), seat, seat)
        found[here] = (used * of.weights) @ used.transpose(0, 2, 1)
    return found
