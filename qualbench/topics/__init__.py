"""Texts and vectors -> topics, without a codebook. The only room that knows BERTopic."""

from qualbench.topics.by_hand import described, parted
from qualbench.topics.find import OUTSIDE, SEED, find_topics
from qualbench.topics.fit import versions
from qualbench.topics.keep import from_json, to_json
from qualbench.topics.recipe import DENSITY_FROM, LEAST_TEXTS

__all__ = [
    "DENSITY_FROM",
    "LEAST_TEXTS",
    "OUTSIDE",
    "SEED",
    "described",
    "find_topics",
    "from_json",
    "parted",
    "to_json",
    "versions",
]
