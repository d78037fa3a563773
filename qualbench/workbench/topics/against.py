"""Topics held against the study: codes, roles, clinics, waves; and what no code covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualbench.errors import NotFoundError
from qualbench.store import Store
from qualbench.topics import OUTSIDE
from qualbench.workbench.layers import ANALYSIS, layer
from qualbench.workbench.quotes import attributes
from qualbench.workbench.steady import steady
from qualbench.workbench.topics.finding import TopicsFound
from qualbench.workbench.topics.scope import Words, by_transcript

HALF = 0.5
"""A topic of which a smaller share is coded is one that the codebook misses."""

CODES = "code"

Values = Sequence[Collection[str] | None]
"""For each of the words the columns that it counts under; None where it cannot be counted."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many turns or sentences, by so many respondents."""

    words: int
    respondents: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a table; -1 is what lies outside all, and comes last.

    ``of`` is what can be counted: where the columns are codes, the words of transcripts that the
    analysis set has finished. ``coded`` is what of it falls into any column, ``cells`` into each.
    """

    number: int
    of: Count
    coded: Count
    cells: tuple[Count, ...]

    @property
    def covered(self) -> float | None:
        """The share that falls into any column; None where nothing can be counted."""
        return self.coded.words / self.of.words if self.of.words else None

    @property
    def missed(self) -> bool:
        """Whether the columns, which are codes, miss it: less than half falls into any."""
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

    Words that several codes were put on count under each. Raises NotFoundError where no case has
    the attribute; by codes, RefusedError where several have coded a transcript and none is the
    primary coder.
    """
    values = _keys(project, viewer, found) if by == CODES else _values(project, found, by)
    columns = tuple(sorted({value for under in values if under for value in under}))
    of, coded = defaultdict[int, list[Words]](list), defaultdict[int, list[Words]](list)
    cells = defaultdict[tuple[int, str], list[Words]](list)
    for words, number, under in zip(found.words, found.labels, values, strict=True):
        if under is not None:
            of[number].append(words)
        if under:
            coded[number].append(words)
        for value in under or ():
            cells[number, value].append(words)
    rows = (
        TopicRow(n, _count(of[n]), _count(coded[n]), tuple(_count(cells[n, c]) for c in columns))
        for n in (*(topic.number for topic in found.topics), OUTSIDE)
    )
    return TopicTable(by, columns, tuple(rows))


@steady
def require_columns(project: Store, viewer: str, by: str) -> None:
    """Raises what ``topic_table`` would, before anything is searched."""
    if by == CODES:
        layer(project, ANALYSIS, viewer)
    else:
        _require_attribute(project, by)


def _keys(project: Store, viewer: str, found: TopicsFound) -> Values:
    """The keys that were put on each of the words."""
    codings, finished = layer(project, ANALYSIS, viewer)
    coded = by_transcript(codings)
    return [
        {c.key for c in coded.get(one.transcript, ()) if c.span.overlaps(one.span)}
        if one.transcript in finished
        else None
        for one in found.words
    ]


def _values(project: Store, found: TopicsFound, by: str) -> Values:
    """The value that the case of each of the words has."""
    _require_attribute(project, by)
    return [[one.known[by]] if one.known.get(by) else [] for one in found.words]


def _require_attribute(project: Store, by: str) -> None:
    if by not in (known := attributes(project)):
        raise NotFoundError(
            f"no case has an attribute {by}", f"Known: {', '.join([CODES, *sorted(known)])}."
        )


def _count(words: Sequence[Words]) -> Count:
    return Count(len(words), len({one.who for one in words}))
