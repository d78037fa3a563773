"""How much of a topic run is left when some of its texts had not been said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from qualbench.model import TopicRun
from qualbench.topics.find import OUTSIDE, different, quiet
from qualbench.topics.fit import Progress, clusters_of
from qualbench.topics.recipe import LEAST_TEXTS, recipe_for
from qualbench.topics.same import SAME_FROM, jaccard, members

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]

DRAWS = 10
KEPT = 0.9
"""The share of texts in each draw."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """``agreement``: mean adjusted Rand index of the run with each of ``draws`` fits of part of
    the texts, those outside counted as one cluster. ``returns``: by a topic's number the share of
    draws in which a topic shares at least half (Jaccard) of its drawn texts.
    """

    draws: int
    agreement: float
    returns: tuple[tuple[int, float], ...]


def steadiness(
    texts: Sequence[str],
    vectors: Array,
    run: TopicRun,
    *,
    asked: Sequence[str] | None = None,
    count: int | None = None,
    draws: int = DRAWS,
    progress: Progress = quiet,
) -> Steadiness | None:
    """Of a ``run`` that ``find_topics`` made of the other arguments; None for too few texts.

    Nothing in the search is drawn by chance, so other seeds would praise it for nothing: each
    draw leaves out one different text in ten instead, without replacement, since a text drawn
    twice has a neighbour at no distance and makes groups where there are none. Hubert and Arabie
    1985, J Classif 2:193-218; Hennig 2007, Comput Stat Data Anal 52:258-271 (subsetting).
    ``progress`` gets the name of each draw. Half a second each for 2,000 texts.
    """
    from sklearn.metrics import adjusted_rand_score

    said = different(texts, asked)
    kept = int(KEPT * len(said))
    if kept < LEAST_TEXTS:
        return None
    agreements: list[float] = []
    came = dict.fromkeys((topic.number for topic in run.topics), 0)
    for draw in range(draws):
        progress(f"draw {draw + 1} of {draws}")
        drawn = sorted(Random(draw).sample(list(said), kept))
        found = _labels([said[at] for at in drawn], vectors[drawn], count)
        before = [run.labels[at] for at in drawn]
        agreements.append(float(adjusted_rand_score(before, found)))
        again = list(members(found, drawn).values())
        for number, topic in members(before, drawn).items():
            came[number] += any(jaccard(topic, each) >= SAME_FROM for each in again)
    returns = tuple((number, times / draws) for number, times in came.items())
    return Steadiness(draws, sum(agreements) / draws, returns)


def _labels(said: list[Sequence[str]], vectors: Array, count: int | None) -> list[int]:
    found = clusters_of(said, vectors, recipe_for(len(said), count))
    return [label if label >= 0 else OUTSIDE for label in found]
