"""How many texts there are decides how topics are looked for, and nothing else does."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

LEAST_TEXTS = 20
"""Below this what is found agrees with what people find hardly better than chance."""

DENSITY_FROM = 60
"""Below this density clustering loses to a plain partition; from here on it also says what fits
no topic."""

Settings = dict[str, int | float | str]


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """How vectors are reduced and clustered: the settings that the two models are made with."""

    method: str
    why: str
    reducer: str
    reduce: Settings
    clusterer: str
    cluster: Settings

    def parameters(self) -> tuple[tuple[str, str], ...]:
        parts = ((self.reducer, self.reduce), (self.clusterer, self.cluster))
        return tuple(
            (f"{model}.{name}", str(value))
            for model, settings in parts
            for name, value in settings.items()
        )


def recipe_for(texts: int) -> Recipe:
    """The recipe for this many different texts."""
    return _density(texts) if texts >= DENSITY_FROM else _partition(texts)


def _density(texts: int) -> Recipe:
    """BERTopic's own, with the sizes following the texts and two faults of its defaults mended.

    They leave out much (``min_samples`` as large as a topic) and now and then put nearly all
    into one topic (no ``max_cluster_size``).
    """
    return Recipe(
        method="UMAP and HDBSCAN",
        why=f"From {DENSITY_FROM} texts on, topics are where texts lie densely together.",
        reducer="umap",
        reduce={"n_neighbors": 15, "n_components": 5, "min_dist": 0.0, "metric": "cosine"},
        clusterer="hdbscan",
        cluster={
            "min_cluster_size": max(5, round(sqrt(texts) / 2)),
            "min_samples": 1,
            "max_cluster_size": texts // 2,
            "cluster_selection_method": "eom",
        },
    )


def _partition(texts: int) -> Recipe:
    return Recipe(
        method="PCA and Ward's clustering",
        why=(
            f"Fewer than {DENSITY_FROM} texts are too few to tell dense places from chance, so "
            f"they were split into the square root of their number; take it as a first sorting."
        ),
        reducer="pca",
        reduce={"n_components": 10, "svd_solver": "full"},
        clusterer="agglomerative",
        cluster={"n_clusters": round(sqrt(texts)), "linkage": "ward"},
    )
