"""All that was coded with a code, across transcripts, with the words around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, get_args

from qualbench import codebooks, store
from qualbench.model import (
    CONSENSUS,
    PAIR_MARK,
    Case,
    Codebook,
    Coding,
    Span,
    Transcript,
    Turn,
    case_of,
)
from qualbench.store import Store
from qualbench.workbench.coders import named
from qualbench.workbench.codings import ShownCoding, visible
from qualbench.workbench.filters import ALL, Filters
from qualbench.workbench.pages import name_of
from qualbench.workbench.projects import codebook
from qualbench.workbench.steady import steady

Order = Literal["transcript", "case", "coder", "newest"]
ORDERS: tuple[Order, ...] = get_args(Order)

_CONTEXT = 1000
"""Characters given on either side at most; a text without turns would be one long turn."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation in its context.

    ``hash`` is the transcript's, ``name`` what people call the code, ``speaker`` who says it.
    ``before`` holds the turn before and the words of its own turn up to it, ``after`` the rest
    of the turn in which it ends; each turn begins with its speaker. ``attributes`` are those of
    the case, with ``participant`` and ``wave`` among them. ``said`` are the words of each turn
    that it touches, without labels and time marks, after their speaker: empty where ``before``
    names the one who goes on.
    """

    shown: ShownCoding
    hash: str
    name: str
    speaker: str
    before: str
    after: str
    attributes: Mapping[str, str]
    said: tuple[tuple[str, str], ...]

    @property
    def speech(self) -> str:
        """The words alone; of several turns each on a line of its own, after its speaker."""
        return _in_words(self.said, self.speaker)


def speech(transcript: Transcript, span: Span) -> str:
    """What is said on a span, as in :class:`Quote`."""
    text = _text(transcript)
    return _in_words(text.said(span), speaker_of(text.turn_at(span.start)))


def _in_words(said: tuple[tuple[str, str], ...], speaker: str) -> str:
    (_, words), *more = said
    return "\n".join(f"{who or speaker}: {words}" for who, words in said) if more else words


@steady
def quotes(
    project: Store,
    viewer: str,
    filters: Filters = ALL,
    order: Order = "transcript",
) -> tuple[Quote, ...]:
    """The quotations that ``viewer`` may see and ``filters`` ask for."""
    book = codebook(project)
    filters = replace(filters, codes=tuple(_followed(book, key) for key in filters.codes))
    chosen = [one for one in visible(project, named(viewer)) if filters.let(one, book)]
    texts = {text.hash: _text(text) for text in (store.transcripts(project) if chosen else ())}
    cases = store.cases(project)
    found = (
        _quote(one, texts[one.coding.transcript], cases, name_of(book, one.coding.key))
        for one in chosen
    )
    return in_order((q for q in found if filters.let_case(q.attributes)), order)


def quoted(project: Store, codings: Iterable[Coding]) -> tuple[Quote, ...]:
    """These codings, of whatever layer, as quotations in reading order."""
    book, cases, codings = codebook(project), store.cases(project), tuple(codings)
    people = {one.id: one.name for one in store.coders(project)} | {CONSENSUS: CONSENSUS}
    read = (store.find_transcript(project, one) for one in {c.transcript for c in codings})
    texts = {text.hash: _text(text) for text in read}
    found = (
        _quote(
            ShownCoding(c, text.name, people[c.coder], text.text),
            texts[c.transcript],
            cases,
            name_of(book, c.key),
        )
        for c in codings
        for text in (texts[c.transcript].of,)
    )
    return tuple(sorted(found, key=_place))


def _followed(book: Codebook, key: str) -> str:
    """The key of the code that a merged one is read as."""
    code, mark, role = key.partition(PAIR_MARK)
    while code in book.by_id and book.by_id[code].merged_into in book.by_id:
        code = book.by_id[code].merged_into
    return f"{code}{mark}{role}"


def keys_of(project: Store, codes: Iterable[str]) -> tuple[str, ...]:
    """The keys of codes that are said as people say them: ids, ends of ids, names, ``id@role``."""
    book = codebook(project)
    found = (codebooks.find(book, said) for said in codes)
    return tuple(f"{code}{PAIR_MARK}{role}" if role else code for code, role in found)


def in_order(found: Iterable[Quote], order: Order) -> tuple[Quote, ...]:
    """Quotations by transcript, case, coder, or the newest first; then in reading order."""
    reading = sorted(found, key=_place)
    if order == "newest":
        return tuple(sorted(reading, key=lambda q: (q.shown.coding.at, q.shown.coding.id))[::-1])
    return tuple(sorted(reading, key=partial(group_of, order=order)))


def group_of(quote: Quote, order: Order) -> str:
    """Under which heading a quotation stands in that order."""
    if order == "case":
        return " ".join(filter(None, quote.attributes.values())) or "no case"
    if order == "coder":
        return quote.shown.coder
    if order == "newest":
        return quote.shown.coding.day
    return quote.shown.transcript


def narrowed(found: Iterable[Quote], filters: Filters, book: Codebook) -> tuple[Quote, ...]:
    """Those of ``found`` that ``filters`` ask for, in the order they have."""
    return tuple(q for q in found if filters.let(q.shown, book) and filters.let_case(q.attributes))


def _place(quote: Quote) -> tuple[str, str, Span, str]:
    return quote.shown.transcript, quote.hash, quote.shown.coding.span, quote.shown.coding.key


def attributes(project: Store) -> dict[str, tuple[str, ...]]:
    """The values that cases have, by attribute; ``participant`` and ``wave`` are among these."""
    found: dict[str, set[str]] = {}
    for case in (case for known in store.cases(project).values() for case in known):
        for name, value in known_of(case).items():
            found.setdefault(name, set()).add(value)
    return {name: tuple(sorted(values)) for name, values in found.items()}


def known_of(case: Case | None) -> dict[str, str]:
    """What is known of a case: participant, wave and attributes; empty without one."""
    if case is None:
        return {}
    wave = {"wave": case.wave} if case.wave else {}
    return {"participant": case.participant, **wave, **dict(case.attributes)}


@dataclass(frozen=True, slots=True)
class _Text:
    """A transcript, and where its turns begin."""

    of: Transcript
    starts: tuple[int, ...]

    def turn_at(self, offset: int) -> Turn:
        """The turn that holds an offset, or the one before it; before all turns, all there is."""
        index = bisect_right(self.starts, offset) - 1
        if index >= 0:
            return self.of.turns[index]
        head = self.starts[0] if self.starts else len(self.of.text)
        return Turn(0, 0, head, "", interviewer=False)

    def before(self, span: Span) -> str:
        turn = self.turn_at(span.start)
        asked = [self._said(self.turn_at(turn.start - 1), turn.start)] if turn.start else []
        return "\n\n".join([*asked, self._said(turn, span.start)])

    def _said(self, turn: Turn, end: int) -> str:
        """The last words of a turn up to an offset, with its speaker; nothing within the label."""
        if end < turn.body:
            return ""
        words = self.of.text[max(turn.body, end - _CONTEXT) : min(end, turn.end)]
        cut = "…" if end - _CONTEXT > turn.body else ""
        return f"{speaker_of(turn)}: {cut}{words}"

    def after(self, span: Span) -> str:
        turn = self.turn_at(span.end - 1)
        start = max(span.end, turn.body)
        cut = "…" if turn.end - start > _CONTEXT else ""
        return self.of.text[start : min(turn.end, start + _CONTEXT)].rstrip() + cut

    def said(self, span: Span) -> tuple[tuple[str, str], ...]:
        """See :class:`Quote`; a span of nothing but a label is given as it stands."""
        return tuple(self._parts(span)) or (("", span.of(self.of.text)),)

    def _parts(self, span: Span) -> Iterator[tuple[str, str]]:
        later = slice(bisect_right(self.starts, span.start), bisect_left(self.starts, span.end))
        for turn in map(self.turn_at, (span.start, *self.starts[later])):
            words = self.of.text[max(span.start, turn.body) : min(span.end, turn.end)]
            if words.strip():
                yield "" if span.start >= turn.body else speaker_of(turn), words


def _text(transcript: Transcript) -> _Text:
    return _Text(transcript, tuple(turn.start for turn in transcript.turns))


def speaker_of(turn: Turn) -> str:
    """The speaker's label; where the source has none, what they are in an interview."""
    return turn.speaker or ("Interviewer" if turn.interviewer else "Respondent")


def _quote(
    shown: ShownCoding, text: _Text, cases: Mapping[str, tuple[Case, ...]], name: str
) -> Quote:
    span, turn = shown.coding.span, text.turn_at(shown.coding.span.start)
    case = case_of(cases.get(shown.coding.transcript, ()), turn.speaker)
    return Quote(
        shown=shown,
        hash=shown.coding.transcript,
        name=name,
        speaker=speaker_of(turn),
        before=text.before(span),
        after=text.after(span),
        attributes=known_of(case),
        said=text.said(span),
    )
