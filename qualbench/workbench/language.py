"""Preparing a study: sentences recorded, vectors kept in the cache."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualbench import language, store, suggest
from qualbench.model import Span, Transcript, Turn
from qualbench.store import Store
from qualbench.workbench.coders import at_work, named
from qualbench.workbench.projects import codebook

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[str, int, int], None]
"""Called with the stage, how many are done and of how many (0 of 0: not known); cancels by
raising."""

_PORTION = 256
"""Vectors are kept in portions, so that a cancelled run has not worked for nothing."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many transcripts got sentences and how many texts got vectors; by which models."""

    transcripts: int
    texts: int
    sentence_model: str
    vector_model: str


def quiet(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def prepare(project: Store, coder: str, progress: Progress = quiet) -> Prepared:
    """Find sentences and compute vectors for all that has none yet.

    Vectors are computed for all turns and for what the codebook says.
    """
    named(coder)
    split = _sentences(project, coder, progress)
    texts = _texts(project)
    model, before = _known(project, hashes := set(map(store.sha256, texts)))
    vectors(project, texts, progress)
    return Prepared(split, len(hashes - before.keys()), language.sentence_model(), model)


def unprepared(project: Store) -> int:
    """How many transcripts have no sentences yet."""
    return len(store.transcript_names(project).keys() - store.sentence_facts(project).keys())


def _sentences(project: Store, coder: str, progress: Progress) -> int:
    """Each transcript's are recorded at once, so that a cancelled run keeps what it has."""
    model = language.sentence_model()
    known = store.sentences(project, model)
    missing = [text for text in store.transcripts(project) if text.hash not in known]
    for place, text in enumerate(missing):
        progress("sentences of transcript", place, len(missing))
        spans = _split(text)
        with project.writing():
            if text.hash in store.sentences(project, model, text.hash):
                continue  # another program was quicker
            draft = store.sentences_draft(project, text.hash, model, spans)
            store.record(project, at_work(project, coder).id, [draft])
    return len(missing)


def _split(transcript: Transcript) -> list[Span]:
    """The sentences of a transcript, turn by turn, so that none runs over a change of speaker."""
    words = [turn.words for turn in transcript.turns]
    found = language.sentence_spans([span.of(transcript.text) for span in words])
    return [
        Span(turn.start + sentence.start, turn.start + sentence.end)
        for turn, sentences in zip(words, found, strict=True)
        for sentence in sentences
    ]


def _texts(project: Store) -> list[str]:
    """All that suggestions and topics hold against one another, each text once."""
    talk = [turn.words.of(text.text) for text in store.transcripts(project) for turn in text.turns]
    meanings = [line.text for line in suggest.lines_of(codebook(project))]
    return list(dict.fromkeys([*talk, *meanings]))


def respondents_turns(transcript: Transcript) -> tuple[Turn, ...]:
    """The turns that suggestions and topics are about: respondents', with words in them."""
    return tuple(turn for turn in transcript.turns if not turn.interviewer and len(turn.words))


def vectors(
    project: Store, texts: Sequence[str], progress: Progress = quiet
) -> NDArray[np.float32]:
    """One row a text, from the cache; what is not there is computed and kept."""
    import numpy as np

    hashes = [store.sha256(text) for text in texts]
    model, known = _known(project, hashes)
    missing = {h: text for h, text in zip(hashes, texts, strict=True) if h not in known}
    for start in range(0, len(missing), _PORTION):
        progress("vectors", start, len(missing))
        portion = dict(list(missing.items())[start : start + _PORTION])
        made = language.embed(list(portion.values()), _counting(progress, start, len(missing)))
        fresh = {h: row.tobytes() for h, row in zip(portion, made, strict=True)}
        store.keep_vectors(project, model, fresh)
        known |= fresh
    rows = [np.frombuffer(known[h], np.float32) for h in hashes]
    return np.stack(rows) if rows else np.empty((0, language.DIMENSIONS), np.float32)


def _known(project: Store, hashes: Collection[str]) -> tuple[str, dict[str, bytes]]:
    """The model, and its vectors that are kept; of what makes vectors here where some are not."""
    model = language.vector_model()
    known = store.vectors(project, model, hashes)
    if len(known) < len(set(hashes)) and language.load_vector_model() != model:
        return _known(project, hashes)  # never two engines' vectors in one matrix
    return model, known


def _counting(progress: Progress, before: int, total: int) -> Any:
    return lambda done, _: progress("vectors", before + done, total)
