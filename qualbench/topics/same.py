"""Which topics of two runs are the same."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from qualbench.model import TopicRun

SAME_FROM = 0.5
"""The least share of common texts (Jaccard): each topic then has at most one that is the same,
but where exactly half is shared. Hennig 2007, Comput Stat Data Anal 52:258-271, calls clusters
below it dissolved."""


def renumbered(
    run: TopicRun,
    keys: Sequence[Hashable],
    old: TopicRun,
    old_keys: Sequence[Hashable],
    after: int = 0,
) -> TopicRun:
    """``run`` with the numbers of the ``old`` one for the topics that are still the same.

    ``keys`` and ``old_keys`` name the texts of each run: the text itself, or where it stands.
    Topics are the same where they share at least half (Jaccard) of those of their texts that both
    runs know. The others get new numbers, the largest topic first, beyond every number of ``old``
    and beyond ``after``, so that a number never comes to mean something else. Topics stay in order
    of size. Raises ValueError where there is not one key a text.
    """
    now = members(run.labels, keys)
    before = members(old.labels, old_keys)
    both = {key for key, _ in zip(keys, run.labels, strict=True)} & set(old_keys)
    same = matched(
        {number: texts & both for number, texts in now.items()},
        {number: texts & both for number, texts in before.items()},
    )
    new = count(max([after, *before]) + 1)
    number = {t.number: same.get(t.number) or next(new) for t in run.topics}
    return replace(
        run,
        topics=tuple(replace(topic, number=number[topic.number]) for topic in run.topics),
        labels=tuple(number.get(label, label) for label in run.labels),
    )


def members(labels: Sequence[int], keys: Sequence[Hashable]) -> dict[int, set[Hashable]]:
    """The texts of each topic; those outside every topic are in none."""
    found: dict[int, set[Hashable]] = {}
    for label, key in zip(labels, keys, strict=True):
        if label >= 0:
            found.setdefault(label, set()).add(key)
    return found


def matched(one: Mapping[int, set[Hashable]], other: Mapping[int, set[Hashable]]) -> dict[int, int]:
    """For each topic of ``one`` that has it the same topic of ``other``, each at most once.

    The pairs whose Jaccard coefficients have the largest sum. Kuhn 1955, Nav Res Logist 2:83-97.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    shared = np.array([[jaccard(a, b) for b in other.values()] for a in one.values()])
    if not shared.size:
        return {}
    pairs = zip(*linear_sum_assignment(np.where(shared >= SAME_FROM, shared, 0), True), strict=True)
    names, others = list(one), list(other)
    return {names[i]: others[j] for i, j in pairs if shared[i, j] >= SAME_FROM}


def jaccard(one: set[Hashable], other: set[Hashable]) -> float:
    """The share of common members in all; 0 for two empty sets."""
    return len(one & other) / (len(one | other) or 1)
