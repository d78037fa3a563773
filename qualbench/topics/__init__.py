"""Texts and vectors -> topics, without a codebook. The only room that knows BERTopic."""

from qualbench.topics.by_hand import described, parted
from qualbench.topics.find import OUTSIDE, SEED, find_topics
from qualbench.topics.fit import versions
from qualbench.topics.keep import from_json, to_json
from qualbench.topics.recipe import DENSITY_FROM, FITTED_MOST, LEAST_TEXTS
from qualbench.topics.same import renumbered
from qualbench.topics.steady import Steadiness, steadiness
from qualbench.topics.words import label

__all__ = [
    "DENSITY_FROM",
    "FITTED_MOST",
    "LEAST_TEXTS",
    "OUTSIDE",
    "SEED",
    "Steadiness",
    "described",
    "find_topics",
    "from_json",
    "label",
    "parted",
    "renumbered",
    "steadiness",
    "to_json",
    "versions",
]
