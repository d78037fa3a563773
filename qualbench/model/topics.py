"""Clusters of texts that were found without a codebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualbench.model.transcripts import Span

TopicChange = Literal["label", "merge", "split", "code"]


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of texts found without a codebook; ``number`` counts from 1, the largest first.

    ``phrases`` of one or two words tell it from the other topics, best first. ``quotes`` are
    the indices of the texts nearest to its middle, nearest first.
    """

    number: int
    size: int
    phrases: tuple[str, ...]
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TopicRun:
    """What one search for topics found, and how: enough to explain it and to do it again.

    ``labels`` holds a topic's number for each text, -1 outside every topic. ``method`` names
    what was done, ``reason`` says in plain words why, and what to beware of.
    """

    topics: tuple[Topic, ...]
    labels: tuple[int, ...]
    method: str
    reason: str
    seed: int
    parameters: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A search for topics that somebody, by id, kept under a name; ``id`` is the fact.

    ``asked`` says what was searched: the unit and the filters, as names and values, sorted.
    ``model`` made the vectors. ``units`` are the texts of ``run`` in its order, each a
    transcript's hash and a place in it: one for each of the run's labels. ``follows`` is the
    kept run of which the topics' numbers go on, by fact, empty for none; ``at`` is UTC in
    ISO 8601, for display only.
    """

    id: str
    coder: str
    name: str
    asked: tuple[tuple[str, str], ...]
    model: str
    run: TopicRun
    units: tuple[tuple[str, Span], ...]
    follows: str
    at: str


@dataclass(frozen=True, slots=True)
class TopicDecision:
    """What somebody decided by hand about topics, by number, of a kept run, by fact.

    ``value`` is, by ``what`` was done, the topic's ``label``, the number of the topic that
    others ``merge`` into, the parts of a ``split``, or the id of the ``code`` made of it.
    """

    id: str
    coder: str
    run: str
    what: TopicChange
    topics: tuple[int, ...]
    value: str
    at: str
