"""The words around a place of a transcript, what is marked in brackets, in the lines there are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from qualbench.model import Span, Transcript
from qualbench.tui.quoted import one_line
from qualbench.tui.widgets.cells import shown
from qualbench.tui.widgets.lines import wrap

OPENS, CLOSES = "⟦", "⟧"
_LEFT_OUT = "⋯"
_BESIDE = 3  # turns before and behind a place that are shown where there is room
_MARKED, _AROUND = "bold underline", "dim"


@dataclass(frozen=True, slots=True)
class Marking:
    """What is marked; ``label`` stands before and behind it where it is one of several."""

    span: Span
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """``speaker`` is who goes on here, empty where a turn begins; ``edge``: a mark has one here."""

    words: Text
    speaker: str
    edge: bool


def passage(
    transcript: Transcript, extent: Span, marks: Sequence[Marking], width: int, rows: int = 0
) -> list[Text]:
    """The turns of a place and those beside them, in lines of a width.

    Where there are more than ``rows`` lines, those next to the edges of what is marked are
    taken; 0 for all.
    """
    lines = [
        line
        for speaker, words in _turns(transcript, extent)
        for line in _lines(transcript.text, speaker, words, extent, marks, width)
    ]
    every = [line.words for line in lines]
    return every if not rows or len(every) <= rows else _nearest(lines, rows)


def _turns(transcript: Transcript, extent: Span) -> Iterator[tuple[str, Span]]:
    """Speakers and words of the turns of a place, and of some before and behind it."""
    turns = transcript.turns
    first = max(0, bisect_right(turns, extent.start, key=lambda turn: turn.start) - 1 - _BESIDE)
    last = bisect_left(turns, extent.end, key=lambda turn: turn.start) + _BESIDE
    head = Span(0, turns[0].start if turns else len(transcript.text))
    if extent.start < head.end and head.of(transcript.text).strip():
        yield "", head
    for turn in turns[first:last]:
        yield one_line(turn.speaker or ("Interviewer" if turn.interviewer else "")), turn.words


def _lines(
    text: str, speaker: str, words: Span, extent: Span, marks: Sequence[Marking], width: int
) -> Iterator[_Line]:
    """One turn: written out with brackets, then wrapped, then drawn piece by piece."""
    said, pieces, edges = _written(text, speaker, words, extent, marks)
    narrow = said.replace(OPENS, "[").replace(CLOSES, "]")  # which are wrapped faster
    for start, end in wrap(narrow, Span(0, len(said)), width):
        line = Text(shown(said[start:end]), no_wrap=True)
        for at, to, style in pieces:
            if at < end and to > start and style:
                line.stylize(style, max(0, at - start), to - start)
        yield _Line(line, speaker if start else "", any(start <= edge < end for edge in edges))


def _written(
    text: str, speaker: str, words: Span, extent: Span, marks: Sequence[Marking]
) -> tuple[str, list[tuple[int, int, str]], list[int]]:
    """A turn as it is shown, its pieces with their styles, and where brackets stand in it."""
    here = [
        (Span(max(mark.span.start, words.start), min(mark.span.end, words.end)), mark.label)
        for mark in marks
        if mark.span.overlaps(words)
    ]
    cuts = {edge for span, _ in here for edge in (span.start, span.end)}
    cuts |= {edge for edge in (extent.start, extent.end) if words.start < edge < words.end}
    said = f"{speaker}: " if speaker else ""
    pieces, edges = [(0, len(said), _AROUND)], []
    places = sorted({words.start, words.end, *cuts})
    for place, after in zip(places, [*places[1:], words.end], strict=True):
        closing = "".join(f"{CLOSES}{label}" for span, label in here if span.end == place)
        opening = "".join(f"{label}{OPENS}" for span, label in here if span.start == place)
        if closing or opening:
            edges += [len(said)] if opening else [len(said) + len(closing) - 1]
            pieces.append((len(said), len(said) + len(closing) + len(opening), "bold"))
            said += closing + opening
        inside = any(span.start <= place < span.end for span, _ in here)
        beside = "" if extent.start <= place < extent.end else _AROUND
        pieces.append((len(said), len(said) + after - place, _MARKED if inside else beside))
        said += text[place:after]
    return said, pieces, edges


def _nearest(lines: Sequence[_Line], rows: int) -> list[Text]:
    """As many lines as fit, by their distance to an edge, with a sign for what is left out."""
    edges = [place for place, line in enumerate(lines) if line.edge] or [0]
    ranked = sorted(range(len(lines)), key=lambda at: min(abs(at - edge) for edge in edges))
    for number in range(rows, 0, -1):
        drawn = list(_drawn(lines, sorted(ranked[:number])))
        if len(drawn) <= rows:
            return drawn
    return [lines[edges[0]].words]


def _drawn(lines: Sequence[_Line], kept: Sequence[int]) -> Iterator[Text]:
    before = -1
    for place in kept:
        line = lines[place]
        if place != before + 1 and (before >= 0 or line.speaker):
            who = f"{line.speaker}: " if line.speaker else ""
            yield Text(f"{who}{_LEFT_OUT}", style=_AROUND)
        yield line.words
        before = place
