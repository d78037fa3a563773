"""What a suggester may learn from in a project, for one viewer: never two coders summed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualbench import store
from qualbench.model import CONSENSUS, Codebook, Coding, Span, Transcript
from qualbench.store import Store
from qualbench.suggest import Known, Line, Turns, lines_of, parents_of, with_pairs
from qualbench.workbench.coders import coder_id
from qualbench.workbench.codings import resolved
from qualbench.workbench.language import Progress, quiet, respondents_turns, vectors
from qualbench.workbench.projects import codebook
from qualbench.workbench.reconciling.consensus import consensus
from qualbench.workbench.reconciling.disagreements import hidden_from
from qualbench.workbench.sight import Sight, sight
from qualbench.workbench.steady import steady

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ACCEPTED = 0.5
"""What a coding that began as a suggestion counts beside one of a coder's own choice."""


@dataclass(frozen=True, slots=True)
class Place:
    """A turn of a respondent: its words in a transcript, by hash, and who speaks them."""

    transcript: str
    words: Span
    speaker: str


@dataclass(frozen=True, eq=False)
class Evidence:
    """Of each of n turns what it was coded with, and what the codebook says.

    The ``turns`` of all respondents stand in order of (transcript hash, start). ``coded`` maps
    the keys of each to what they count, ``rejected`` holds those that the viewer wants to see
    no more there. ``finished`` are the transcripts that whoever stands for them has submitted;
    ``whose`` maps each transcript that counts to the id of that coder, or to the consensus.
    """

    book: Codebook
    places: tuple[Place, ...]
    turns: Turns
    coded: tuple[Mapping[str, float], ...]
    rejected: tuple[frozenset[str], ...]
    finished: frozenset[str]
    whose: Mapping[str, str]
    lines: tuple[Line, ...]
    line_vectors: NDArray[np.float64]

    @cached_property
    def _vector_of(self) -> dict[str, NDArray[np.float64]]:
        return {line.text: row for line, row in zip(self.lines, self.line_vectors, strict=True)}

    def known(self, rows: Sequence[int] | None = None) -> Known:
        """What is known where these turns, by index, are all there is; every turn without."""
        import numpy as np

        at = list(range(len(self.places)) if rows is None else rows)
        used = {key for row in at for key in self.coded[row]}
        lines = with_pairs(self.lines, used)
        keys = tuple(sorted({line.key for line in lines} | used))
        places = [self.places[row] for row in at]
        size = (len(places), len(keys))
        said = [self._vector_of[line.text] for line in lines]
        coded = [[self.coded[row].get(key, 0.0) for key in keys] for row in at]
        rejected = [[key in self.rejected[row] for key in keys] for row in at]
        return Known(
            keys,
            parents_of(keys, self.book),
            lines,
            np.array(said, float).reshape(len(lines), self.line_vectors.shape[1]),
            self.turns.at(at),
            tuple(source_of(place) for place in places),
            tuple(place.transcript for place in places),
            np.array(coded, float).reshape(size),
            np.array(rejected, bool).reshape(size),
            np.array([place.transcript in self.finished for place in places], bool),
        )


def known(project: Store, viewer: str, but: str = "", progress: Progress = quiet) -> Known:
    """What suggestions for ``viewer``, by name, may rest on: see ``evidence``."""
    return evidence(project, viewer, but, progress).known()


@steady
def evidence(project: Store, viewer: str, but: str = "", progress: Progress = quiet) -> Evidence:
    """What ``viewer`` may read of codings, each transcript by one coder's or the consensus.

    In the transcript ``but``, by hash, the viewer's own codings alone count: it is the one that
    suggestions are for. Elsewhere it is the consensus, else those of the only coder there is
    (of those who submitted it, if anybody did), else the primary coder's, else the viewer's.
    """
    book = codebook(project)
    texts = sorted(store.transcripts(project), key=lambda text: text.hash)
    standing = _standing(project, viewer, but)
    offered = {code.id for code in book.codes if not code.retired}
    counted = [c for c in resolved(book, standing.codings) if c.code in offered]
    keys = _keys(texts, counted, suggested(project, counted))
    places = [
        Place(t.hash, turn.words, turn.speaker) for t in texts for turn in respondents_turns(t)
    ]
    lines = lines_of(book)
    said = _of_length_one(vectors(project, [line.text for line in lines], progress))
    return Evidence(
        book,
        tuple(places),
        _turns(project, texts, progress),
        tuple(keys.get((place.transcript, place.words), {}) for place in places),
        tuple(_rejected(project, viewer, places)),
        standing.finished,
        standing.whose,
        lines,
        said,
    )


