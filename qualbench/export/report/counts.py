"""What can be counted from the codings of the analysis set."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from qualbench.export.report.content import Report, ReportTranscript
from qualbench.model import PAIR_MARK

MOST = 20
"""How many codes the table of co-occurrences shows."""

LEAST = 2
"""In how many turns two codes meet before the table says so."""


@dataclass(frozen=True, slots=True)
class CodeCount:
    """``own`` segments have the code itself, ``under`` it or any code below it, each once."""

    own: int
    under: int
    transcripts: int


@dataclass(frozen=True, slots=True)
class Meetings:
    """Turns in which two keys are both used; of a key with itself, turns that use it.

    ``keys`` are the ``MOST`` frequent of those that meet another in ``LEAST`` turns, in the
    codebook's order; ``left_out`` is how many more there are.
    """

    keys: tuple[str, ...]
    turns: Counter[tuple[str, str]]
    left_out: int

    def of(self, first: str, second: str) -> int:
        return self.turns[min(first, second), max(first, second)]

    def likeness(self, first: str, second: str) -> float:
        """Jaccard 1912, New Phytol 11:37-50: turns with both, of turns with either; 0 to 1."""
        both = self.of(first, second)
        return both / (self.of(first, first) + self.of(second, second) - both)


@dataclass(frozen=True, slots=True)
class Step:
    """An interview, the codes that none before it had, and all that were used so far."""

    name: str
    new: int
    total: int


def finished(report: Report) -> tuple[ReportTranscript, ...]:
    return tuple(one for one in report.transcripts if one.finished)


def code_counts(report: Report) -> dict[str, CodeCount]:
    """For each code; words that a code and one below it are both on count once for it."""
    book = report.codebook
    up = {code.id: (code.id, *(a.id for a in book.ancestors(code.id))) for code in book.codes}
    own, under = Counter[str](), defaultdict[str, set[object]](set)
    texts = defaultdict[str, set[str]](set)
    counted = (coding for one in finished(report) for coding in one.counted)
    for code, text, span in {(c.code, c.transcript, c.span) for c in counted}:
        own[code] += 1
        for above in up.get(code, ()):
            under[above].add((text, span))
            texts[above].add(text)
    return {code: CodeCount(own[code], len(under[code]), len(texts[code])) for code in up}


def meetings(report: Report) -> Meetings:
    """Which codes are used in one turn, whether or not their segments overlap."""
    turns = Counter[tuple[str, str]]()
    for one in finished(report):
        for keys in _keys_of_turns(one):
            turns.update((key, key) for key in keys)
            turns.update(combinations(sorted(keys), 2))
    pairs = [pair for pair, count in turns.items() if pair[0] != pair[1] and count >= LEAST]
    met = sorted({key for pair in pairs for key in pair}, key=lambda key: (-turns[key, key], key))
    place = {code.id: place for place, code in enumerate(report.codebook.codes)}
    order = sorted(met[:MOST], key=lambda k: (place.get(k.partition(PAIR_MARK)[0], -1), k))
    return Meetings(tuple(order), turns, len(met) - len(order))


def saturation(report: Report) -> tuple[Step, ...]:
    """New codes per interview, in order (Guest, Namey & Chen 2020, PLoS ONE 15:e0232076)."""
    seen: set[str] = set()
    steps = []
    for one in finished(report):
        new = {coding.code for coding in one.counted} - seen
        seen |= new
        steps.append(Step(one.transcript.name, len(new), len(seen)))
    return tuple(steps)


def _keys_of_turns(one: ReportTranscript) -> Iterator[set[str]]:
    """The keys of each turn that has any."""
    turns = one.transcript.turns
    starts = [turn.start for turn in turns]
    keys = defaultdict[int, set[str]](set)
    for coding in one.counted:
        place = max(bisect_right(starts, coding.span.start) - 1, 0)
        while place < len(turns) and turns[place].start < coding.span.end:
            if coding.span.overlaps(turns[place].words):
                keys[place].add(coding.key)
            place += 1
    yield from keys.values()
