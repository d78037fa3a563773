"""How like two turns are: in meaning, in wording, and in what was said around them.

Function words, punctuation and pieces of words are kept, for they tell a question from an
answer where the meaning does not (character n-grams: Stamatatos 2009, JASIST 60).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualbench.suggest.known import Turns

if TYPE_CHECKING:
    from qualbench.suggest.known import Array

VIEWS = {
    "meaning": ("near", "straight"),
    "wording": ("words", "letters"),
    "surroundings": ("before", "after"),
}
"""What each view is the mean of."""

_WORD = r"(?u)\w+(?:['’]\w+)?|[?!.,;:…-]+"
_ENOUGH = 200
"""From so many texts on, a word or piece that only one of them has says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """The known turns as they are compared.

    ``words`` and ``letters`` are what makes TF-IDF rows and those of the known turns, sparse,
    on their side (v, n); ``width`` is the median squared distance of two vectors. ``centres``
    holds of each kernel the mean of each column (n,) and the mean diagonal once centred.
    """

    turns: Turns
    words: tuple[Any, Any]
    letters: tuple[Any, Any]
    width: float
    centres: dict[str, tuple[Array, float]]


def compared(turns: Turns) -> tuple[Likeness, dict[str, Array]]:
    """How the turns are compared, and how like they are, (n, n) for each view.

    Each kernel is centred in its feature space (Schölkopf, Smola and Müller 1998), so that
    leaving a transcript out cannot turn the intercept against its codes, and scaled to a mean
    diagonal of 1; a view is the mean of its two.
    """
    import numpy as np

    words = _vectoriser(turns.texts, ngram_range=(1, 2), token_pattern=_WORD)
    letters = _vectoriser(turns.texts, analyzer="char_wb", ngram_range=(2, 5))
    width = float(np.median(2 - 2 * turns.vectors @ turns.vectors.T)) or 1.0
    known = Likeness(turns, words, letters, max(width, 1e-9), {})
    views: dict[str, Array] = {}
    for view, name, kernel in _kernels(known, turns):
        columns = kernel.mean(axis=0)
        kernel -= columns
        kernel -= columns[:, None] - columns.mean()
        scale = float(np.trace(kernel)) / len(kernel)
        known.centres[name] = (columns, scale if scale > 1e-9 else 1.0)
        kernel /= 2 * known.centres[name][1]
        views[view] = np.add(views[view], kernel, out=kernel) if view in views else kernel
    return known, views


def likenesses(known: Likeness, turns: Turns) -> dict[str, Array]:
    """Of q other turns to the n known ones, (q, n) for each view that both have."""
    views: dict[str, Array] = {}
    for view, name, kernel in _kernels(known, turns):
        columns, scale = known.centres[name]
        kernel -= kernel.mean(axis=1, keepdims=True) - (columns.mean() - columns)
        kernel /= 2 * scale
        views[view] = views[view] + kernel if view in views else kernel
    return views


def heaviest_words(known: Likeness, text: str, dual: Array, most: int) -> list[tuple[str, float]]:
    """The words and word pairs of ``text`` that speak most for a code, heaviest first.

    ``dual`` (n,) holds the code's coefficients in the wording view.
    """
    import numpy as np

    vectoriser, columns = known.words
    row = vectoriser.transform([text])
    weights = row.data * (columns[row.indices] @ (dual - dual.mean()))
    names = vectoriser.get_feature_names_out()[row.indices]
    order = np.lexsort((names, -weights))
    said = [(str(names[i]), float(weights[i])) for i in order if weights[i] > 0]
    return [(word, weight) for word, weight in said if any(map(str.isalnum, word))][:most]


def _kernels(known: Likeness, turns: Turns) -> Iterator[tuple[str, str, Array]]:
    """View, name and values (q, n) of each kernel, before it is centred."""
    to, width = known.turns, known.width
    yield "meaning", "near", _gaussian(turns.vectors, to.vectors, width)
    yield "meaning", "straight", turns.vectors @ to.vectors.T
    for name, (vectoriser, columns) in (("words", known.words), ("letters", known.letters)):
        rows = columns.T.tocsr() if turns is to else vectoriser.transform(turns.texts)
        yield "wording", name, (rows @ columns).toarray()
    if turns.around and to.around:
        yield "surroundings", "before", _gaussian(turns.around[0], to.around[0], width)
        yield "surroundings", "after", _gaussian(turns.around[1], to.around[1], width)


def _vectoriser(texts: tuple[str, ...], **options: Any) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    least = 2 if len(texts) > _ENOUGH else 1
    made = TfidfVectorizer(sublinear_tf=True, min_df=least, **options)
    try:
        rows = made.fit_transform(texts)
    except ValueError:  # no text has a word that counts
        made = TfidfVectorizer(vocabulary={"?": 0}, **options)
        rows = made.fit_transform(texts)
    return made, rows.T.tocsr()


def _gaussian(here: Array, there: Array, width: float) -> Array:
    """Of vectors of length 1, or 0 where nothing was said, which is like nothing but itself."""
    import numpy as np

    values = here @ there.T
    values *= 2
    values -= np.einsum("ij,ij->i", here, here)[:, None] + np.einsum("ij,ij->i", there, there)
    values /= width
    return np.exp(values, out=values)