def source_of(place: Place) -> str:
    """What a turn is called as a reason: its transcript's hash and where its words begin."""
    return f"{place.transcript}:{place.words.start}"


def suggested(project: Store, codings: Iterable[Coding]) -> frozenset[str]:
    """Which of the codings, by id, came from an accepted suggestion, or may have.

    The consensus does not say from whose codings it comes: one of its own counts as suggested
    where somebody accepted a suggestion of the same key in words that it touches.
    """
    accepted = store.accepted(project)
    began = defaultdict(list)
    for one in resolved(codebook(project), store.codings(project)) if accepted else ():
        if one.lineage in accepted:
            began[one.transcript, one.key].append(one.span)
    return frozenset(
        one.id
        for one in codings
        if one.lineage in accepted
        or (
            one.coder == CONSENSUS
            and any(span.overlaps(one.span) for span in began[one.transcript, one.key])
        )
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """The codings that count, whose they are by transcript, and what these have finished."""

    codings: tuple[Coding, ...]
    whose: Mapping[str, str]
    finished: frozenset[str]


def _standing(project: Store, viewer: str, but: str) -> Standing:
    may = sight(project, viewer)
    agreed, reconciled = consensus(project)
    reconciled -= hidden_from(project, viewer) | {but}
    open_ = [c for c in store.codings(project) if may.allows(c.coder, c.transcript)]
    handed_in = {layer for layer in store.handed_in(project) if may.allows(*layer)}
    whose = dict.fromkeys(reconciled, CONSENSUS)
    for text in store.transcript_names(project).keys() - reconciled:
        coders = {c.coder for c in open_ if c.transcript == text}
        submitters = {coder for coder, of in handed_in if of == text}
        stands = _stands(project, may, text, but, submitters or coders)
        whose |= {text: stands} if stands else {}
    return Standing(
        (
            *(c for c in agreed if c.transcript in reconciled),
            *(c for c in open_ if whose.get(c.transcript) == c.coder),
        ),
        whose,
        reconciled | {text for coder, text in handed_in if whose.get(text) == coder},
    )


def _stands(project: Store, may: Sight, text: str, but: str, coders: Collection[str]) -> str:
    """Whose codings of a transcript count, of these coders; empty where nobody's do."""
    if text == but:
        return may.viewer
    if len(coders) == 1:
        return next(iter(coders))
    primary = store.primary_coders(project)
    named = primary.get(text) or primary.get(None, "")
    return next((one for one in (named, may.viewer) if one in coders), "")


def _keys(
    texts: Iterable[Transcript], codings: Iterable[Coding], began_as_suggestion: Collection[str]
) -> dict[tuple[str, Span], dict[str, float]]:
    """What the keys on each turn count; a coding counts in every turn that it touches."""
    of_text: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        of_text[coding.transcript].append(coding)
    found: dict[tuple[str, Span], dict[str, float]] = defaultdict(dict)
    for text in texts:
        for turn in respondents_turns(text):
            here = found[text.hash, turn.words]
            for coding in of_text[text.hash]:
                if coding.span.overlaps(turn.words):
                    counts = ACCEPTED if coding.id in began_as_suggestion else 1.0
                    here[coding.key] = max(here.get(coding.key, 0.0), counts)
    return found


def _rejected(project: Store, viewer: str, places: Iterable[Place]) -> Iterator[frozenset[str]]:
    author = coder_id(project, viewer)
    refused: dict[str, frozenset[tuple[Span, str]]] = {}
    for place in places:
        if place.transcript not in refused:
            refused[place.transcript] = store.rejected(project, author, place.transcript)
        here = refused[place.transcript]
        yield frozenset(key for span, key in here if span.overlaps(place.words))


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


def _of_length_one(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    import numpy as np

    exact = np.asarray(rows, np.float64)
    length = np.linalg.norm(exact, axis=1, keepdims=True)
    return exact / np.where(length > 0, length, 1.0)
