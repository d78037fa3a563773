"""What a suggester may learn from in a project, for one viewer: never two coders summed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualbench import store
from qualbench.model import CONSENSUS, Coding, Span
from qualbench.store import Store
from qualbench.suggest import Known, parents_of, with_pairs
from qualbench.workbench.coders import coder_id
from qualbench.workbench.codings import resolved, resolving
from qualbench.workbench.language import Progress, quiet
from qualbench.workbench.projects import codebook
from qualbench.workbench.reconciling.consensus import consensus
from qualbench.workbench.reconciling.disagreements import hidden_from
from qualbench.workbench.sight import Sight, sight
from qualbench.workbench.steady import steady
from qualbench.workbench.suggestions.talk import Place, Talk, talk

ACCEPTED = 0.5
"""What a coding counts that may owe something to a suggestion, beside one of a coder's own."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Of each of the n turns of a ``talk`` what it was coded with.

    ``coded`` maps the keys of each to what they count, ``codings`` holds what these rest on, and
    ``rejected`` what the viewer wants to see no more there. ``finished`` are the transcripts that
    whoever stands for them has submitted; ``whose`` maps each transcript that counts to the id of
    that coder, or to the consensus.
    """

    talk: Talk
    codings: tuple[tuple[Coding, ...], ...]
    coded: tuple[Mapping[str, float], ...]
    rejected: tuple[frozenset[str], ...]
    finished: frozenset[str]
    whose: Mapping[str, str]

    @property
    def places(self) -> tuple[Place, ...]:
        return self.talk.places

    def known(self, rows: Sequence[int] | None = None) -> Known:
        """What is known where these turns, by index, are all there is; every turn without."""
        import numpy as np

        talk = self.talk
        at = list(range(len(talk.places)) if rows is None else rows)
        used = {key for row in at for key in self.coded[row]}
        lines = with_pairs(talk.lines, used)
        keys = tuple(sorted({line.key for line in lines} | used))
        column = {key: place for place, key in enumerate(keys)}
        coded = np.zeros((len(at), len(keys)))
        rejected = np.zeros(coded.shape, bool)
        for place, row in enumerate(at):
            for key, counts in self.coded[row].items():
                coded[place, column[key]] = counts
            for key in self.rejected[row] & column.keys():
                rejected[place, column[key]] = True
        said = [talk.vector_of[line.text] for line in lines]
        places = [talk.places[row] for row in at]
        return Known(
            keys,
            parents_of(keys, talk.book),
            lines,
            np.array(said, float).reshape(len(lines), talk.line_vectors.shape[1]),
            talk.turns if rows is None else talk.turns.at(at),
            tuple(place.source for place in places),
            tuple(place.transcript for place in places),
            coded,
            rejected,
            np.array([place.transcript in self.finished for place in places], bool),
        )


@steady
def evidence(
    project: Store,
    viewer: str,
    but: str = "",
    progress: Progress = quiet,
    before: Talk | None = None,
) -> Evidence:
    """What ``viewer`` may read of codings, each transcript by one coder's or the consensus.

    In the transcript ``but``, by hash, the viewer's own codings alone count: it is the one that
    suggestions are for. Elsewhere it is the consensus, else those of the only coder there is
    (of those who submitted it, if anybody did), else the primary coder's, else the viewer's.
    """
    said = talk(project, progress, before)
    standing = _standing(project, viewer, but)
    offered = {code.id for code in said.book.codes if not code.retired}
    counted = [c for c in resolved(said.book, standing.codings) if c.code in offered]
    codings: list[list[Coding]] = [[] for _ in said.places]
    for coding in counted:
        for row in said.touched(coding.transcript, coding.span):
            codings[row].append(coding)
    helped = suggested(project, counted)
    return Evidence(
        said,
        tuple(map(tuple, codings)),
        tuple(_counting(here, helped) for here in codings),
        tuple(_rejected(project, viewer, said)),
        standing.finished,
        standing.whose,
    )


def _counting(codings: Iterable[Coding], helped: Collection[str]) -> Mapping[str, float]:
    """What the keys on a turn count; a coding counts in every turn that it touches."""
    found: dict[str, float] = {}
    for coding in codings:
        counts = ACCEPTED if coding.id in helped else 1.0
        found[coding.key] = max(found.get(coding.key, 0.0), counts)
    return found


def suggested(project: Store, codings: Iterable[Coding]) -> frozenset[str]:
    """Which of the codings, by id, may owe something to a suggestion.

    They came from an accepted one, or were put where one of their key had been shown to their
    coder: it would not have been shown had they been there before. The consensus does not say
    from whose codings it comes: of its own count those where anybody saw or accepted one.
    """
    book = codebook(project)
    read, accepted = resolving(book), store.accepted(project)
    led: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for one in store.showings(project):
        for whose in (one.coder, CONSENSUS):
            led[whose, one.transcript, read(one.key)].append(one.span)
    for coding in resolved(book, store.codings(project)) if accepted else ():
        if coding.lineage in accepted:
            led[CONSENSUS, coding.transcript, coding.key].append(coding.span)
    return frozenset(
        c.id
        for c in codings
        if c.lineage in accepted
        or any(span.overlaps(c.span) for span in led.get((c.coder, c.transcript, c.key), ()))
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


def _rejected(project: Store, viewer: str, said: Talk) -> Iterator[frozenset[str]]:
    author = coder_id(project, viewer)
    found: dict[int, set[str]] = defaultdict(set)
    for text in said.texts:
        for span, key in store.rejected(project, author, text):
            for row in said.touched(text, span):
                found[row].add(key)
    yield from (frozenset(found.get(row, ())) for row in range(len(said.places)))
