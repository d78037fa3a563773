"""Codes ranked for a text by a blend of what was coded with them and what they mean.

The mean of a code's examples is a prototype (Rocchio 1971, in The SMART Retrieval System,
ch. 14; Snell et al. 2017, Prototypical Networks for Few-shot Learning). Here the definition
joins the examples, so that a code is suggested before anything has been coded with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualbench.model import PAIR_MARK, Reason, Span, Suggestion
from qualbench.suggest.evidence import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]

_DIGITS = 6
"""Similarities are rounded before they are compared, so that only real differences rank."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A span to suggest codes for; ``exclude`` holds the keys coded or rejected there."""

    span: Span
    exclude: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A key with its evidence, a row of ``vectors`` for each piece, and their weighted sum."""

    key: str
    pieces: tuple[Evidence, ...]
    vectors: Array
    blend: Array


def suggest(
    units: Sequence[Unit],
    unit_vectors: Array,
    evidence: Sequence[Evidence],
    evidence_vectors: Array,
    top: int = 3,
) -> tuple[tuple[Suggestion, ...], ...]:
    """For each unit at most ``top`` keys by falling similarity, equal ones in order of key.

    The matrices hold one vector a row: of the units, and of the evidence, whose order does not
    matter. A key's similarity is the cosine of the unit and the weighted sum of the key's
    evidence. ``code@role`` is a key of its own once it has been coded: it has its quotes and
    the definition of the code, and stands in for the code alone. Raises ValueError where a
    matrix has not one row for each unit or piece.
    """
    import numpy as np

    candidates = _candidates(evidence, evidence_vectors)
    if not candidates or not units:
        return ((),) * len(units)
    texts = _of_length_one(unit_vectors)
    scores = (texts @ np.stack([each.blend for each in candidates]).T).round(_DIGITS)
    return tuple(
        tuple(
            Suggestion(unit.span, candidates[i].key, float(row[i]), _reason(candidates[i], text))
            for i in _best(row, [each.key in unit.exclude for each in candidates], top)
        )
        for unit, text, row in zip(units, texts, scores, strict=True)
    )


def _candidates(evidence: Sequence[Evidence], vectors: Array) -> list[_Candidate]:
    """In order of key; the pieces of each in an order that does not hang on the one given."""
    found: dict[str, list[tuple[Evidence, Array]]] = defaultdict(list)
    rows = zip(evidence, _of_length_one(vectors), strict=True)
    for piece, vector in sorted(rows, key=lambda row: (row[0], row[1].tobytes())):
        found[piece.key].append((piece, vector))
    for pair in [key for key in found if PAIR_MARK in key]:
        alone = found.get(pair.partition(PAIR_MARK)[0], [])
        found[pair] += [row for row in alone if row[0].kind == "definition"]
    return [_candidate(key, found[key]) for key in sorted(found.keys() - _stood_in_for(evidence))]


def _stood_in_for(evidence: Sequence[Evidence]) -> set[str]:
    """Codes that were coded with a role only: alone they would repeat what their pairs say."""
    coded = {piece.key for piece in evidence if piece.kind == "quote"}
    return {key.partition(PAIR_MARK)[0] for key in coded if PAIR_MARK in key} - coded


def _candidate(key: str, rows: Sequence[tuple[Evidence, Array]]) -> _Candidate:
    import numpy as np

    pieces = tuple(piece for piece, _ in rows)
    vectors = np.stack([vector for _, vector in rows])
    total = np.array([piece.weight for piece in pieces]) @ vectors
    return _Candidate(key, pieces, vectors, _of_length_one(total))


def _best(scores: Array, excluded: Sequence[bool], top: int) -> list[int]:
    ranked = (-scores).argsort(kind="stable").tolist()
    return [i for i in ranked if not excluded[i]][:top]


def _reason(candidate: _Candidate, text: Array) -> Reason:
    similarities = (candidate.vectors @ text).round(_DIGITS)
    nearest = int(similarities.argmax())
    piece = candidate.pieces[nearest]
    return Reason(piece.kind, piece.source, piece.text, float(similarities[nearest]))


def _of_length_one(vectors: Array) -> Array:
    """Each row in float64 and scaled to length 1; a row of zeros stays as it is."""
    import numpy as np

    exact = np.asarray(vectors, np.float64)
    length = np.linalg.norm(exact, axis=-1, keepdims=True)
    return exact / np.where(length > 0, length, 1)
