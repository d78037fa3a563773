"""How many texts there are decides how topics are looked for, and nothing else does."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from qualbench.topics.cluster import (
    CUTS,
    DIMENSIONS,
    LEAST_PART,
    LEAST_SIZE,
    WARD_DIMENSIONS,
)

LEAST_TEXTS = 20
"""Below this what is found agrees with what people find hardly better than chance."""

DENSITY_FROM = 60
"""Below this there are too few texts for groups to show by themselves."""

FITTED_MOST = 4000
"""Of more texts than these so many are fitted and the rest is assigned. The distance of each to
each is held: 64 MB for these, a hundred times that for ten times as many texts."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done with ``texts`` different texts; ``count`` topics of them where asked for.

    ``partition``: texts are split into topics. Otherwise what stands alone stays outside.
    """

    texts: int
    partition: bool
    count: int | None

    @property
    def method(self) -> str:
        assigned = ", the rest assigned" if self.sampled else ""
        if self.partition:
            return f"PCA and Ward's clustering{assigned}"
        return f"word-weighted PCA and consensus of average linkage{assigned}"

    @property
    def sampled(self) -> bool:
        return self.texts > FITTED_MOST

    @property
    def why(self) -> str:
        return f"{self._found} {self._sampled}" if self.sampled else self._found

    @property
    def _found(self) -> str:
        if not self.partition:
            return "Topics are texts that stay together at several resolutions."
        if self.texts < DENSITY_FROM:
            return (
                f"Fewer than {DENSITY_FROM} texts are too few to tell topics from chance, so they "
                "were split; take it as a first sorting."
            )
        return (
            f"Texts do not stay together in {self.count} groups at any resolution, so they were "
            "split; take it as a first sorting."
        )

    @property
    def _sampled(self) -> str:
        return (
            f"As there are more than {FITTED_MOST} different texts, {FITTED_MOST} drawn "
            "evenly were fitted; the rest went to the topic that it is nearest to, where it is as "
            "near as that topic's own texts."
        )

    def parameters(self) -> tuple[tuple[str, str], ...]:
        if self.partition:
            settings: dict[str, object] = {
                "dimensions": WARD_DIMENSIONS,
                "topics": self.count,
                "least size": LEAST_PART,
            }
        else:
            joined = [" ".join(map(str, values)) for values in (DIMENSIONS, CUTS)]
            settings = {"dimensions": joined[0], "cuts": joined[1], "least size": LEAST_SIZE}
            settings |= {"topics": self.count} if self.count else {}
        settings |= {"fitted": FITTED_MOST} if self.sampled else {}
        return tuple((name, str(value)) for name, value in settings.items())


def recipe_for(texts: int, count: int | None = None) -> Recipe:
    """The recipe for this many different texts, with ``count`` topics where one is asked for."""
    if texts < DENSITY_FROM:
        return Recipe(texts, True, count or round(sqrt(texts)))
    return Recipe(texts, False, count)
