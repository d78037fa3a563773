"""How topics look: in a list, what is known of one, and what was said in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rich.console import Console
from rich.text import Text

from qualbench import workbench
from qualbench.model import Span
from qualbench.tui.plots import part
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.topics.seen import CODES, OUTSIDE, Seen
from qualbench.workbench import Count, ShownTopic, TopicRow, TopicTable

MISSED = "∅"
EXAMPLE = "✓"
_CODE = "→"
_MOST = 300
"""Turns or sentences of a topic that can be read here."""
_CODES = 4
_PLAIN = Console(width=80)


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a topic, who said them, and where: in a transcript by hash."""

    hash: str
    span: Span
    who: str
    text: str


# In a list


def in_list(seen: Seen, topic: ShownTopic, width: int) -> Sequence[Text]:
    """What it is called; then its size as a bar, and whether the codebook misses it."""
    number, room = numbered(seen, topic), width // 4
    line = Text(f"{number} ").append(one_line(topic.name), "bold" if topic.label else "")
    most = max((one.size for one in seen.found.topics), default=0)
    bar = "" if topic.number == OUTSIDE else f"{part(topic.size, most, room)} "
    more = Text(f"{'':{len(number)}} {f'{bar}{topic.size}':<{room + 5}}")
    return [line, more.append(" ".join(_remarks(seen, topic)), "dim")]


def numbered(seen: Seen, topic: ShownTopic) -> str:
    """Its number, or nothing, as wide as the widest of them."""
    room = max(len(str(one.number)) for one in seen.listed)
    return f"{'' if topic.number == OUTSIDE else topic.number:>{room}}"


def _remarks(seen: Seen, topic: ShownTopic) -> Iterator[str]:
    row = _row(seen, topic.number)
    if row and row.missed:
        yield f"{MISSED} {row.covered:.0%}"
    if topic.code:
        yield f"{_CODE} {one_line(workbench.name_of(seen.book, topic.code))}"


def _row(seen: Seen, number: int) -> TopicRow | None:
    return seen.tables[CODES].row(number) if CODES in seen.tables else None


# One of them


def about(seen: Seen, topic: ShownTopic, width: int) -> Sequence[Text]:
    """Name, phrases, how much of it there is, under which codes and from whom; a line between."""
    lines = [Text(one_line(topic.name), "bold")]
    if topic.phrases:
        lines.append(Text(one_line(", ".join(topic.phrases)), "dim"))
    lines.append(Text(_size(seen, topic)))
    lines += [Text(line) for line in _steady(seen, topic)]
    if topic.code:
        lines.append(Text(f"{_CODE} {one_line(workbench.name_of(seen.book, topic.code))}"))
    lines += [Text(one_line(line)) for line in _against(seen, topic)]
    return [*(part for line in lines for part in line.wrap(_PLAIN, width)), Text()]


def _size(seen: Seen, topic: ShownTopic) -> str:
    """``32 turns (9 respondents); 34% coded``"""
    who = {
        words.who
        for words, number in zip(seen.found.words, seen.found.labels, strict=True)
        if number == topic.number
    }
    said = f"{seen.counted(topic.size)} ({len(who)} respondent{'s' * (len(who) != 1)})"
    row = _row(seen, topic.number)
    if row is None or row.covered is None:
        return said
    of = f" of the {row.of.words} in finished transcripts" if row.of.words < topic.size else ""
    return f"{said}; {row.covered:.0%}{of} coded{f' {MISSED}' * row.missed}"


def _steady(seen: Seen, topic: ShownTopic) -> Iterator[str]:
    returns = dict(seen.steady.returns) if seen.steady else {}
    if seen.steady and topic.number in returns:
        yield f"comes back in {returns[topic.number]:.0%} of the draws"


def _against(seen: Seen, topic: ShownTopic) -> Iterator[str]:
    for by, table in seen.tables.items():
        if by == CODES:
            if most := list(_most(seen, table, topic.number)):
                yield f"codes: {', '.join(most)}"
        elif len(table.columns) > 1:
            cells = zip(table.columns, table.row(topic.number).cells, strict=True)
            yield f"{by}: {', '.join(f'{value} {in_brackets(cell)}' for value, cell in cells)}"


def _most(seen: Seen, table: TopicTable, number: int) -> Iterator[str]:
    """The codes that its words have most."""
    cells = zip(table.columns, table.row(number).cells, strict=True)
    ranked = sorted(cells, key=lambda cell: -cell[1].words)[:_CODES]
    for key, cell in ranked:
        if cell.words:
            yield f"{workbench.name_of(seen.book, key)} {cell.words}"


def in_brackets(count: Count) -> str:
    return f"{count.words} ({count.respondents})"


# What was said


def typical(topic: ShownTopic) -> list[Said]:
    return [
        Said(quote.hash, quote.span, f"{quote.speaker}, {quote.transcript}", quote.text)
        for quote in topic.quotes
    ]


def others(seen: Seen, topic: ShownTopic) -> list[Said]:
    """All else in the topic, in reading order."""
    shown = {(quote.hash, quote.span) for quote in topic.quotes}
    found = (
        words
        for words, number in zip(seen.found.words, seen.found.labels, strict=True)
        if number == topic.number and (words.transcript, words.span) not in shown
    )
    return [
        Said(one.transcript, one.span, f"{one.speaker}, {seen.names[one.transcript]}", one.text)
        for one in islice(found, _MOST)
    ]


def rest_said(topic: ShownTopic, shown: int) -> str:
    """What stands above all else in the topic, of which so much can be read here."""
    every = topic.size - len(topic.quotes)
    if shown < every:
        return f"{shown} of {every} others, in reading order"
    return "The others, in reading order" if topic.quotes else "In reading order"


def passage(said: Said, width: int, *, example: bool = False) -> Sequence[Text]:
    """Who said it where, the words, and a line between."""
    sign = f"{EXAMPLE} " if example else ""
    who = Text(f"{sign}{one_line(said.who)}", "dim")
    words = Text(one_line(said.text)).wrap(_PLAIN, width)
    return [who, *words, Text()]
