"""Topics among texts: which, how large, in which words, and what to beware of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualbench.errors import RefusedError
from qualbench.model import Topic, TopicRun
from qualbench.topics.cluster import LEAST_PART
from qualbench.topics.fit import Fit, Progress, fit, versions
from qualbench.topics.recipe import LEAST_TEXTS, recipe_for
from qualbench.topics.words import answers, echoes, phrases, readable

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

_MOST_PHRASES = 8
_MOST_QUOTES = 5
_ALIKE = 0.9  # cosine of two quotes that say one thing in nearly the same words
_DIGITS = 6
"""Similarities are rounded before they are compared, so that only real differences rank."""


def quiet(stage: str) -> None:
    """The Progress of a search that nobody watches."""


def find_topics(
    texts: Sequence[str],
    vectors: Array,
    *,
    asked: Sequence[str] | None = None,
    count: int | None = None,
    seed: int = SEED,
    progress: Progress = quiet,
) -> TopicRun:
    """Topics of ``texts`` by BERTopic; ``vectors`` has a row of Euclidean length 1 for each.

    Equal texts get one label; a text of nothing but fillers lies outside every topic, and so
    does one that only repeats what was ``asked`` just before it, if that is given for each text.
    ``count`` asks for a number of topics; ``reason`` says so where there are not as many. The
    same texts and vectors give the same run on one machine, whatever its threads: nothing is
    drawn by chance, so ``seed`` is kept with the run and changes nothing. A topic is a proposal,
    and ``reason`` says where it looks like noise. Phrases want English.
    ``progress`` gets the name of each stage as it begins; what it raises is passed on. Raises
    RefusedError for fewer than ``LEAST_TEXTS`` different texts, ValueError where there is not
    one vector a text or ``count`` is below 1, ModelError without BERTopic.

    Grootendorst 2022, BERTopic, arXiv:2203.05794.
    """
    if len(texts) != len(vectors):
        raise ValueError(f"{len(texts)} texts and {len(vectors)} vectors")
    if count is not None and count < 1:
        raise ValueError(f"{count} topics")
    said = different(texts, asked)
    if len(said) < LEAST_TEXTS:
        raise _too_few(len(texts), len(said))
    recipe = recipe_for(len(said), count)
    fitted = fit(list(said.values()), vectors[list(said)], recipe, progress)
    recipe = fitted.recipe
    progress("quotes")
    labels = _labels(texts, said, fitted)
    topics = _topics(labels, said, fitted, vectors)
    silent = len(texts) - _heard(texts, said)
    beware = _beware(topics, len(texts), fitted.apart, count)
    return TopicRun(
        topics=topics,
        labels=labels,
        method=recipe.method,
        reason=" ".join([recipe.why, *beware, *_outside(labels, silent, asked is not None)]),
        seed=seed,
        parameters=recipe.parameters(),
        versions=versions(),
    )


def different(texts: Sequence[str], asked: Sequence[str] | None = None) -> Phrases:
    """The phrases of each text that says something and is no repetition, by its index.

    Of equal texts it is the first that is more than an echo of what was ``asked`` before it.
    """
    found: dict[str, int] = {}
    none: dict[str, list[str]] = {}
    for index, text in enumerate(texts):
        if text in found or none.get(text) == []:
            continue
        words = none[text] = phrases(text)
        if not (answers(words) or (asked and echoes(text, asked[index]))):
            found[text] = index
    return {index: none[text] for text, index in found.items()}


def _heard(texts: Sequence[str], said: Phrases) -> int:
    heard = {texts[index] for index in said}
    return sum(text in heard for text in texts)


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
    ranked = [cluster for cluster, size in sizes.most_common() if size >= LEAST_PART]
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
    """The members most similar to the mean of all, each unlike those before it.

    Of equally similar ones the earliest. What says hardly anything new is passed over, as in
    maximal marginal relevance (Carbonell and Goldstein 1998, SIGIR).
    """
    rows = vectors[list(members)]
    similarity = (rows @ rows.mean(axis=0)).round(_DIGITS)
    chosen: list[int] = []
    for at in (-similarity).argsort(kind="stable").tolist():
        if all(rows[at] @ rows[other] < _ALIKE for other in chosen):
            chosen.append(at)
        if len(chosen) == _MOST_QUOTES:
            break
    return tuple(members[at] for at in chosen)


def _beware(
    topics: Sequence[Topic], texts: int, apart: float | None, count: int | None
) -> Iterator[str]:
    if count and len(topics) != count:
        most = len(topics)
        yield f"{count} topics were asked for; these texts can be parted into {most} at most."
    if not topics:
        yield "There is no topic in these texts."
    elif 2 * topics[0].size > texts:
        yield f"One topic holds {topics[0].size} of {texts} texts: hardly anything sets them apart."
    elif apart is not None and apart < _APART:
        yield f"The topics hardly stand apart (silhouette {apart:.2f}): noise looks like this."


def _outside(labels: Sequence[int], silent: int, asked: bool) -> Iterator[str]:
    yield f"{labels.count(OUTSIDE)} of {len(labels)} texts lie outside every topic."
    if silent:
        echoed = " or what they were just asked" if asked else ""
        yield f"{silent} of these say nothing but fillers{echoed}."
