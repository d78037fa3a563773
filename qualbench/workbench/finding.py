"""Finding words in transcripts, by the words themselves or by a pattern."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import Span, Transcript, Turn
from qualbench.store import Store
from qualbench.workbench.codings import visible
from qualbench.workbench.filters import ALL, Filters
from qualbench.workbench.projects import codebook
from qualbench.workbench.quotes import known_of

PATIENCE = 3.0
"""Seconds after which a pattern has run away."""

_CONTEXT = 240
"""Characters of the turn that are given on either side of what was found, at most."""

Within = Callable[[str], Iterator[Span]]
"""Finds in a text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """``before`` and ``after`` are the words around it in its turn, white space as one space."""

    transcript: str
    hash: str
    span: Span
    speaker: str
    interviewer: bool
    before: str
    quote: str
    after: str


def find(
    project: Store,
    text: str,
    *,
    regex: bool = False,
    ignore_case: bool = True,
    respondents_only: bool = False,
    filters: Filters = ALL,
    viewer: str = "",
) -> tuple[Hit, ...]:
    """Where the words are said, in reading order.

    What ``filters`` ask of codings is asked of those that ``viewer`` may see: a hit counts
    where it touches one. Errors as in `finder`.
    """
    found = hits(
        texts(project, filters), text, regex, ignore_case=ignore_case, respondents=respondents_only
    )
    return tuple(_touching(project, viewer, filters, found))


def texts(project: Store, filters: Filters = ALL) -> tuple[Transcript, ...]:
    """The transcripts of the cases that ``filters`` ask for, by name."""
    cases = store.cases(project)
    return tuple(
        text
        for text in store.transcripts(project)
        if not filters.attributes
        or any(filters.let_case(known_of(case)) for case in cases.get(text.hash, ()))
    )


def _touching(project: Store, viewer: str, filters: Filters, found: Iterable[Hit]) -> Iterator[Hit]:
    asked = replace(filters, attributes=())
    if not asked.on:
        yield from found
        return
    book = codebook(project)
    spans: dict[str, list[Span]] = {}
    for shown in visible(project, viewer):
        if asked.let(shown, book):
            spans.setdefault(shown.coding.transcript, []).append(shown.coding.span)
    for hit in found:
        if any(hit.span.overlaps(span) for span in spans.get(hit.hash, ())):
            yield hit


def hits(
    transcripts: Iterable[Transcript],
    query: str,
    regex: bool = False,
    *,
    ignore_case: bool = True,
    respondents: bool = False,
) -> Iterator[Hit]:
    """What is found in these transcripts, one after the other: stop when there is enough."""
    if not query.strip():
        return
    within = finder(query, regex, ignore_case=ignore_case)
    for transcript in transcripts:
        for turn in _turns(transcript):
            if respondents and turn.interviewer:
                continue
            for span in within(turn.words.of(transcript.text)):
                yield _hit(transcript, turn, span)


def _turns(transcript: Transcript) -> tuple[Turn, ...]:
    """The turns; what stands before the first, or all where there are none, counts as one."""
    head = transcript.turns[0].start if transcript.turns else len(transcript.text)
    return (Turn(0, 0, head, "", interviewer=True), *transcript.turns)


def _hit(transcript: Transcript, turn: Turn, place: Span) -> Hit:
    text, span = transcript.text, Span(turn.body + place.start, turn.body + place.end)
    return Hit(
        transcript.name,
        transcript.hash,
        span,
        turn.speaker,
        turn.interviewer,
        _before(text, turn.body, span.start),
        _spaced(span.of(text)),
        _after(text, span.end, turn.end),
    )


def _before(text: str, start: int, end: int) -> str:
    near = max(start, end - _CONTEXT)
    return f"{'…' if near > start else ''}{_spaced(text[near:end])}"


def _after(text: str, start: int, end: int) -> str:
    near = min(end, start + _CONTEXT)
    return f"{_spaced(text[start:near])}{'…' if near < end else ''}"


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def matches(
    text: str, query: str, regex: bool = False, *, within: Sequence[Span] = ()
) -> tuple[Span, ...]:
    """Where ``query`` is in one text, capitals or not; with ``within`` in these spans alone."""
    if not query.strip():
        return ()
    found = finder(query, regex)
    return tuple(
        Span(part.start + span.start, part.start + span.end)
        for part in within or (Span(0, len(text)),)
        for span in found(part.of(text))
    )


def finder(query: str, regex: bool = False, *, ignore_case: bool = True) -> Within:
    """What finds ``query`` in texts; words may be apart by any white space.

    Raises RefusedError for a pattern that cannot be read, and, when it is used, for one that
    has not come to an end after `PATIENCE` seconds in all.
    """
    query = unicodedata.normalize("NFC", query)
    if regex:
        return _patient(query, ignore_case)
    words = r"\s+".join(re.escape(word) for word in query.split())
    pattern = re.compile(words, re.IGNORECASE if ignore_case else 0)
    return lambda text: (Span(*match.span()) for match in pattern.finditer(text))


def _patient(query: str, ignore_case: bool) -> Within:
    """A pattern by a library that lets other threads work meanwhile, and can be stopped."""
    import regex as patterns

    pattern = _compiled(patterns, query, ignore_case)
    spent = 0.0

    def within(text: str) -> Iterator[Span]:
        nonlocal spent
        since = monotonic()
        try:
            found = list(pattern.finditer(text, timeout=max(0.001, PATIENCE - spent)))
        except TimeoutError:
            raise RefusedError(
                f"this pattern was stopped after {PATIENCE:.0f} seconds",
                "Avoid repeating what repeats, as in (a+)+.",
            ) from None
        spent += monotonic() - since
        return (Span(*match.span()) for match in found if match.group())

    return within


def _compiled(patterns: Any, query: str, ignore_case: bool) -> Any:
    flags = patterns.MULTILINE | (patterns.IGNORECASE if ignore_case else 0)
    try:
        return patterns.compile(query, flags)
    except (patterns.error, OverflowError, RecursionError) as error:
        where = getattr(error, "pos", None)
        place = f" at character {where + 1}" if where is not None else ""
        raise RefusedError(
            f"this pattern cannot be read{place}: {getattr(error, 'msg', 'too large')}",
            "A backslash before a sign means the sign itself, as in \\( or \\?.",
        ) from None
