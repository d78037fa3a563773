"""Leads change the codebook: each change is a version with a note, and one undo takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from qualbench import codebooks, store
from qualbench.codebooks import Wording
from qualbench.errors import RefusedError
from qualbench.model import Code, Codebook, Coder
from qualbench.store import Store
from qualbench.workbench.coders import leading, named
from qualbench.workbench.proposals import proposals, revise_proposal
from qualbench.workbench.sight import sight
from qualbench.workbench.versions import codebook, in_force, taken_back

__all__ = [
    "Wording",
    "add_code",
    "adopt_code",
    "canon",
    "code_counts",
    "leads",
    "merge_codes",
    "move_code",
    "rename_code",
    "restore_code",
    "retire_code",
    "reword_code",
    "split_code",
]


def add_code(
    project: Store, lead: str, name: str, parent: str = "", definition: str = "", note: str = ""
) -> Code:
    """A new code of the project's own, last under its parent ("" is the top)."""
    with project.writing():
        author = _leading(project, lead)
        book = _without_proposals(project, parent)
        new, code = codebooks.added(book, name, parent, definition, taken_back(project))
        _publish(project, author, new, note)
    return code


def rename_code(project: Store, coder: str, code: str, name: str, note: str = "") -> Code:
    """Another name for a code; its id and its codings stay. Coders may rename their proposals."""
    return _edit(project, coder, code, lambda book: codebooks.renamed(book, code, name), note)


def reword_code(project: Store, coder: str, code: str, said: Wording, note: str = "") -> Code:
    """Other texts for a code. What the framework itself says of its codes stays."""

    def edit(book: Codebook) -> Codebook:
        return codebooks.reworded(book, code, said, canon(project, code))

    return _edit(project, coder, code, edit, note)


def move_code(
    project: Store,
    coder: str,
    code: str,
    parent: str = "",
    place: int | None = None,
    note: str = "",
) -> Code:
    """A code, and all below it, under another one ("" is the top), at a place counted from 0."""

    def edit(book: Codebook) -> Codebook:
        return codebooks.moved(book, code, parent, place)

    return _edit(project, coder, code, edit, note, parent)


def merge_codes(project: Store, lead: str, source: str, target: str, note: str = "") -> Code:
    """Read codings of ``source``, which may be proposed, as ``target`` from now on."""
    with project.writing():
        author = _leading(project, lead)
        book = _without_proposals(project, target)
        if source in proposals(project):
            book = codebooks.beside(book, [codebook(project).by_id[source]])
        new = codebooks.merged(book, source, target)
        _publish(project, author, new, note)
    return new.by_id[target]


def split_code(
    project: Store,
    lead: str,
    code: str,
    parts: Sequence[tuple[str, str]],
    *,
    beside: bool = False,
    note: str = "",
) -> tuple[Code, ...]:
    """The parts, each made of a name and a definition: below the code, or beside it in its place.

    Beside, the code itself is retired. Its codings stay until their coders look at them.
    """
    with project.writing():
        author = _leading(project, lead)
        book = _without_proposals(project, code)
        new = codebooks.split(book, code, parts, beside=beside, taken=taken_back(project))
        _publish(project, author, new, note)
    return tuple(c for c in new.codes if c.id not in book.by_id)


def retire_code(project: Store, coder: str, code: str, note: str = "") -> Code:
    """Offer a code no more; its codings stay. Coders may retire their proposals."""
    return _edit(project, coder, code, lambda book: codebooks.retired(book, code), note)


def restore_code(project: Store, coder: str, code: str, note: str = "") -> Code:
    """Use a code again that was retired or merged."""
    return _edit(project, coder, code, lambda book: codebooks.restored(book, code), note)


def adopt_code(
    project: Store, lead: str, code: str, parent: str | None = None, note: str = ""
) -> Code:
    """Make a proposed code a part of the codebook, its id and its codings kept.

    ``parent`` None leaves it where it was proposed.
    """
    with project.writing():
        author = _leading(project, lead)
        if code not in proposals(project):
            raise RefusedError(f"{code} is not a proposed code", "Only proposals are adopted.")
        proposed = codebook(project).by_id[code]
        above = (proposed.parent or "") if parent is None else parent
        new = codebooks.adopted(_without_proposals(project, above), proposed, above)
        _publish(project, author, new, note)
    return new.by_id[code]


def _edit(
    project: Store,
    coder: str,
    code: str,
    edit: Callable[[Codebook], Codebook],
    note: str,
    parent: str = "",
) -> Code:
    """A lead's edit of the codebook, or somebody's of a proposal of theirs."""
    with project.writing():
        if code in proposals(project):
            return revise_proposal(project, coder, code, edit)
        author = _leading(project, coder)
        new = edit(_without_proposals(project, parent))
        _publish(project, author, new, note)
    return new.by_id[code]


def _leading(project: Store, name: str) -> Coder:
    """Who leads; a coder who is new in the project does not."""
    if named(name) not in {coder.name for coder in store.coders(project)}:
        ask = " or ".join(leads(project))
        raise RefusedError(f"{name} is not a lead", f"Ask {ask}, who leads this project.")
    return leading(project, name)


def leads(project: Store) -> tuple[str, ...]:
    """The names of those who may change the codebook."""
    return tuple(coder.name for coder in store.coders(project) if coder.lead)


def _without_proposals(project: Store, *needed: str) -> Codebook:
    """The version in force, which must have those codes."""
    for code in needed:
        if code in proposals(project):
            raise RefusedError(f"{code} is only proposed", "Adopt it into the codebook first.")
    return in_force(project)


def _publish(project: Store, lead: Coder, book: Codebook, note: str) -> None:
    store.require_decided(project, "publication")
    before = store.current_publication(project).id
    drafts = store.publication_drafts(codebooks.to_json(book), before, " ".join(note.split()))
    store.record(project, lead.id, drafts)


def canon(project: Store, code: str) -> Code | None:
    """A code as its framework has it, or as the project's first codebook had it."""
    book = in_force(project)
    for name, version in reversed(book.extends):
        if (base := _shipped(name)) and base.version == version:
            return base.by_id.get(code)
    first = store.publications(project)[0].version
    content = store.codebook_contents(project, [first])[first]
    return codebooks.from_json(content).by_id.get(code)


@cache
def _shipped(name: str) -> Codebook | None:
    return codebooks.load(name) if name in codebooks.shipped_names() else None


def code_counts(project: Store, viewer: str = "") -> dict[str, int]:
    """Code -> how many live codings are read as it: all, or those that ``viewer`` may see.

    What is sealed from everybody but its coder is not counted without a viewer.
    """
    may, book = sight(project, viewer), codebook(project)
    counted = may.shows if viewer else may.allows
    counts: dict[str, int] = {}
    for code, coder, transcript, number in store.coding_counts(project):
        if counted(coder, transcript):
            target = _final(book, code)
            counts[target] = counts.get(target, 0) + number
    return counts


def _final(book: Codebook, code: str) -> str:
    while code in book.by_id and book.by_id[code].merged_into in book.by_id:
        code = book.by_id[code].merged_into
    return code
