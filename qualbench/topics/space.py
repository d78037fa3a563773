"""Where texts lie by what they are about: their vectors, cleaned by the words that they share.

A sentence vector mixes what is said with how: hedges, answers and complaints of any subject lie
near one another. Words tell the two apart. A word that is used in texts that lie together anyway
("cigarette") names a subject; one whose texts lie anywhere ("feel") does not. So each text is
moved towards the words that it uses, each by how far its texts agree and how rare it is. That is
the inverse document frequency of Spärck Jones 1972 (J Doc 28:11-21) times the mean cosine of the
texts of a word; averaging word vectors by such weights for a sentence follows Arora, Liang and Ma
2017 (ICLR). No model but that of the given vectors is asked. Principal components then leave out
the directions in which texts hardly differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualbench.topics.cluster import DIMENSIONS, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]

_PULL = 0.5
"""How far the words move a text, whose own vector counts 1: it keeps the greater say."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """What was learnt of (n, d) vectors: their ``middle`` (d,), the row of each word that two
    texts or more share in ``meanings`` (w, d), longer the more it counts, and the principal
    ``axes`` (k, d) around ``origin`` (d,), the widest first.
    """

    middle: Array
    words: dict[str, int]
    meanings: Array
    origin: Array
    axes: Array


def learn(phrases: Sequence[Sequence[str]], vectors: Array) -> Space:
    """The space of at least two texts, by their phrases and (n, d) vectors of length 1."""
    import numpy as np
    from sklearn.decomposition import PCA

    middle = vectors.mean(axis=0, dtype=np.float64)
    own = unit(vectors - middle)
    texts = Counter(word for each in phrases for word in _words(each))
    words = {word: row for row, word in enumerate(sorted(w for w in texts if texts[w] > 1))}
    meanings = _meanings(_uses(phrases, words), own)
    most = min(max(DIMENSIONS), len(vectors) // 2, vectors.shape[1])
    pca = PCA(most, svd_solver="covariance_eigh")
    pca.fit(_moved(own, _uses(phrases, words), meanings))
    return Space(middle, words, meanings, pca.mean_, pca.components_)


def place(space: Space, phrases: Sequence[Sequence[str]], vectors: Array) -> Array:
    """Coordinates (n, k) in the space, of texts it was learnt from or of others."""
    own = unit(vectors - space.middle)
    moved = _moved(own, _uses(phrases, space.words), space.meanings)
    rows: Array = (moved - space.origin) @ space.axes.T
    return rows


def _words(phrases: Sequence[str]) -> set[str]:
    return {phrase for phrase in phrases if " " not in phrase}


def _uses(phrases: Sequence[Sequence[str]], words: dict[str, int]) -> Any:
    """A sparse (n, w) matrix: 1 where a text uses a word."""
    import numpy as np
    from scipy.sparse import csr_array

    found = [sorted(words[word] for word in _words(each) & words.keys()) for each in phrases]
    ends = np.cumsum([0, *map(len, found)])
    columns = np.array([column for each in found for column in each], np.int64)
    return csr_array((np.ones(len(columns)), columns, ends), shape=(len(found), len(words)))


def _meanings(uses: Any, own: Array) -> Array:
    """The mean direction of each word's texts, as long as the word counts.

    Of n unit vectors with sum s the mean cosine of two different ones is (s.s - n) / (n(n-1)).
    """
    import numpy as np

    texts = uses.sum(axis=0)
    sums = uses.T @ own
    alike = ((sums**2).sum(axis=1) - texts) / (texts * (texts - 1))
    weights = alike.clip(0) * np.log(len(own) / texts)
    meanings: Array = unit(sums) * weights[:, None]
    return meanings


def _moved(own: Array, uses: Any, meanings: Array) -> Array:
    return unit(own + _PULL * unit(uses @ meanings))
