"""The codebook: the version in force with what stands beside it, and the versions before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from qualbench import codebooks, store
from qualbench.model import Code, Codebook
from qualbench.store import Store


def codebook(project: Store) -> Codebook:
    """The version in force, and beside it the codes that coders propose.

    ``version`` is the published one's. Codes of a version or a proposal that was undone are
    there as retired ones while somebody's codings carry them, so that every coding resolves.
    """
    book = in_force(project)
    proposed = [codebooks.code_from_json(p.content) for p in store.proposals(project)]
    return codebooks.beside(codebooks.beside(book, proposed), _taken_back(project, book, proposed))


def in_force(project: Store) -> Codebook:
    """The published version alone."""
    return _read(*store.current_codebook(project))


def versions_of(project: Store, versions: Iterable[str]) -> Mapping[str, Codebook]:
    """Published versions, each by its id."""
    contents = store.codebook_contents(project, versions)
    return {version: _read(version, content) for version, content in contents.items()}


@lru_cache(maxsize=64)
def _read(version: str, content: str) -> Codebook:
    """A version never changes, so it is read once."""
    return replace(codebooks.from_json(content), version=version)


def taken_back(project: Store) -> dict[str, Code]:
    """The codes of versions and proposals that were undone, by id."""
    undone = store.undone_versions(project)
    found = {c.id: c for version, content in undone.items() for c in _read(version, content).codes}
    withdrawn = store.withdrawn_proposals(project)
    return found | {i: codebooks.code_from_json(said) for i, said in withdrawn.items()}


def _taken_back(project: Store, book: Codebook, proposed: Iterable[Code]) -> list[Code]:
    here = book.by_id.keys() | {code.id for code in proposed}
    gone = {i: code for i, code in taken_back(project).items() if i not in here}
    used = store.codes_in_use(project, gone) if gone else ()
    return [replace(gone[i], retired=True, merged_into="") for i in gone if i in used]


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """A published version: who made it, when and why, and what it changed, in words.

    ``number`` counts from 1 and is for people; ``version`` is the digest of the content.
    """

    number: int
    version: str
    at: str
    author: str
    note: str
    current: bool
    changes: tuple[str, ...]
    parents: tuple[str, ...] = ()


def codebook_versions(project: Store) -> tuple[CodebookVersion, ...]:
    """The versions that led to the one in force, the first one first."""
    published = store.publications(project)
    books = versions_of(project, [said.version for said in published])
    names = {coder.id: coder.name for coder in store.coders(project)}
    before = [None, *(books[said.version] for said in published)]
    return tuple(
        CodebookVersion(
            number=number,
            version=said.version,
            at=said.at,
            author=names.get(said.author, said.author),
            note=said.note,
            current=said is published[-1],
            changes=codebooks.changes(old, books[said.version]) if old else (),
            parents=books[said.version].parents,
        )
        for number, (said, old) in enumerate(zip(published, before, strict=False), 1)
    )
