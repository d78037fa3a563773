"""From coders' spans in one transcript to the units that each of them marked.

Only the given words are counted: what a coding covers beyond them (speaker labels, the
interviewer where left out) is nobody's unit. A coder's overlapping codings of a key are one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualbench.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

Unit = Literal["turn", "sentence", "segment", "character"]
SpansByKey = Mapping[str, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript: ``words`` that count, and what those who have finished it coded.

    ``words`` are the units themselves (the words of turns, sentences, segments), or for
    characters the words in which they lie; they do not overlap. ``coders`` holds each coder's
    spans by coding key (a code, or ``code@role``). Who has not finished the transcript is
    missing from ``coders``; who has and used nothing stands there without keys.
    """

    name: str
    words: tuple[Span, ...]
    coders: Mapping[str, SpansByKey]


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Who marked what in one transcript.

    ``coders`` are those who finished it, ``weights`` how much each unit counts (units),
    ``used`` is true where a coder put a key on a unit (coders x units x keys).
    """

    coders: tuple[str, ...]
    weights: Ints
    used: Bools


def marks(
    document: Document,
    keys: Sequence[str],
    unit: Unit,
    coders: Sequence[str],
    families: Mapping[str, str] | None = None,
) -> Marks:
    """What those of ``coders`` who finished the document put on its units.

    A unit is marked where a coding shares at least a code point with its words, and counts
    once. Characters are taken in runs between the edges of codings, on which everybody does
    one thing throughout, and a run weighs its length. A unit without words is none.

    ``families`` maps a key to the name it shares with its siblings. Where it is given, a coder
    who put a sibling of a key on a unit is read as having put the key there too, on units where
    any of the coders used the key itself.
    """
    import numpy as np

    here = tuple(coder for coder in coders if coder in document.coders)
    edges, places = _spans(document, here, keys)
    units = _units(document.words)
    if unit == "character":
        units = _runs(units, edges)
    used = _marked(units, edges, places, (len(here), len(units), len(keys)))
    if families is not None:
        used = _with_siblings(used, [families.get(key, key) for key in keys])
    weights = units[:, 1] - units[:, 0] if unit == "character" else np.ones(len(units), np.int64)
    return Marks(here, weights, used)


def _spans(document: Document, coders: Sequence[str], keys: Sequence[str]) -> tuple[Ints, Ints]:
    """The coded spans (start, end), and beside them (coder, key) as places."""
    import numpy as np

    place = {key: at for at, key in enumerate(keys)}
    found = [
        (span.start, span.end, by, place[key])
        for by, coder in enumerate(coders)
        for key, spans in document.coders[coder].items()
        if key in place
        for span in spans
        if span.start < span.end
    ]
    table = np.array(found, np.int64).reshape(-1, 4)
    return table[:, :2], table[:, 2:]


def _units(words: Sequence[Span]) -> Ints:
    import numpy as np

    found = sorted((span.start, span.end) for span in words if span.start < span.end)
    return np.array(found, np.int64).reshape(-1, 2)


def _runs(units: Ints, edges: Ints) -> Ints:
    """The units cut at every edge of a coding that lies inside them."""
    import numpy as np

    cuts = np.unique(np.concatenate([units.ravel(), edges.ravel()]))
    starts, ends = cuts[:-1], cuts[1:]
    within = np.searchsorted(units[:, 0], starts, "right") - 1
    inside = (within >= 0) & (starts < units[within, 1]) if len(units) else starts < starts
    return np.stack([starts[inside], ends[inside]], axis=1)


def _marked(units: Ints, edges: Ints, places: Ints, shape: tuple[int, int, int]) -> Bools:
    """One more at the first unit that a span touches, one less behind the last, summed up."""
    import numpy as np

    steps = np.zeros((shape[0], shape[1] + 1, shape[2]), np.int32)
    first = np.searchsorted(units[:, 1], edges[:, 0], "right")
    behind = np.searchsorted(units[:, 0], edges[:, 1], "left")
    by, key = places[:, 0], places[:, 1]
    np.add.at(steps, (by, first, key), 1)
    np.add.at(steps, (by, behind, key), -1)
    covered: Ints = steps.cumsum(axis=1, dtype=np.int32)
    return np.greater(covered[:, :-1], 0)


def _with_siblings(used: Bools, families: Sequence[str]) -> Bools:
    import numpy as np

    anybody = np.logical_or.reduce(used, axis=0)
    read = used.copy()
    for family in set(families):
        members = np.array([at for at, name in enumerate(families) if name == family])
        if len(members) > 1:
            theirs = np.logical_or.reduce(used[:, :, members], axis=2, keepdims=True)
            read[:, :, members] |= theirs & anybody[:, members]
    return read
