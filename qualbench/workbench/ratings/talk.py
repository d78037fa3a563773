"""What the analysis set holds of each construct in each case, and what was asked about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualbench import store
from qualbench.model import CaseKey, Coding, Span
from qualbench.store import Store
from qualbench.workbench.layers import ANALYSIS, layer
from qualbench.workbench.ratings.cases import Cases, case_of_coding, cases


@dataclass(frozen=True, slots=True)
class Said:
    """A coding of the analysis set, and who says it: a participant, or else a speaker."""

    coding: Coding
    who: str

    @property
    def place(self) -> tuple[str, Span]:
        return self.coding.transcript, self.coding.span


@dataclass(frozen=True, slots=True)
class Talk:
    """What was coded in the analysis set, by case and coding key.

    A coding of a characteristic of a role counts for the characteristic too. ``finished`` are
    the transcripts, by hash, whose codings are all there are.
    """

    of: Mapping[tuple[CaseKey, str], Sequence[Said]]
    finished: frozenset[str]
    unplaced: int

    def said(self, case: CaseKey, key: str) -> Sequence[Said]:
        return self.of.get((case, key), ())

    def segments(self, case: CaseKey, key: str) -> int:
        return self.segments_in(case, key).total()

    def segments_in(self, case: CaseKey, key: str) -> Counter[str]:
        """How many of them lie in each transcript, by hash."""
        places = {one.place for one in self.said(case, key)}
        return Counter(transcript for transcript, _ in places)

    def respondents(self, case: CaseKey, key: str) -> int:
        return len({one.who for one in self.said(case, key)})

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(key for _, key in self.of)


def talk(project: Store, viewer: str, known: Cases, of: str = ANALYSIS) -> Talk:
    """A layer as it lies in these cases; ``unplaced`` counts codings that are in none."""
    return _talk(project, viewer, known.by, of)


@store.remembered
def _talk(project: Store, viewer: str, by: tuple[str, ...], of: str) -> Talk:
    codings, finished = layer(project, of, viewer)
    known = cases(project, by)
    texts = {text.hash: text for text in store.transcripts(project)}
    whose = store.cases(project)
    found: dict[tuple[CaseKey, str], list[Said]] = defaultdict(list)
    unplaced = 0
    for coding in codings:
        case, who = case_of_coding(known, whose, texts[coding.transcript], coding)
        if case is None:
            unplaced += 1
            continue
        for key in {coding.code, coding.key}:
            found[case, key].append(Said(coding, who))
    return Talk(found, finished, unplaced)
