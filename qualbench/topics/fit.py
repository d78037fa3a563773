"""BERTopic on given vectors: a cluster for each text, phrases for each cluster."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from qualbench.errors import ModelError
from qualbench.offline import stay_offline
from qualbench.topics.cluster import assigned, grouped, split
from qualbench.topics.recipe import FITTED_MOST, Recipe
from qualbench.topics.space import Space, learn, place

if TYPE_CHECKING:
    import numpy as np
    from bertopic import BERTopic
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]
    Labels = NDArray[np.integer[Any]]

Phrases = Sequence[Sequence[str]]
Progress = Callable[[str], None]
"""Called with the name of each stage as it begins; whatever it raises ends the search."""

_CANDIDATES = 50
_JUDGED = 2000  # the distances of each to each must fit into memory
_AT_ONCE = 4000
_LIBRARIES = ("bertopic", "numpy", "scikit-learn", "scipy")


@dataclass(frozen=True, slots=True)
class Fit:
    """A cluster for each text, -1 for none, and the phrases of each cluster, best first.

    ``apart`` is the mean silhouette, None for fewer than two clusters: 1 where they lie far
    apart, 0 where a text might as well be in the next one. ``recipe`` is what was done in the end.
    """

    clusters: tuple[int, ...]
    ranked: dict[int, tuple[str, ...]]
    apart: float | None
    recipe: Recipe


def fit(phrases: Phrases, vectors: Array, recipe: Recipe, progress: Progress) -> Fit:
    """One cluster a row of ``vectors``; the phrases beside it are the text, as BERTopic sees it.

    Raises ModelError where BERTopic cannot be loaded.
    """
    progress("loading")
    with one_thread_and_quiet():
        drawn = _drawn(recipe)
        reducer = _Reducer([phrases[at] for at in drawn])
        clusterer = _Clusterer(recipe)
        model = _bertopic(reducer, clusterer, progress)
        # Phrases and not texts, or BERTopic would join the last word of one to the first of the
        # next.
        found, _ = model.fit_transform(list(map(as_tokens, reducer.phrases)), vectors[drawn])
        if recipe.sampled:
            progress("assigning")
        clusters = _all(found, reducer.space, phrases, vectors, drawn)
        apart = _apart(clusters, vectors)
        return Fit(tuple(clusters), dict(_ranked(model)), apart, clusterer.recipe)


def clusters_of(phrases: Phrases, vectors: Array, recipe: Recipe) -> list[int]:
    """The clusters of ``fit`` in other numbers, without the phrases, which take most time."""
    with _one_thread():
        drawn = _drawn(recipe)
        reducer = _Reducer([phrases[at] for at in drawn])
        found, _ = _grouped(reducer.fit_transform(vectors[drawn]), recipe)
        return _all(found.tolist(), reducer.space, phrases, vectors, drawn)


def versions() -> tuple[tuple[str, str], ...]:
    """Of the libraries that decide what is found."""
    return tuple((library, version(library)) for library in _LIBRARIES)


def _drawn(recipe: Recipe) -> list[int]:
    """All texts, or as many as are fitted, at even distances."""
    count = min(recipe.texts, FITTED_MOST)
    return [at * recipe.texts // count for at in range(count)]


def _all(
    found: Sequence[int], space: Space, phrases: Phrases, vectors: Array, drawn: Sequence[int]
) -> list[int]:
    """The clusters that were ``found`` for the ``drawn`` texts, and those of the rest."""
    import numpy as np

    clusters = dict(zip(drawn, found, strict=True))
    rest = [at for at in range(len(phrases)) if at not in clusters]
    if rest:
        labels = np.array(found)
        rows = place(space, [phrases[at] for at in drawn], vectors[drawn])
        for start in range(0, len(rest), _AT_ONCE):
            part = rest[start : start + _AT_ONCE]
            others = place(space, [phrases[at] for at in part], vectors[part])
            clusters |= zip(part, assigned(rows, labels, others).tolist(), strict=True)
    return [int(clusters[at]) for at in range(len(phrases))]


def _ranked(model: BERTopic) -> Iterator[tuple[int, tuple[str, ...]]]:
    for cluster, scored in model.get_topics().items():
        best = sorted(scored, key=lambda word: (-word[1], word[0]))
        yield int(cluster), tuple(token.replace("_", " ") for token, _ in best if token)


def _apart(clusters: Sequence[int], vectors: Array) -> float | None:
    """By cosine, before the reduction. Rousseeuw 1987, J Comput Appl Math 20:53-65."""
    from sklearn.metrics import silhouette_score

    inside = [at for at, cluster in enumerate(clusters) if cluster >= 0][:_JUDGED]
    found = [clusters[at] for at in inside]
    if not 2 <= len(set(found)) < len(found):
        return None
    return float(silhouette_score(vectors[inside], found, metric="cosine"))


def as_tokens(phrases: Sequence[str]) -> str:
    """A text as BERTopic sees it: what it is to count, split by spaces."""
    return " ".join(phrase.replace(" ", "_") for phrase in phrases)


def _bertopic(reducer: _Reducer, clusterer: _Clusterer, progress: Progress) -> BERTopic:
    from bertopic import BERTopic
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    return BERTopic(
        language="multilingual",  # "english" would strike every letter beyond a to z
        top_n_words=_CANDIDATES,
        umap_model=_Stage("reducing", reducer, progress),
        hdbscan_model=_Stage("clustering", clusterer, progress),
        vectorizer_model=_Stage("phrases", CountVectorizer(analyzer=str.split), progress),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
    )


def _grouped(rows: Array, recipe: Recipe) -> tuple[Labels, Recipe]:
    """With what was done: texts that do not fall into so many topics by themselves are split."""
    found = None if recipe.partition else grouped(rows, recipe.count)
    if found is None:
        return split(rows, recipe.count or 1), replace(recipe, partition=True)
    return found, recipe


class _Reducer:
    """Takes the place of UMAP in BERTopic, which hands it the vectors alone."""

    space: Space

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases

    def fit_transform(self, vectors: Array) -> Array:
        self.space = learn(self.phrases, vectors)
        return place(self.space, self.phrases, vectors)


class _Clusterer:
    """Takes the place of HDBSCAN in BERTopic."""

    labels_: Labels

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe

    def fit(self, rows: Array) -> None:
        self.labels_, self.recipe = _grouped(rows, self.recipe)


class _Stage:
    """One of BERTopic's models, which says its name when its turn comes."""

    def __init__(self, name: str, model: Any, progress: Progress) -> None:
        self._name, self._model, self._progress = name, model, progress

    def fit(self, data: Any, y: object = None) -> _Stage:
        self._progress(self._name)
        self._model.fit(data)
        return self

    def fit_transform(self, data: Any, y: object = None) -> Any:
        self._progress(self._name)
        return self._model.fit_transform(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


@contextmanager
def one_thread_and_quiet() -> Iterator[None]:
    """For what needs BERTopic."""
    _load()
    with warnings.catch_warnings(), _one_thread():
        yield


@contextmanager
def _one_thread() -> Iterator[None]:
    """Sums split over threads differ in their last bits, which can decide between two merges."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def _load() -> None:
    """Import BERTopic, which would silence two kinds of warnings for everybody from then on."""
    stay_offline()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Tensorflow not installed", ImportWarning)
        try:
            import bertopic  # noqa: F401
        except ImportError as error:
            raise ModelError(
                f"BERTopic cannot be loaded: {error}", "pip install bertopic"
            ) from error
