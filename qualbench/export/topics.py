"""A kept run of topics as a table: one row for each turn or sentence that it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualbench.export.study import WHOSE, Study
from qualbench.export.tables import Cell, Column, Table
from qualbench.model import Span

_COLUMNS = (
    *WHOSE,
    Column("start_char", "First character, counted from 0 in Unicode code points of the text"),
    Column("end_char", "Character behind the last one, same unit"),
    Column("text", "The turn or sentence; in CSV with ' before a leading = + - @, tab or line end"),
    Column("topic_number", "The topic that it lies in; -1 outside every topic"),
    Column("topic_label", "What an analyst calls the topic; empty if nobody has named it"),
    Column("topic_phrases", "What tells the topic from the others, best first, separated by |"),
    Column("topic_code_id", "Id of the code that the topic was made into or is mapped to, or none"),
)


@dataclass(frozen=True, slots=True)
class NamedTopic:
    """``code`` is the id of the code that it was made into or is mapped to, empty for none."""

    number: int
    phrases: Sequence[str]
    label: str
    code: str


def topics_table(
    study: Study,
    units: Iterable[tuple[str, Span]],
    labels: Iterable[int],
    topics: Iterable[NamedTopic],
) -> Table:
    """One row a unit, a transcript's hash and a place, in order of transcript name and place.

    ``labels`` has the number of each unit's topic, -1 outside all.
    """
    known = {topic.number: topic for topic in topics}
    ordered = sorted(
        zip(units, labels, strict=True),
        key=lambda one: (study.transcripts[one[0][0]].name, one[0]),
    )
    rows = (_row(study, *unit, number, known.get(number)) for unit, number in ordered)
    return Table("topics", _COLUMNS, tuple(rows))


def _row(
    study: Study, transcript: str, span: Span, number: int, topic: NamedTopic | None
) -> tuple[Cell, ...]:
    text = study.transcripts[transcript]
    return (
        text.name,
        transcript,
        *study.known_of(transcript, span),
        span.start,
        span.end,
        span.of(text.text),
        number,
        (topic.label or None) if topic else None,
        " | ".join(topic.phrases) if topic else None,
        (topic.code or None) if topic else None,
    )
