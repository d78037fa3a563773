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

from qualbench.suggest import Known, fit, score

NEIGHBOURS = 5
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
    return np.tile(coded.right[train].mean(axis=0), (len(test), 1)), None, 0.0


def by_definition(coded: CodedSet, train: Any, test: Any) -> tuple[Any, None, float]:
    first = {line.key: i for i, line in reversed(list(enumerate(coded.lines)))}
    own = coded.line_vectors[[first[code] for code in coded.codes]]
    return (1 + coded.turns.vectors[test] @ own.T) / 2, None, 0.0


def by_neighbours(coded: CodedSet, train: Any, test: Any) -> tuple[Any, None, float]:
    cosines = coded.turns.vectors[test] @ coded.turns.vectors[train].T
    near = np.argsort(-cosines, axis=1, kind="stable")[:, :NEIGHBOURS]
    weights = np.maximum(np.take_along_axis(cosines, near, axis=1), 1e-6)
    votes = (weights[:, :, None] * coded.right[train][near]).sum(axis=1)
    return votes / weights.sum(axis=1, keepdims=True), None, 0.0


def by_linear(words: bool, balanced: bool) -> Method:
    def method(coded: CodedSet, train: Any, test: Any) -> tuple[Any, None, float]:
        from sklearn.feature_extraction.text import TfidfVectorizer

        began = perf_counter()
        known, asked = coded.turns.vectors[train], coded.turns.vectors[test]
        if words:
            made = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
            known = made.fit_transform([coded.turns.texts[i] for i in train])
            asked = made.transform([coded.turns.texts[i] for i in test])
        said = logistic_regression(known, coded.right[train], asked, balanced)
        return said, None, perf_counter() - began

    return method


def logistic_regression(known: Any, right: Any, asked: Any, balanced: bool) -> Any:
    """Multinomial where each turn has one code, else a regression for each code."""
    from sklearn.linear_model import LogisticRegression

    options = {"class_weight": "balanced" if balanced else None, "max_iter": 1000}
    said = np.zeros((asked.shape[0], right.shape[1]))
    if (right.sum(axis=1) == 1).all() and right.any(axis=0).sum() > 1:
        made = LogisticRegression(**options).fit(known, right.argmax(axis=1))
        said[:, made.classes_] = made.predict_proba(asked)
        return said
    for code in range(right.shape[1]):
        if right[:, code].any() and not right[:, code].all():
            made = LogisticRegression(**options).fit(known, right[:, code])
            said[:, code] = made.predict_proba(asked)[:, 1]
    return said


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
