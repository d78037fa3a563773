"""The suggester and what it is compared with, for suggest.py.

A method learns from the rows ``train`` of a set and says of the rows ``test`` how sure it is of
each code, (rows, codes); in what order they stand, where that is another one; and how many
seconds it learned. The filler counts as a code like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np
from suggest_sets import CodedSet

from qualbench.suggest import Known, baselines, fit, score

SUGGESTER = "qualbench"

Method = Callable[[CodedSet, Any, Any], tuple[Any, Any | None, float]]


def known_of(coded: CodedSet, rows: Any) -> Known:
    texts = coded.turns.at(rows)
    return Known(
        coded.codes,
        coded.parents,
        coded.lines,
        coded.line_vectors,
        texts,
        tuple(map(str, rows)),
        tuple(coded.groups[rows].tolist()),
        coded.right[rows].astype(float),
        np.zeros((len(rows), len(coded.codes)), bool),
    )


def by_qualbench(coded: CodedSet, train: Any, test: Any) -> tuple[Any, Any, float]:
    began = perf_counter()
    known = known_of(coded, train)
    model = fit(known)
    learning = perf_counter() - began
    scores = score(model, known, coded.turns.at(test))
    return scores.said, scores.order, learning


def by_qualbench_cold(coded: CodedSet, train: Any, test: Any) -> tuple[Any, Any, float]:
    return by_qualbench(coded, train[:0], test)


def by_frequency(coded: CodedSet, train: Any, test: Any) -> tuple[Any, None, float]:
    return baselines.most_frequent(coded.right[train], len(test)), None, 0.0


def by_definition(coded: CodedSet, train: Any, test: Any) -> tuple[Any, None, float]:
    first = {line.key: i for i, line in reversed(list(enumerate(coded.lines)))}
    own = coded.line_vectors[[first[code] for code in coded.codes]]
    return baselines.nearest_definition(own, coded.turns.vectors[test]), None, 0.0


def by_neighbours(coded: CodedSet, train: Any, test: Any) -> tuple[Any, None, float]:
    vectors = coded.turns.vectors
    return baselines.neighbours(vectors[train], coded.right[train], vectors[test]), None, 0.0


def by_linear(words: bool, balanced: bool) -> Method:
    def method(coded: CodedSet, train: Any, test: Any) -> tuple[Any, None, float]:
        from sklearn.feature_extraction.text import TfidfVectorizer

        began = perf_counter()
        known, asked = coded.turns.vectors[train], coded.turns.vectors[test]
        if words:
            made = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
            known = made.fit_transform([coded.turns.texts[i] for i in train])
            asked = made.transform([coded.turns.texts[i] for i in test])
        said = baselines.linear(known, coded.right[train], asked, balanced)
        return said, None, perf_counter() - began

    return method


METHODS: dict[str, Method] = {
    "most frequent": by_frequency,
    "definition cosine": by_definition,
    "TF-IDF linear": by_linear(True, False),
    "TF-IDF linear, balanced": by_linear(True, True),
    "MiniLM neighbours": by_neighbours,
    "MiniLM linear": by_linear(False, False),
    "MiniLM linear, balanced": by_linear(False, True),
    SUGGESTER: by_qualbench,
    f"{SUGGESTER}, cold": by_qualbench_cold,
}
COLD = ("most frequent", "definition cosine", f"{SUGGESTER}, cold")
