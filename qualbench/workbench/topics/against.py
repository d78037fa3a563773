"""Topics held against the study: codes, roles, clinics, waves; and what no code covers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qualbench.model import Coding
from qualbench.store import Store
from qualbench.topics import OUTSIDE
from qualbench.workbench.layers import ANALYSIS, layer
from qualbench.workbench.steady import steady
from qualbench.workbench.topics.finding import TopicsFound
from qualbench.workbench.topics.scope import Words, by_transcript

HALF = 0.5
"""A topic of which a smaller share is coded is one that the codebook misses."""

CODES = "code"


@dataclass(frozen=True, slots=True)
class Count:
    """So many turns or sentences, by so many respondents."""

    words: int
    respondents: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a table; -1 is what lies outside all, and comes last.

    ``of`` is what can be counted: where the columns are codes, the words of transcripts that the
    analysis set has finished. ``coded`` is what any code was put on; both ``cells``, one for each
    column, and ``coded`` are of these.
    """

    number: int
    of: Count
    coded: Count
    cells: tuple[Count, ...]

    @property
    def covered(self) -> float | None:
        """The share that is coded; None where nothing can be counted."""
        return self.coded.words / self.of.words if self.of.words else None

    @property
    def missed(self) -> bool:
        """Whether the codebook misses it: less than half is coded."""
        return self.covered is not None and self.covered < HALF


@dataclass(frozen=True, slots=True)
class TopicTable:
    """Topics down, ``columns`` across: coding keys, or the values of the attribute ``by``."""

    by: str
    columns: tuple[str, ...]
    rows: tuple[TopicRow, ...]

    def row(self, number: int) -> TopicRow:
        return next(row for row in self.rows if row.number == number)


@steady
def topic_table(project: Store, viewer: str, found: TopicsFound, by: str = CODES) -> TopicTable:
    """Topics x codes of the analysis set, or x the values of an attribute, ``wave`` among them.

    Words that several codes were put on count under each. Raises RefusedError where several have
    coded a transcript and none is the primary coder.
    """
    codings, finished = layer(project, ANALYSIS, viewer)
    coded = by_transcript(codings)
    keys = [frozenset(_keys(one, coded.get(one.transcript, ()))) for one in found.words]
    if by == CODES:
        values: Sequence[Collection[str]] = keys
    else:
        values = [[one.known[by]] if one.known.get(by) else [] for one in found.words]
    counted = [one.transcript in finished or by != CODES for one in found.words]
    columns = tuple(sorted({value for of_one in values for value in of_one}))
    numbers = [*(topic.number for topic in found.topics), OUTSIDE]
    rows = []
    for number in numbers:
        at = [i for i, label in enumerate(found.labels) if label == number and counted[i]]
        rows.append(
            TopicRow(
                number,
                _count(found.words[i] for i in at),
                _count(found.words[i] for i in at if keys[i]),
                tuple(_count(found.words[i] for i in at if c in values[i]) for c in columns),
            )
        )
    return TopicTable(by, columns, tuple(rows))


def _keys(words: Words, codings: Iterable[Coding]) -> list[str]:
    return [coding.key for coding in codings if coding.span.overlaps(words.span)]


def _count(words: Iterable[Words]) -> Count:
    found = list(words)
    return Count(len(found), len({one.who for one in found}))
