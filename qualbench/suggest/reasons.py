"""Why a code is suggested for a turn, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.suggest.fitting import Model
from qualbench.suggest.known import Known, Line, Turns
from qualbench.suggest.likeness import heaviest_words
from qualbench.suggest.rocchio import has_any
from qualbench.suggest.scoring import Scores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualbench.suggest.known import Array


@dataclass(frozen=True, slots=True)
class Near:
    """Evidence, by its source, and the cosine of it and the turn."""

    source: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Why:
    """For one turn and key: the nearest turns coded with it or a key below it, the nearest
    line of the codebook with its cosine, the heaviest words; and against it the nearest
    exclusion, the nearest turn it was rejected in, and the sibling (a key with the same
    parent) that is surest, with how sure one is of it.
    """

    quotes: tuple[Near, ...]
    line: tuple[Line, float] | None
    words: tuple[tuple[str, float], ...]
    exclusion: tuple[Line, float] | None
    rejected: Near | None
    sibling: tuple[str, float] | None


def why(
    model: Model,
    known: Known,
    turns: Turns,
    scores: Scores,
    row: int,
    key: str,
    most: int = 3,
    own: int | None = None,
) -> Why:
    """What there is to say of suggesting ``key`` for the turn ``row`` of those scored.

    ``own`` is that turn among those known, where it is one of them.
    """
    column = known.keys.index(key)
    vector = turns.vectors[row]
    quotes, line = nearest(known, vector, key, most, own)
    refused = _nearest(known, vector, known.rejected[:, column], 1)
    return Why(
        quotes,
        line,
        _words(model, turns.texts[row], key, most),
        _nearest_line(known, vector, {key}, against=True),
        refused[0] if refused else None,
        _sibling(known, scores, row, column),
    )


def nearest(
    known: Known, vector: Array, key: str, most: int = 1, own: int | None = None
) -> tuple[tuple[Near, ...], tuple[Line, float] | None]:
    """The nearest turns coded with a key or one below it, and the nearest line that says so.

    ``vector`` is of length 1, that of the turn ``own`` among those known, where it is one of
    them: it is no reason for itself.
    """
    below = _with_all_below(known, known.keys.index(key))
    among = has_any(known.coded[:, below])
    if own is not None:
        among[own] = False
    return (
        _nearest(known, vector, among, most),
        _nearest_line(known, vector, {known.keys[i] for i in below}, against=False),
    )


def _with_all_below(known: Known, column: int) -> list[int]:
    found = [column]
    for above in found:
        found += [i for i, p in enumerate(known.parents) if p == above and i not in found]
    return found


def _nearest(known: Known, vector: Array, among: NDArray[np.bool_], most: int) -> tuple[Near, ...]:
    """The nearest turns, equal ones in their order."""
    import numpy as np

    (rows,) = among.nonzero()
    cosines = (known.turns.vectors[rows] @ vector).round(6)
    best = np.argsort(-cosines, kind="stable")[:most]
    return tuple(Near(known.sources[rows[i]], float(cosines[i])) for i in best)


def _nearest_line(
    known: Known, vector: Array, keys: set[str], against: bool
) -> tuple[Line, float] | None:
    found = [
        (float((known.line_vectors[i] @ vector).round(6)), -i)
        for i, line in enumerate(known.lines)
        if line.key in keys and (line.kind == "exclusion") == against
    ]
    if not found:
        return None
    cosine, place = max(found)
    return known.lines[-place], cosine


def _words(model: Model, text: str, key: str, most: int) -> tuple[tuple[str, float], ...]:
    if model.learned is None or key not in model.keys:
        return ()
    dual = model.learned.dual["wording"][:, model.keys.index(key)]
    return tuple(heaviest_words(model.learned.likeness, text, dual, most))


def _sibling(known: Known, scores: Scores, row: int, column: int) -> tuple[str, float] | None:
    above = known.parents[column]
    others = [i for i, p in enumerate(known.parents) if p == above and i != column]
    if not others:
        return None
    best = max(others, key=lambda i: (float(scores.said[row, i]), -i))
    return known.keys[best], float(scores.said[row, best])
