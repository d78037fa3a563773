"""The appendix of a paper: codebook, methods, and what two guidelines want to be reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualbench.errors import NotFoundError
from qualbench.export.checklists import COREQ, SRQR, Checklist, Item
from qualbench.export.documents.blocks import (
    Block,
    Box,
    Grid,
    Heading,
    Line,
    Pages,
    Row,
    Text,
    band,
    box,
    head,
)
from qualbench.model import Code, Codebook

TO_FILL = "to be filled in by the researchers"

_CODE_ID = re.compile(r"\w+(?:\.\w+)+")
_VERSION = 12
"""How much of a codebook's version is printed: enough to tell it from any other."""


@dataclass(frozen=True, slots=True)
class Coded:
    """How transcripts were coded; ``double`` of them by two or more coders independently.

    ``coefficient`` and ``target`` are as they are printed, ``unit`` in the plural; each is empty
    where there is none. ``reconciled`` transcripts have a consensus, ``primary`` ones count by
    their primary coder's codings.
    """

    transcripts: int
    participants: int
    coders: int
    double: int
    rounds: int
    reconciled: int
    primary: int
    unit: str = ""
    coefficient: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """How constructs were rated; ``by`` are the attributes that make a case.

    ``individual`` and ``agreed`` count ratings; ``agreement`` tells how far raters agreed, empty
    where none rated the same; ``blind`` is None where nobody recorded whether raters knew the
    outcomes.
    """

    by: tuple[str, ...]
    cases: int
    constructs: int
    raters: int
    individual: int
    agreed: int
    blind: bool | None = None
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """``coreq`` and ``srqr`` say, by an item's number, what the data tell; the rest stays blank.

    ``rated`` is None where nothing was rated; ``more`` are sentences that end the methods.
    """

    title: str
    software: str
    codebook: Codebook
    coded: Coded
    rated: Rated | None
    coreq: Mapping[int, str]
    srqr: Mapping[int, str]
    more: tuple[str, ...] = ()


def appendix(of: Appendix) -> Pages:
    """The whole appendix as blocks; NotFoundError for an item that a guideline does not have."""
    return Pages(
        of.title,
        (
            Heading("Methods"),
            Text(methods(of)),
            Heading(f"Codebook: {of.codebook.title}"),
            Text(_origin(of.codebook), small=True),
            codebook_grid(of.codebook),
            *_checklist(COREQ, of.coreq),
            *_checklist(SRQR, of.srqr),
        ),
    )


def methods(of: Appendix) -> str:
    """A paragraph that says what was done, from what was recorded."""
    rated = _rated(of.rated) if of.rated else ()
    return " ".join((*_coded(of), *rated, *of.more))


def codebook_grid(codebook: Codebook) -> Grid:
    """A row a construct, under a band for each domain; codes are named, not given by id."""
    columns = ("Construct", "Definition", "Includes and excludes", "Example")
    return Grid(head(columns), tuple(_code(codebook, one) for one in codebook.codes), (4, 7, 9, 5))


# Methods


def _coded(of: Appendix) -> Iterator[str]:
    did, book = of.coded, of.codebook
    texts, people = _count(did.transcripts, "transcript"), _count(did.participants, "participant")
    verb = "was" if did.transcripts == 1 else "were"
    framework = f", based on {book.framework}" if book.framework else ""
    yield (
        f"The study's {texts} of {people} {verb} coded in {of.software} by "
        f"{_count(did.coders, 'coder')} with the codebook {book.title} "
        f"(version {book.version[:_VERSION]}){framework}."
    )
    if did.double:
        rounds = f", in {_count(did.rounds, 'round')}" if did.rounds else ""
        yield (
            f"Two or more coders coded {did.double} of the {texts} independently "
            f"({did.double / did.transcripts:.0%}){rounds}."
        )
    if did.coefficient:
        unit = f" over {did.unit}" if did.unit else ""
        target = f", with a target of {did.target}" if did.target else ""
        yield f"Agreement was computed{unit} as {did.coefficient}{target}."
    yield (
        f"Analyses use the consensus where coders reconciled their codings "
        f"({_count(did.reconciled, 'transcript')}) and else the primary coder's codings "
        f"({_count(did.primary, 'transcript')}); codings of two coders are never added up."
    )


