"""Transcripts held out: what is said of them by what the others teach, and what is right there.

A model graded on codings that were made with its help looks better than it is: a key that came
from an accepted suggestion is neither right nor wrong where it stands.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualbench.suggest import Known, Turns, baselines, fit, score
from qualbench.workbench.suggestions.evidence import ACCEPTED, Evidence
from qualbench.workbench.suggestions.figures import Told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.intp]

Method = Callable[[Known, Turns], "tuple[Floats, Ints, bool]"]
"""How sure it is of each key (q, k), their order, best first, and whether that is a probability."""

ALONE, FOLDS = 12, 10
"""So many transcripts at most are held out one at a time; more of them in so many parts."""


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """Of each of n turns what is right among k ``keys``, which are all that could be suggested.

    ``right`` (n, k) is what was coded of somebody's own choice, ``closed`` what was accepted.
    ``tested`` transcripts are finished and have something right in them; ``asked`` (n,) are
    their turns, but for those with nothing on them except what was accepted. Finished ones with
    nothing else in them at all are ``led``.
    """

    of: Evidence
    keys: tuple[str, ...]
    transcripts: tuple[str, ...]
    right: Bools
    closed: Bools
    tested: tuple[str, ...]
    led: tuple[str, ...]
    asked: Bools

    def rows(self, transcripts: Iterable[str]) -> list[int]:
        wanted = set(transcripts)
        return [row for row, of in enumerate(self.transcripts) if of in wanted]

    @property
    def why_not(self) -> str:
        """Why nothing can be held out; empty where something can."""
        if not self.of.finished:
            return (
                "no transcript is submitted by whoever's codings count; submit some "
                "with `qualbench submit PROJECT TRANSCRIPT`"
            )
        if len(self.tested) < 2:
            return (
                "fewer than two submitted transcripts are coded by somebody's own choice, not "
                "after a suggestion: one is held out, the others are learned from; submit "
                "more with `qualbench submit PROJECT TRANSCRIPT`"
            )
        if self.right[self.asked].any(axis=0).sum() < 2:
            return "fewer than two codes are in use"
        return ""


def study(of: Evidence) -> Study:
    """What there is to ask, of all evidence."""
    import numpy as np

    keys = tuple(sorted({*of.known().keys, *(line.key for line in of.talk.lines)}))
    counts = np.array([[here.get(key, 0.0) for key in keys] for here in of.coded])
    counts = counts.reshape(len(of.places), len(keys))
    right, closed = counts > ACCEPTED, counts == ACCEPTED
    transcripts = tuple(place.transcript for place in of.places)
    chosen, accepted = (
        {transcripts[row] for row in np.flatnonzero(marks.any(axis=1)).tolist()} & of.finished
        for marks in (right, closed)
    )
    tested = tuple(sorted(chosen))
    asked = np.isin(np.array(transcripts, str), tested)
    return Study(
        of,
        keys,
        transcripts,
        right,
        closed,
        tested,
        tuple(sorted(accepted - chosen)),
        asked & (right.any(axis=1) | ~closed.any(axis=1)),
    )


def parts(tested: Sequence[str], seed: int) -> list[list[str]]:
    """What is held out together."""
    drawn = sorted(tested)
    random.Random(seed).shuffle(drawn)
    many = len(drawn) if len(drawn) <= ALONE else FOLDS
    return [drawn[place::many] for place in range(many)]


def told(
    of: Study, held_out: Iterable[Sequence[str]], method: Method, learned: Iterator[list[int]]
) -> Told:
    """What a method says of each part, learning from the turns that stand for it in ``learned``.

    A key that it does not know, since only what is held out has it, comes after all others; one
    that is closed for a turn last of all.
    """
    import numpy as np

    said = np.zeros(of.right.shape)
    order = np.tile(np.arange(len(of.keys)), (len(said), 1))
    probable = True
    for part, taught in zip(held_out, learned, strict=True):
        rows, known = of.rows(part), of.of.known(taught)
        here, ranks, calibrated = method(known, of.of.talk.turns.at(rows))
        met = np.array([of.keys.index(key) for key in known.keys], int)
        unmet = np.setdiff1d(np.arange(len(of.keys)), met)
        said[np.ix_(np.array(rows, int), met)] = here
        order[rows] = np.hstack([met[ranks], np.tile(unmet, (len(rows), 1))])
        probable = probable and calibrated
    shut = np.take_along_axis(of.closed, order, axis=1)
    order = np.take_along_axis(order, np.argsort(shut, axis=1, kind="stable"), axis=1)
    return Told(said, order, of.right, of.closed, probable).at(of.asked)


def nothing(of: Study) -> Told:
    """No turn at all."""
    import numpy as np

    order = np.zeros(of.right.shape, np.intp)
    told = Told(np.zeros(of.right.shape), order, of.right, of.closed, False)
    return told.at(np.zeros_like(of.asked))


def the_others(of: Study, held_out: Iterable[Sequence[str]]) -> Iterator[list[int]]:
    """For each part all turns of other transcripts, drafts among them."""
    for part in held_out:
        yield of.rows(set(of.transcripts) - set(part))


def some_others(
    of: Study, held_out: Iterable[Sequence[str]], most: int, seed: int
) -> Iterator[list[int]]:
    """The turns of so many other transcripts tested; of fewer, some of those of more."""
    for place, part in enumerate(held_out):
        others = [text for text in of.tested if text not in part]
        random.Random(f"{seed} {place}").shuffle(others)
        yield of.rows(others[:most])


def by_suggester(check: Callable[[], None]) -> Method:
    """``check`` is called now and then while it learns; what it raises ends the work."""

    def method(known: Known, turns: Turns) -> tuple[Floats, Ints, bool]:
        scores = score(fit(known, lambda done, total: check()), known, turns)
        return scores.said, scores.order, scores.calibrated

    return method


def by_frequency(known: Known, turns: Turns) -> tuple[Floats, Ints, bool]:
    right, _ = _examples(known)
    return _ranked(baselines.most_frequent(right, len(turns.texts)))


def by_definition(known: Known, turns: Turns) -> tuple[Floats, Ints, bool]:
    """By the first line of each key; of a key without any it says nothing."""
    import numpy as np

    first = {line.key: i for i, line in reversed(list(enumerate(known.lines)))}
    own = np.zeros((len(known.keys), turns.vectors.shape[1]))
    for place, key in enumerate(known.keys):
        if key in first:
            own[place] = known.line_vectors[first[key]]
    return _ranked(baselines.nearest_definition(own, turns.vectors))


def by_neighbours(known: Known, turns: Turns) -> tuple[Floats, Ints, bool]:
    right, vectors = _examples(known)
    return _ranked(baselines.neighbours(vectors, right, turns.vectors))


def by_linear(known: Known, turns: Turns) -> tuple[Floats, Ints, bool]:
    right, vectors = _examples(known)
    return _ranked(baselines.linear(vectors, right, turns.vectors))


BASELINES: dict[str, Method] = {
    "most frequent": by_frequency,
    "definition cosine": by_definition,
    "MiniLM neighbours": by_neighbours,
    "MiniLM linear": by_linear,
}


def _examples(known: Known) -> tuple[Bools, Floats]:
    """What is coded, and the vectors of the turns that are or were gone through."""
    right = known.coded > 0
    used = right.any(axis=1)
    used = used if known.finished is None else used | known.finished
    return right[used], known.turns.vectors[used]


def _ranked(said: Floats) -> tuple[Floats, Ints, bool]:
    """Taken by its word for a probability: the calibration error says how far it is one."""
    import numpy as np

    return said, np.argsort(-said, axis=1, kind="stable"), True
