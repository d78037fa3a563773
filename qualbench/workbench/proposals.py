"""Codes that coders propose while they code: usable at once, adopted by a lead or not."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from qualbench import codebooks, store
from qualbench.errors import RefusedError
from qualbench.model import Code, Codebook, Coding, Span
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.codings import within
from qualbench.workbench.versions import codebook, in_force, taken_back

PREFIX = "proposed"


def propose_code(
    project: Store, coder: str, name: str, parent: str = "", definition: str = ""
) -> Code:
    """A code of the coder's own, beside the codebook; it can be put on codings at once.

    ``parent`` is the id of a code, or empty for the top.
    """
    with project.writing():
        author = at_work(project, coder).id
        code, draft = proposed(project, name, parent, definition)
        store.record(project, author, [draft])
    return code


def code_new(project: Store, coder: str, transcript: str, span: Span, name: str) -> Coding:
    """Propose a code and put it on a span, as one action."""
    text = store.find_text(project, transcript)
    within(text, span)
    with project.writing():
        author = at_work(project, coder).id
        code, draft = proposed(project, name)
        version = in_force(project).version
        coding = store.coding_drafts(project, author, text, span, code.id, version)
        made = store.record(project, author, [draft, *coding]).added[-1]
    return store.find_coding(project, made)


def proposed(
    project: Store,
    name: str,
    parent: str = "",
    definition: str = "",
    include: tuple[str, ...] = (),
    examples: tuple[str, ...] = (),
) -> tuple[Code, store.Draft]:
    """A new code, and what records it."""
    book = codebook(project)
    _refuse_in_pairs(book, parent)
    _, added = codebooks.added(book, name, parent, definition)
    code = Code(
        id=_free_id(project, book, added.name),
        name=added.name,
        kind="project",
        parent=added.parent,
        definition=added.definition,
        include=include,
        examples=examples,
    )
    return code, store.proposal_draft(code.id, codebooks.code_to_json(code))


def _free_id(project: Store, book: Codebook, name: str) -> str:
    """Four random digits keep apart what two coders propose by the same name in two copies."""
    gone = taken_back(project)
    while True:
        code_id = f"{PREFIX}.{codebooks.slug(name)}.{secrets.token_hex(2)}"
        if code_id not in book.by_id and code_id not in gone:
            return code_id


def _refuse_in_pairs(book: Codebook, parent: str) -> None:
    if parent and parent == book.roles:
        raise RefusedError(
            "a role cannot be proposed: codings name roles by their place in the codebook",
            "Ask the lead to add it, or propose a code elsewhere.",
        )


def proposals(project: Store) -> dict[str, str]:
    """Proposed code -> the name of its coder; without those that the codebook has adopted."""
    book = in_force(project)
    names = {coder.id: coder.name for coder in store.coders(project)}
    return {
        p.code: names.get(p.coder, "another coder")
        for p in store.proposals(project)
        if p.code not in book.by_id
    }


def revise_proposal(
    project: Store, coder: str, code_id: str, edit: Callable[[Codebook], Codebook]
) -> Code:
    """The proposal after an edit, by whoever proposed it or a lead. Call it while writing."""
    author = at_work(project, coder)
    found = next(p for p in store.proposals(project) if p.code == code_id)
    if author.id != found.coder and not author.lead:
        whose = proposals(project)[code_id]
        raise RefusedError(
            f"{code_id} is proposed by {whose}", f"{whose} or a lead changes it; propose your own."
        )
    code = edit(codebook(project)).by_id[code_id]
    content = codebooks.code_to_json(code)
    if content == found.content:
        raise RefusedError(
            f"{code_id} would stay as it is",
            "Proposals stand in the order in which they were made.",
        )
    store.record(project, author.id, [store.proposal_draft(code_id, content, found.id)])
    return code
