"""Topics as a person wants them: parted in several, and described by their texts again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qualbench.errors import RefusedError
from qualbench.model import Topic
from qualbench.topics.find import OUTSIDE, different, nearest, said_most
from qualbench.topics.fit import as_tokens, one_thread_and_quiet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]

_CANDIDATES = 50
"""As many as a search looks at, so that it and ``described`` say the same."""


def parted(vectors: Array, parts: int) -> tuple[int, ...]:
    """A part for each row of ``vectors`` (n, d), 0 for the largest and of equal ones the first.

    Rows are joined where that adds least to the squared distances within parts (Ward 1963, JASA
    58:236-244), so the same rows give the same parts. Raises RefusedError for fewer rows than
    parts, or fewer than two parts.
    """
    from sklearn.cluster import AgglomerativeClustering

    if not 2 <= parts <= len(vectors):
        raise RefusedError(
            f"{len(vectors)} texts cannot be parted in {parts}",
            "Ask for at least two parts, and not for more than there are texts.",
        )
    with one_thread_and_quiet():
        found = AgglomerativeClustering(n_clusters=parts).fit_predict(vectors).tolist()
    ranked = sorted(set(found), key=lambda part: (-found.count(part), found.index(part)))
    return tuple(ranked.index(part) for part in found)


def described(texts: Sequence[str], vectors: Array, labels: Sequence[int]) -> tuple[Topic, ...]:
    """The topics that ``labels`` give the texts, -1 for none, in order of their numbers.

    Their phrases are those that tell them apart from one another and from what lies outside
    (class-based TF-IDF, Grootendorst 2022, arXiv:2203.05794).
    """
    said = different(texts)
    numbers = sorted({labels[index] for index in said} - {OUTSIDE})
    members = {number: [i for i in said if labels[i] == number] for number in numbers}
    outside = [index for index in said if labels[index] == OUTSIDE]
    classes = [*members.values(), *([outside] if outside else [])]
    ranked = list(_ranked([[said[i] for i in one] for one in classes])) if numbers else []
    return tuple(
        Topic(
            number=number,
            size=list(labels).count(number),
            phrases=said_most(ranked[place], [said[i] for i in members[number]]),
            quotes=nearest(members[number], vectors),
        )
        for place, number in enumerate(numbers)
    )


def _ranked(classes: Sequence[Sequence[Sequence[str]]]) -> Iterator[list[str]]:
    """The best phrases of each class by falling weight, equal ones in their own order."""
    with one_thread_and_quiet():
        from bertopic.vectorizers import ClassTfidfTransformer
        from sklearn.feature_extraction.text import CountVectorizer

        counter = CountVectorizer(analyzer=str.split)
        counts = counter.fit_transform([" ".join(map(as_tokens, texts)) for texts in classes])
        weights = ClassTfidfTransformer(reduce_frequent_words=True).fit_transform(counts).toarray()
    names = [name.replace("_", " ") for name in counter.get_feature_names_out()]
    for row in weights.round(6):
        found = [(-row[at], names[at]) for at in row.nonzero()[0].tolist()]
        yield [name for _, name in sorted(found)[:_CANDIDATES]]
