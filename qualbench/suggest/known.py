"""What a suggester may learn from: turns that were decided about, and what the codebook says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from qualbench.model import PAIR_MARK, Code, Codebook

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]

LineKind = Literal["definition", "inclusion", "example", "exclusion"]

CHILD_SHARE = 0.5
"""A child's coding or line counts half as much for each code above it as for the child."""

_SUGGESTED = frozenset({"construct", "subconstruct", "project"})


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One thing that the codebook says of a key; an ``exclusion`` speaks against it."""

    key: str
    kind: LineKind
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """What is coded or suggested for: n texts with a vector a row, (n, d), of length 1 or 0.

    ``around`` holds the vectors of the turns before and after, each (n, d), a row of zeros
    where there is none; None where nobody knows the order.
    """

    texts: tuple[str, ...]
    vectors: Array
    around: tuple[Array, Array] | None = None

    def at(self, rows: Sequence[int] | NDArray[np.intp]) -> Turns:
        """Some of them, by index."""
        chosen = list(rows)
        return Turns(
            tuple(self.texts[i] for i in chosen),
            self.vectors[chosen],
            self.around and (self.around[0][chosen], self.around[1][chosen]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """All evidence at one moment, in an order that is the same each time.

    ``keys`` are the k codes, or code@role, that can be suggested; ``parents`` the index of the
    nearest key above each, -1 at the top. ``lines`` belong to ``line_vectors`` (l, d). Of each
    of the n ``turns``, ``sources`` says what to call it, ``groups`` which transcript it is of;
    ``coded`` (n, k) what the coding with a key counts (0 not coded with it, 1 a coder's own
    choice, less an accepted suggestion), ``rejected`` (n, k) is True where somebody wanted to
    see a suggestion no more. ``finished`` (n,) is False where a turn was not gone through, so
    that what it is not coded with means nothing; None where all were.
    """

    keys: tuple[str, ...]
    parents: tuple[int, ...]
    lines: tuple[Line, ...]
    line_vectors: Array
    turns: Turns
    sources: tuple[str, ...]
    groups: tuple[str, ...]
    coded: Array
    rejected: NDArray[np.bool_]
    finished: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        """Raises ValueError where the parts do not fit together."""
        size = (len(self.turns.texts), len(self.keys))
        if self.coded.shape != size or self.rejected.shape != size:
            raise ValueError(f"coded and rejected must be {size[0]} turns by {size[1]} keys")
        if {len(self.sources), len(self.groups), len(self.turns.vectors)} != {size[0]}:
            raise ValueError(f"sources, groups and vectors must be of {size[0]} turns")
        if len(self.parents) != size[1] or len(self.lines) != len(self.line_vectors):
            raise ValueError("each key needs a parent or -1, each line a vector")


def lines_of(codebook: Codebook) -> tuple[Line, ...]:
    """What the codebook says of each code that can be suggested, exclusions among it.

    The definition with the project's own words on it is one line. Where an exclusion says
    after an arrow which code is meant instead, the arrow and the id are left out. A code
    without any text has its name.
    """
    return tuple(
        line
        for code in codebook.codes
        if code.kind in _SUGGESTED and code.parent != codebook.roles and not code.retired
        for line in _said_of(code)
    )


def _said_of(code: Code) -> list[Line]:
    meaning = " ".join(text for text in (code.definition, code.local) if text)
    texts: list[tuple[LineKind, str]] = [
        ("definition", f"{code.name}: {meaning}" if meaning else code.name),
        *(("inclusion", text) for text in code.include),
        *(("example", text) for text in code.examples),
        *(("exclusion", text.partition("->")[0].strip()) for text in code.exclude),
    ]
    return [Line(code.id, kind, text) for kind, text in texts if text]


def with_pairs(lines: Sequence[Line], coded: Collection[str]) -> tuple[Line, ...]:
    """The lines of what can be suggested where ``coded`` are the keys that have codings.

    Each ``code@role`` among them has the lines of its code. A code that was coded with roles
    only stands back: alone it would repeat what its pairs say.
    """
    pairs = sorted(key for key in coded if PAIR_MARK in key)
    alone = {key.partition(PAIR_MARK)[0] for key in pairs} - set(coded)
    return (
        *(line for line in lines if line.key not in alone),
        *(
            replace(line, key=pair)
            for pair in pairs
            for line in lines
            if line.key == pair.partition(PAIR_MARK)[0]
        ),
    )


def parents_of(keys: Sequence[str], codebook: Codebook) -> tuple[int, ...]:
    """For each key the index of the nearest key above it, -1 where there is none.

    Above ``code@role`` stands the code alone, above a code what the codebook has above it.
    """
    index = {key: i for i, key in enumerate(keys)}

    def above(key: str) -> int:
        code, mark, _ = key.partition(PAIR_MARK)
        known = codebook.ancestors(code) if code in codebook.by_id else ()
        return next(
            (index[k] for k in [code] * bool(mark) + [a.id for a in known] if k in index), -1
        )

    return tuple(above(key) for key in keys)


def spread(coded: Array, parents: Sequence[int]) -> Array:
    """What each coding counts for its key and for all keys above, (n, k)."""
    total = coded.copy()
    for key in range(len(parents)):
        above, share, seen = parents[key], CHILD_SHARE, {key}
        while above >= 0 and above not in seen:
            total[:, above] = total[:, above].clip(share * coded[:, key])
            seen.add(above)
            above, share = parents[above], share * CHILD_SHARE
    return total
