"""What speaks for a code: quotes that were coded, and what the codebook says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualbench.model import Code, Codebook, ReasonKind

DEFINITION_WEIGHT = 5.0
"""A definition counts as much as five coded quotes."""

_SUGGESTED = frozenset({"construct", "subconstruct", "project"})


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One text that speaks for a coding key; its vector stands beside it, in a matrix.

    ``source`` is the coding that a ``quote`` comes from, the code that a ``definition`` is of.
    ``weight`` is what it counts beside a quote of the coder's own choice, which counts 1.
    """

    key: str
    kind: ReasonKind
    source: str
    text: str
    weight: float = 1.0


def from_codebook(codebook: Codebook) -> tuple[Evidence, ...]:
    """What the codebook says for each code that can be suggested.

    The definition with the project's own words on it is one piece; each inclusion and each
    example counts as much as a quote. Left out are domains and subdomains, and the roles, which
    are said together with a characteristic, and what is retired.
    """
    return tuple(
        piece
        for code in codebook.codes
        if code.kind in _SUGGESTED and code.parent != codebook.roles and not code.retired
        for piece in _of(code)
    )


def _of(code: Code) -> Iterator[Evidence]:
    meaning = " ".join(text for text in (code.definition, code.local) if text)
    if meaning:
        text = f"{code.name}: {meaning}"
        yield Evidence(code.id, "definition", code.id, text, DEFINITION_WEIGHT)
    for text in (*code.include, *code.examples):
        yield Evidence(code.id, "definition", code.id, text)
