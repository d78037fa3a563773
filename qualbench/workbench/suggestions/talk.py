"""What respondents say in a study and what its codebook says of codes, with their vectors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualbench import language, store
from qualbench.model import Codebook, Span, Transcript
from qualbench.store import Store
from qualbench.suggest import Line, Turns, lines_of
from qualbench.workbench.language import Progress, quiet, respondents_turns, vectors
from qualbench.workbench.versions import codebook

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """A turn of a respondent: its words in a transcript, by hash, and who speaks them."""

    transcript: str
    words: Span
    speaker: str

    @property
    def source(self) -> str:
        """What a turn is called as a reason: its transcript's hash and where its words begin."""
        return f"{self.transcript}:{self.words.start}"


@dataclass(frozen=True, eq=False)
class Talk:
    """The turns of all respondents in order of (transcript hash, start), and the codebook.

    ``texts`` holds the words of each transcript by hash, ``names`` what they are called.
    ``read`` says what all was read from: as long as that is so, nothing here is otherwise.
    """

    read: tuple[object, ...]
    book: Codebook
    texts: Mapping[str, str]
    names: Mapping[str, str]
    places: tuple[Place, ...]
    turns: Turns
    lines: tuple[Line, ...]
    line_vectors: Vectors

    @cached_property
    def vector_of(self) -> dict[str, Vectors]:
        """Of each text of the codebook."""
        return {line.text: row for line, row in zip(self.lines, self.line_vectors, strict=True)}

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The turn that a source names."""
        return {place.source: row for row, place in enumerate(self.places)}

    @cached_property
    def _edges(self) -> dict[str, tuple[int, list[int], list[int]]]:
        """Of each transcript its first row, and where the words of its turns start and end."""
        found: dict[str, tuple[int, list[int], list[int]]] = {}
        for row, place in enumerate(self.places):
            _, starts, ends = found.setdefault(place.transcript, (row, [], []))
            starts.append(place.words.start)
            ends.append(place.words.end)
        return found

    def rows(self, transcript: str) -> range:
        """The turns of a transcript, by index."""
        first, starts, _ = self._edges.get(transcript, (0, [], []))
        return range(first, first + len(starts))

    def touched(self, transcript: str, span: Span) -> range:
        """The turns that a span touches, by index."""
        first, starts, ends = self._edges.get(transcript, (0, [], []))
        return range(first + bisect_right(ends, span.start), first + bisect_left(starts, span.end))


def talk(project: Store, progress: Progress = quiet, before: Talk | None = None) -> Talk:
    """What is said in the study; the same as ``before`` where nothing of it has changed.

    Vectors that are not in the cache are computed; ``progress`` may cancel that by raising.
    """
    book = codebook(project)
    read = (book, language.vector_model(), store.read_from(project))
    if before and before.read == read:
        return before
    texts = sorted(store.transcripts(project), key=lambda text: text.hash)
    lines = lines_of(book)
    said = vectors(project, [line.text for line in lines], progress)
    return Talk(
        (book, language.vector_model(), store.read_from(project)),
        book,
        {text.hash: text.text for text in texts},
        {text.hash: text.name for text in texts},
        tuple(
            Place(t.hash, turn.words, turn.speaker) for t in texts for turn in respondents_turns(t)
        ),
        _turns(project, texts, progress),
        lines,
        _of_length_one(said),
    )


def _turns(project: Store, texts: Iterable[Transcript], progress: Progress) -> Turns:
    """Respondents' turns; around each the turn before and after it, whoever speaks.

    What was asked says much of what the answer is about.
    """
    import numpy as np

    said = [turn.words.of(text.text) for text in texts for turn in text.turns]
    rows = _of_length_one(vectors(project, said, progress))
    before, after, own, at = np.zeros_like(rows), np.zeros_like(rows), [], 0
    for text in texts:
        end = at + len(text.turns)
        before[at + 1 : end], after[at : end - 1] = rows[at : end - 1], rows[at + 1 : end]
        answers = set(respondents_turns(text))
        own += [at + i for i, turn in enumerate(text.turns) if turn in answers]
        at = end
    return Turns(tuple(said), rows, (before, after)).at(own)


def _of_length_one(rows: NDArray[np.float32]) -> Vectors:
    import numpy as np

    exact = np.asarray(rows, np.float64)
    length = np.linalg.norm(exact, axis=1, keepdims=True)
    return exact / np.where(length > 0, length, 1.0)
