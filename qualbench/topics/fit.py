"""BERTopic on given vectors: a cluster for each text, phrases for each cluster."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from qualbench.errors import ModelError
from qualbench.offline import stay_offline
from qualbench.topics.recipe import Recipe

if TYPE_CHECKING:
    import numpy as np
    from bertopic import BERTopic
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins; whatever it raises ends the search."""

_CANDIDATES = 50
_JUDGED = 2000  # the distances of each to each must fit into memory
_LIBRARIES = ("bertopic", "hdbscan", "numba", "numpy", "scikit-learn", "umap-learn")


@dataclass(frozen=True, slots=True)
class Fit:
    """A cluster for each text, -1 for none, and the phrases of each cluster, best first.

    ``apart`` is the mean silhouette, None for fewer than two clusters: 1 where they lie far
    apart, 0 where a text might as well be in the next one.
    """

    clusters: tuple[int, ...]
    ranked: dict[int, tuple[str, ...]]
    apart: float | None


def fit(
    phrases: Sequence[Sequence[str]], vectors: Array, recipe: Recipe, seed: int, progress: Progress
) -> Fit:
    """One cluster a row of ``vectors``; the phrases beside it are the text, as BERTopic sees it.

    Raises ModelError where BERTopic cannot be loaded.
    """
    progress("loading")
    with one_thread_and_quiet():
        model = _bertopic(recipe, seed, progress)
        # Phrases and not texts, or BERTopic would join the last word of one to the first of the
        # next.
        clusters, _ = model.fit_transform([as_tokens(each) for each in phrases], vectors)
        return Fit(tuple(map(int, clusters)), dict(_ranked(model)), _apart(clusters, vectors))


def versions() -> tuple[tuple[str, str], ...]:
    """Of the libraries that decide what is found."""
    return tuple((library, version(library)) for library in _LIBRARIES)


def _ranked(model: BERTopic) -> Iterator[tuple[int, tuple[str, ...]]]:
    for cluster, scored in model.get_topics().items():
        best = sorted(scored, key=lambda word: (-word[1], word[0]))
        yield int(cluster), tuple(token.replace("_", " ") for token, _ in best if token)


def _apart(clusters: Sequence[int], vectors: Array) -> float | None:
    """By cosine, before the reduction. Rousseeuw 1987, J Comput Appl Math 20:53-65."""
    from sklearn.metrics import silhouette_score

    inside = [place for place, cluster in enumerate(clusters) if cluster >= 0][:_JUDGED]
    found = [clusters[place] for place in inside]
    if len(set(found)) < 2:
        return None
    return float(silhouette_score(vectors[inside], found, metric="cosine"))


def as_tokens(phrases: Sequence[str]) -> str:
    return " ".join(phrase.replace(" ", "_") for phrase in phrases)


def _bertopic(recipe: Recipe, seed: int, progress: Progress) -> BERTopic:
    from bertopic import BERTopic
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    return BERTopic(
        language="multilingual",  # "english" would strike every letter beyond a to z
        top_n_words=_CANDIDATES,
        umap_model=_Stage("reducing", _reducer(recipe, seed), progress),
        hdbscan_model=_Stage("clustering", _clusterer(recipe), progress),
        vectorizer_model=_Stage("phrases", CountVectorizer(analyzer=str.split), progress),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
    )


def _reducer(recipe: Recipe, seed: int) -> Any:
    if recipe.reducer == "umap":
        from umap import UMAP

        return UMAP(**recipe.reduce, random_state=seed, n_jobs=1)
    from sklearn.decomposition import PCA

    return PCA(**recipe.reduce)


def _clusterer(recipe: Recipe) -> Any:
    if recipe.clusterer == "hdbscan":
        from hdbscan import HDBSCAN

        return HDBSCAN(**recipe.cluster, core_dist_n_jobs=1)
    from sklearn.cluster import AgglomerativeClustering

    return AgglomerativeClustering(**recipe.cluster)


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
    """Sums split over threads differ in their last bits, and UMAP makes much of little."""
    _load()
    from threadpoolctl import threadpool_limits

    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.filterwarnings("ignore", category=UserWarning, module=r"umap\.")
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
