"""How far coders agree on where codings begin and end: alpha for unitizing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualbench import agreement
from qualbench.agreement import Coefficient, Document, Marked, Undefined
from qualbench.model import Span
from qualbench.store import Store
from qualbench.workbench.material import Asked, material


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
    units = [
        {coder: list(_units(document, coder, values)) for coder in document.coders}
        for document in documents
    ]
    for document, by_coder in zip(documents, units, strict=True):
        for coder, theirs in by_coder.items():
            if any(end > start for (_, end, _), (start, _, _) in pairwise(sorted(theirs))):
                why = Undefined(f"{coder} put two codes on the same words in {document.name}")
                return Boundary(name, why, why, why, {})
    found = agreement.unitizing(
        [
            (sum(map(len, document.words)), list(by_coder.values()))
            for document, by_coder in zip(documents, units, strict=True)
        ]
    )
    by_value = {str(value): of for value, of in found.by_value.items()}
    return Boundary(name, found.u, found.relevance, found.coding, dict(sorted(by_value.items())))


def _units(
    document: Document, coder: str, values: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, int, str]]:
    """A coder's units of each value, as places in the words laid end to end."""
    spans = document.coders[coder]
    marked = [
        Marked("", span, value)
        for value, keys in values.items()
        for key in keys
        for span in spans.get(key, ())
    ]
    for part in agreement.parts_of(coder, marked):
        start, end = (
            _before(document.words, part.span.start),
            _before(document.words, part.span.end),
        )
        if start < end:
            yield start, end, part.key


def _before(words: Sequence[Span], place: int) -> int:
    """How many characters of the words stand before a place in the text."""
    return sum(max(0, min(place, span.end) - span.start) for span in words)
