"""How far coders agree on where codings begin and end: alpha for unitizing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from qualbench import agreement
from qualbench.agreement import Coefficient, Document, Marked, Part, Undefined
from qualbench.model import Span
from qualbench.store import Store
from qualbench.workbench.agreement.material import Asked, material


@dataclass(frozen=True, slots=True)
class Boundary:
    """The unitizing family of one code against the gaps, or of all codes of a domain.

    ``u`` judges edges and codes together, ``relevance`` (|u) what is coded at all, ``coding``
    (cu) the codes where codings of two coders meet, ``by_value`` ((k)u) each code there.
    """

    name: str
    u: Coefficient
    relevance: Coefficient
    coding: Coefficient
    by_value: Mapping[str, Coefficient]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """``length`` characters of ``transcripts`` that two or more of ``coders`` have finished."""

    coders: tuple[str, ...]
    transcripts: tuple[str, ...]
    length: int
    codes: tuple[Boundary, ...]
    domains: tuple[Boundary, ...]


def boundaries(project: Store, viewer: str, asked: Asked) -> Boundaries:
    """The unitizing family over what would be compared; its unit and match make no difference.

    The continuum is what respondents said, turn after turn (and interviewers, where asked
    for), of one transcript after another. A coder's codings of a code that overlap or touch
    are one. Codes of a domain are taken together only where nobody's codings of two of them
    overlap; where somebody's do, all is undefined and says so.
    """
    of = material(project, viewer, replace(asked, unit="character"))
    documents = [document for document in of.documents if len(document.coders) > 1]
    return Boundaries(
        of.coders,
        tuple(document.name for document in documents),
        sum(len(words) for document in documents for words in document.words),
        tuple(_boundary(name, documents, {name: keys}) for name, keys in of.codes.items()),
        tuple(
            _boundary(name, documents, {key: [key] for key in keys})
            for name, keys in of.domains.items()
        ),
    )


def _boundary(
    name: str, documents: Sequence[Document], values: Mapping[str, Sequence[str]]
) -> Boundary:
    """``values`` are what is told apart, each with the coding keys that count for it."""
    continua = []
    for document in documents:
        before = _laid_end_to_end(document.words)
        units = {
            coder: [
                (start, end, part.key)
                for part in _parts(coder, spans, values)
                if (start := before(part.span.start)) < (end := before(part.span.end))
            ]
            for coder, spans in document.coders.items()
        }
        for coder, theirs in units.items():
            if any(end > start for (_, end, _), (start, _, _) in pairwise(sorted(theirs))):
                why = Undefined(f"{coder} put two codes on the same words in {document.name}")
                return Boundary(name, why, why, why, {})
        continua.append((sum(map(len, document.words)), list(units.values())))
    found = agreement.unitizing(continua)
    by_value = {str(value): of for value, of in found.by_value.items()}
    return Boundary(name, found.u, found.relevance, found.coding, dict(sorted(by_value.items())))


def _parts(
    coder: str, spans: Mapping[str, Sequence[Span]], values: Mapping[str, Sequence[str]]
) -> Iterable[Part]:
    """A coder's codings of each value, those that overlap or touch made one."""
    return agreement.parts_of(
        coder,
        (
            Marked("", span, value)
            for value, keys in values.items()
            for key in keys
            for span in spans.get(key, ())
        ),
    )


def _laid_end_to_end(words: Sequence[Span]) -> Callable[[int], int]:
    """How many characters of the words, which are in order, stand before a place in the text."""
    starts = [span.start for span in words]
    passed = [0, *accumulate(map(len, words))]

    def before(place: int) -> int:
        at = bisect_right(starts, place) - 1
        return passed[at] + min(place, words[at].end) - starts[at] if at >= 0 else 0

    return before
