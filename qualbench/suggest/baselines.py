"""Simple methods that a suggester has to be better than.

Each says how sure it is of k codes for q texts, (q, k). ``vectors`` (n, d) and ``asked`` (q, d)
have rows of length 1; ``right`` (n, k) is True where a code is right for what was coded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualbench.suggest.ranking import one_thread

if TYPE_CHECKING:
    from qualbench.suggest.known import Array
    from qualbench.suggest.measures import Truth

NEIGHBOURS = 5


def most_frequent(right: Truth, asked: int) -> Array:
    """The share of the texts that have a code, whatever is asked."""
    import numpy as np

    shares = right.mean(axis=0) if len(right) else np.zeros(right.shape[1])
    return np.tile(shares, (asked, 1))


def nearest_definition(definitions: Array, asked: Array) -> Array:
    """Cosines with the definition of each code, (k, d), moved to 0 to 1."""
    said: Array = (1 + asked @ definitions.T) / 2
    return said


def neighbours(vectors: Array, right: Truth, asked: Array) -> Array:
    """Votes of the nearest texts, weighted by cosine."""
    import numpy as np

    if not len(vectors):
        return np.zeros((len(asked), right.shape[1]))
    cosines = asked @ vectors.T
    near = np.argsort(-cosines, axis=1, kind="stable")[:, :NEIGHBOURS]
    weights = np.maximum(np.take_along_axis(cosines, near, axis=1), 1e-6)
    votes = (weights[:, :, None] * right[near]).sum(axis=1)
    shares: Array = votes / weights.sum(axis=1, keepdims=True)
    return shares


def linear(features: Any, right: Truth, asked: Any, balanced: bool = False) -> Array:
    """Logistic regression: multinomial where each text has one code, else one for each code.

    ``features`` (n, f) and those of what is ``asked`` (q, f) may be sparse.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    options = {"class_weight": "balanced" if balanced else None, "max_iter": 1000}
    said = np.zeros((asked.shape[0], right.shape[1]))
    with one_thread():  # more of them take longer here than they save
        if (right.sum(axis=1) == 1).all() and right.any(axis=0).sum() > 1:
            made = LogisticRegression(**options).fit(features, right.argmax(axis=1))
            said[:, made.classes_] = made.predict_proba(asked)
            return said
        for code in range(right.shape[1]):
            if right[:, code].any() and not right[:, code].all():
                made = LogisticRegression(**options).fit(features, right[:, code])
                said[:, code] = made.predict_proba(asked)[:, 1]
    return said
