"""Filters as choices to type for, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualbench.model import Codebook
from qualbench.workbench import Choice, Filters, ShownCoding, name_of

_FLAGS = {"starred": Filters(starred=True), "unsure": Filters(unsure=True)}


def filter_choices(
    codings: Sequence[ShownCoding],
    book: Codebook,
    attributes: Mapping[str, Sequence[str]],
    on: Filters,
) -> tuple[Choice, ...]:
    """What these codings can be narrowed down by; what is on comes first, to be taken off."""
    every = [
        *(("flag", flag, flag, "") for flag in _FLAGS),
        *(("coder", name, f"coder {name}", "") for name in sorted({s.coder for s in codings})),
        *_of_cases(attributes),
        *_of_codes(codings, book),
    ]
    found = [_choice(*one, on) for one in every]
    return tuple(sorted(found, key=lambda choice: not on.has(asked(choice.key))))


def _choice(kind: str, value: str, name: str, above: str, on: Filters) -> Choice:
    key = f"{kind}={value}"
    said = f"{name} (on; takes it off)" if on.has(asked(key)) else name
    return Choice(key, said, f"{above} > {name}", f"{name} {above}".casefold())


def _of_cases(attributes: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str, str]]:
    """Roles and clinics before what else is known of cases."""
    first = ["role", "clinic", "wave"]
    rest = [name for name in attributes if name not in first]
    for name in (*first, *rest):
        for value in attributes.get(name, ()):
            yield "case", f"{name}={value}", f"{name} {value}", ""


def _of_codes(
    codings: Iterable[ShownCoding], book: Codebook
) -> Iterator[tuple[str, str, str, str]]:
    """The codes that are there, and those above them."""
    used = {shown.coding.code for shown in codings} & set(book.by_id)
    used |= {above.id for code in used for above in book.ancestors(code)}
    for code in book.codes:
        if code.id in used:
            above = book.path(code.id).rpartition(" > ")[0]
            yield "code", code.id, f"code {name_of(book, code.id)}", above


def asked(key: str) -> Filters:
    """What a choice asks for."""
    kind, _, value = key.partition("=")
    if kind == "flag":
        return _FLAGS[value]
    if kind == "code":
        return Filters(codes=(value,))
    if kind == "coder":
        return Filters(coders=(value,))
    name, _, wanted = value.partition("=")
    return Filters(attributes=((name, wanted),))
