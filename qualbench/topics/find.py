"""Topics among texts: which, how large, in which words, and what to beware of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualbench.errors import RefusedError
from qualbench.model import Topic, TopicRun
from qualbench.topics.fit import Fit, Progress, fit, versions
from qualbench.topics.recipe import LEAST_TEXTS, recipe_for
from qualbench.topics.words import phrases, readable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]

Phrases = Mapping[int, Sequence[str]]

SEED = 20240229
OUTSIDE = -1
"""The label of a text outside every topic."""

_APART = 0.03
"""Clusters found in noise lie below; those of the interviews that were tried, above."""

_LEAST_SIZE = 3
_MOST_PHRASES = 8
_MOST_QUOTES = 5
_DIGITS = 6
"""Similarities are rounded before they are compared, so that only real differences rank."""


def quiet(stage: str) -> None:
    """The Progress of a search that nobody watches."""


def find_topics(
    texts: Sequence[str], vectors: Array, *, seed: int = SEED, progress: Progress = quiet
) -> TopicRun:
    """Topics of ``texts`` by BERTopic; ``vectors`` has a row of Euclidean length 1 for each.

    Equal texts get one label; a text of nothing but fillers lies outside every topic. The same
    texts, vectors and seed give the same run on one machine, whatever its threads; the seed
    counts from ``DENSITY_FROM`` different texts on. A topic is a proposal: clusters are found
    in noise too, and ``reason`` says where it looks like that. Phrases want English.
    ``progress`` gets the name of each stage as it begins; what it raises is passed on. Raises
    RefusedError for fewer than ``LEAST_TEXTS`` different texts, ValueError where there is not
    one vector a text, ModelError without BERTopic.

    Grootendorst 2022, BERTopic, arXiv:2203.05794.
    """
    if len(texts) != len(vectors):
        raise ValueError(f"{len(texts)} texts and {len(vectors)} vectors")
    said = different(texts)
    if len(said) < LEAST_TEXTS:
        raise _too_few(len(texts), len(said))
    recipe = recipe_for(len(said))
    fitted = fit(list(said.values()), vectors[list(said)], recipe, seed, progress)
    progress("quotes")
    labels = _labels(texts, said, fitted)
    topics = _topics(labels, said, fitted, vectors)
    heard = {texts[index] for index in said}
    silent = sum(text not in heard for text in texts)
    return TopicRun(
        topics=topics,
        labels=labels,
        method=recipe.method,
        reason=" ".join(
            [recipe.why, *_beware(topics, len(texts), fitted.apart), *_outside(labels, silent)]
        ),
        seed=seed,
        parameters=recipe.parameters(),
        versions=versions(),
    )


def different(texts: Sequence[str]) -> Phrases:
    """The phrases of each text that has any and is no repetition, by its index."""
    first = {text: index for index, text in reversed(list(enumerate(texts)))}
    found = {index: phrases(texts[index]) for index in sorted(first.values())}
    return {index: words for index, words in found.items() if words}


def _too_few(texts: int, different: int) -> RefusedError:
    return RefusedError(
        f"topics need at least {LEAST_TEXTS} different texts that say something; of the "
        f"{texts} texts given {different} are such",
        "Choose more transcripts, or sentences instead of turns.",
    )


def _labels(texts: Sequence[str], said: Phrases, fitted: Fit) -> tuple[int, ...]:
    """Clusters numbered from 1, the largest first and of equal ones the earliest."""
    cluster_of = {texts[i]: cluster for i, cluster in zip(said, fitted.clusters, strict=True)}
    clusters = [cluster_of.get(text, OUTSIDE) for text in texts]
    sizes = Counter(cluster for cluster in clusters if cluster != OUTSIDE)
    ranked = [cluster for cluster, size in sizes.most_common() if size >= _LEAST_SIZE]
    number_of = {cluster: number for number, cluster in enumerate(ranked, 1)}
    return tuple(number_of.get(cluster, OUTSIDE) for cluster in clusters)


def _topics(labels: Sequence[int], said: Phrases, fitted: Fit, vectors: Array) -> tuple[Topic, ...]:
    cluster_of = dict(zip(said, fitted.clusters, strict=True))

    def topic(number: int) -> Topic:
        members = [index for index in said if labels[index] == number]
        return Topic(
            number=number,
            size=labels.count(number),
            phrases=said_most(fitted.ranked[cluster_of[members[0]]], [said[i] for i in members]),
            quotes=nearest(members, vectors),
        )

    return tuple(topic(number) for number in sorted(set(labels) - {OUTSIDE}))


def said_most(ranked: Sequence[str], members: Sequence[Sequence[str]]) -> tuple[str, ...]:
    users = Counter(phrase for words in members for phrase in set(words))
    return readable(ranked, users, _MOST_PHRASES)


def nearest(members: Sequence[int], vectors: Array) -> tuple[int, ...]:
    """The members most similar to the mean of all, of equal ones the earliest."""
    rows = vectors[list(members)]
    similarity = (rows @ rows.mean(axis=0)).round(_DIGITS)
    order = (-similarity).argsort(kind="stable")[:_MOST_QUOTES]
    return tuple(members[place] for place in order.tolist())


def _beware(topics: Sequence[Topic], texts: int, apart: float | None) -> Iterator[str]:
    if not topics:
        yield "There is no topic in these texts."
    elif 2 * topics[0].size > texts:
        yield f"One topic holds {topics[0].size} of {texts} texts: hardly anything sets them apart."
    elif apart is not None and apart < _APART:
        yield f"The topics hardly stand apart (silhouette {apart:.2f}): noise looks like this."


def _outside(labels: Sequence[int], silent: int) -> Iterator[str]:
    yield f"{labels.count(OUTSIDE)} of {len(labels)} texts lie outside every topic."
    if silent:
        yield f"{silent} of these say nothing but fillers."
