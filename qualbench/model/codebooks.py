"""Constructs, and the versioned tree of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Polarity = Literal["normal", "reverse"]
CodeKind = Literal["domain", "subdomain", "construct", "subconstruct", "project"]
MapType = Literal["same", "renamed", "partial", "split", "merged", "relocated", "removed"]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where a code of an older framework went: typed, many to many, never a silent rename.

    ``confirmed`` is False where the row was not checked against the published map.
    """

    type: MapType
    to: tuple[str, ...]
    confirmed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A construct. ``id`` is a stable path that names framework and version; names may repeat.

    ``definition`` is the framework's; ``local`` is what the project means by it here. A
    ``retired`` code is offered no more; where it was ``merged_into`` another, codings under it
    are read as codings of that one.
    """

    id: str
    name: str
    kind: CodeKind
    label: str = ""
    parent: str | None = None
    definition: str = ""
    local: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    note: str = ""
    polarity: Polarity = "normal"
    aliases: tuple[str, ...] = ()
    maps_to: Mapping | None = None
    retired: bool = False
    merged_into: str = ""


@dataclass(frozen=True)
class Codebook:
    """A tree of codes, in reading order. ``version`` is the digest of its content.

    ``roles`` and ``characteristics`` are the ids of two codes whose children pair up on one
    coding (CFIR's Individuals domain); both empty where the framework has no such pair.
    ``terms`` says what the framework's general words mean in this project. ``extends`` holds
    name and version of each codebook this one was laid over, nearest first; ``parents`` the
    versions that this one was made from by editing.
    """

    name: str
    title: str
    framework: str
    source: str
    licence: str
    codes: tuple[Code, ...]
    roles: str = ""
    characteristics: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    version: str = ""
    note: str = ""
    extends: tuple[tuple[str, str], ...] = ()
    parents: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    def children(self, code_id: str | None) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.parent == code_id)

    def ancestors(self, code_id: str) -> tuple[Code, ...]:
        """From the parent up to the domain."""
        found: list[Code] = []
        parent = self.by_id[code_id].parent
        while parent is not None:
            found.append(self.by_id[parent])
            parent = found[-1].parent
        return tuple(found)

    def path(self, code_id: str) -> str:
        """The names from the domain down, as people read them: ``Inner Setting > Culture``."""
        names = [code.name for code in reversed(self.ancestors(code_id))]
        return " > ".join([*names, self.by_id[code_id].name])

    def pairs_with_role(self, code_id: str) -> bool:
        code = self.by_id[code_id]
        return bool(self.characteristics) and code.parent == self.characteristics