def _rated(did: Rated) -> Iterator[str]:
    """The scale is that of Damschroder & Lowery 2013, Implement Sci 8:51."""
    constructs, cases = _count(did.constructs, "construct"), _count(did.cases, "case")
    ratings, by = _count(did.individual, "individual rating"), " x ".join(did.by)
    yield (
        f"The influence of {constructs} on implementation was rated in {cases} (by {by}) by "
        f"{_count(did.raters, 'rater')}, from -2 (hinders strongly) to +2 (helps strongly), or as "
        f"mixed, missing or not applicable (Damschroder & Lowery 2013): {ratings} and "
        f"{_count(did.agreed, 'rating')} agreed on by the team."
    )
    if did.agreement:
        yield did.agreement
    if did.blind is None:
        yield f"Whether raters knew the outcomes: [{TO_FILL}]."
    else:
        yield f"Raters {'did not know' if did.blind else 'knew'} the outcomes."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


# Codebook


def _origin(of: Codebook) -> str:
    licence = f" Licence: {of.licence}." if of.licence else ""
    return f"Version {of.version[:_VERSION]}. {of.source.rstrip('.')}.{licence}"


def _code(codebook: Codebook, of: Code) -> Row:
    if of.kind == "domain":
        said = box(of.definition, of.local and f"Here: {of.local}", kind="small").lines
        return Row((Box((*band(_named(of)).boxes[0].lines, *said)),))
    return Row(
        (
            Box((Line(_named(of), "strong"), *box(*_about(codebook, of), kind="small").lines)),
            box(of.definition, of.local and f"Here: {of.local}"),
            box(*_bounds(codebook, of)),
            Box(tuple(Line(one, "quote") for one in of.examples[:1])),
        )
    )


def _named(of: Code) -> str:
    return f"{of.label} {of.name}".strip()


def _about(codebook: Codebook, of: Code) -> Iterator[str]:
    yield " > ".join(codebook.path(of.id).split(" > ")[1:-1])
    yield "Reverse: more of it hinders" if of.polarity == "reverse" else ""
    if of.retired:
        into = f", read as {codebook.path(of.merged_into)}" if of.merged_into else ""
        yield f"Offered no more{into}"


def _bounds(codebook: Codebook, of: Code) -> Iterator[str]:
    for word, bounds in (("Includes", of.include), ("Excludes", of.exclude)):
        said = "; ".join(_spelled(codebook, one.rstrip(".")) for one in bounds)
        yield f"{word}: {said}." if said else ""


def _spelled(codebook: Codebook, text: str) -> str:
    """Ids of codes as people read them: ``-> cfir22.inner.culture`` names the construct."""

    def path(found: re.Match[str]) -> str:
        return codebook.path(found[0]) if found[0] in codebook.by_id else found[0]

    return _CODE_ID.sub(path, text).replace("->", "→")


# Guidelines


def _checklist(of: Checklist, filled: Mapping[int, str]) -> Iterator[Block]:
    if unknown := sorted(filled.keys() - {item.number for item in of.items}):
        raise NotFoundError(
            f"{of.name} has no item {unknown[0]}", f"It has the items 1 to {len(of.items)}."
        )
    told = sum(bool(filled.get(item.number)) for item in of.items)
    yield Heading(of.name)
    yield Text(
        f"{of.source}. Items in our own words. {told} of {len(of.items)} are answered from the "
        "project's records and should be checked; the others are marked.",
        small=True,
    )
    yield Grid(head(("Item", "Topic", "What is reported")), tuple(_items(of, filled)), (1, 6, 10))


def _items(of: Checklist, filled: Mapping[int, str]) -> Iterator[Row]:
    section = ""
    for item in of.items:
        if item.section != section:
            section = item.section
            yield band(section)
        yield Row((box(str(item.number), kind="strong"), _topic(item), _answer(item, filled)))


def _topic(of: Item) -> Box:
    return Box((Line(of.topic, "strong"), Line(of.asks, "small")))


def _answer(of: Item, filled: Mapping[int, str]) -> Box:
    text = filled.get(of.number, "")
    return box(text) if text else box(TO_FILL, kind="blank", tone="blank")
