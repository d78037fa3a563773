"""Edits of a codebook: each gives a new one, whose parent is the version that was edited.

Ids never change, and no code is ever taken out: codings under an older version still resolve.
What contradicts itself is refused with RefusedError, an unknown id with NotFoundError.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from qualbench.codebooks.build import in_reading_order
from qualbench.codebooks.naming import new_id, tidy_name
from qualbench.errors import NotFoundError, RefusedError
from qualbench.model import Code, Codebook


@dataclass(frozen=True, slots=True)
class Wording:
    """What a code says. None leaves a text as it is; lists are the whole list."""

    definition: str | None = None
    local: str | None = None
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    examples: tuple[str, ...] | None = None


def added(
    book: Codebook, name: str, parent: str = "", definition: str = "", taken: Collection[str] = ()
) -> tuple[Codebook, Code]:
    """A new code of the project's own, last under its parent, and the codebook with it.

    ``taken`` are ids that meant something before and are not given again.
    """
    name = _name(book, name, parent)
    code = Code(
        id=new_id(book, name, parent, taken),
        name=name,
        kind="project",
        parent=parent or None,
        definition=definition.strip(),
    )
    return _with(book, (*book.codes, code)), code


def adopted(book: Codebook, proposal: Code, parent: str = "") -> Codebook:
    """A proposed code as a part of the codebook, under the id that its codings carry."""
    if proposal.id in book.by_id:
        raise RefusedError(f"{proposal.id} is in the codebook already", "Move it there instead.")
    if parent and parent == book.roles:
        raise RefusedError(
            f"{proposal.name} cannot become a role",
            "Codings name a role by the last part of its id; add a new code for the role.",
        )
    name = _name(book, proposal.name, parent)
    return _with(book, (*book.codes, replace(proposal, name=name, parent=parent or None)))


def renamed(book: Codebook, code_id: str, name: str) -> Codebook:
    """The code under another name; the one before stays an alias, so that typing it finds it."""
    code = known(book, code_id)
    name = _name(book, name, code.parent or "", but=code_id)
    if name == code.name:
        raise RefusedError(f"{code_id} is named {name} already", "Type another name.")
    aliases = tuple(a for a in dict.fromkeys((*code.aliases, code.name)) if a != name)
    return _changed(book, replace(code, name=name, aliases=aliases))


def reworded(book: Codebook, code_id: str, said: Wording, canon: Code | None = None) -> Codebook:
    """The code with other texts. Of a framework's code, what ``canon`` says stays as it is."""
    code = known(book, code_id)
    new = replace(
        code,
        definition=_text(said.definition, code.definition),
        local=_text(said.local, code.local),
        include=_items(said.include, code.include),
        exclude=_items(said.exclude, code.exclude),
        examples=_items(said.examples, code.examples),
    )
    if new == code:
        raise RefusedError(f"{code_id} says that already", "Change a text first.")
    if code.kind != "project":
        _keep_canon(new, canon or code)
    return _changed(book, new)


def _keep_canon(new: Code, canon: Code) -> None:
    said = [canon.definition, *canon.include, *canon.exclude, *canon.examples]
    says = {new.definition, *new.include, *new.exclude, *new.examples}
    if any(text not in says for text in said if text):
        raise RefusedError(
            f"{new.id} is the framework's: its own texts stay",
            "Say what the project means by it in its local text, or add to the lists.",
        )


def moved(book: Codebook, code_id: str, parent: str, place: int | None = None) -> Codebook:
    """The code, and all below it, as the child of ``parent`` ("" for the top) at a place.

    ``place`` counts the other children from 0; None is the last.
    """
    code = known(book, code_id)
    _no_anchor(book, code_id, "moved")
    if parent:
        _takes_children(book, known(book, parent))
        if code_id == parent or code in book.ancestors(parent):
            raise RefusedError(f"{code_id} cannot stand below itself", "Choose another place.")
    if (parent or None) != code.parent:
        _same_pairing(book, code, parent, "moved")
        _name(book, code.name, parent, but=code_id)
    siblings = [c.id for c in book.children(parent or None) if c.id != code_id]
    siblings.insert(len(siblings) if place is None else max(0, place), code_id)
    put = replace(code, parent=parent or None)
    others = [put if c.id == code_id else c for c in book.codes]
    order = {sibling: rank for rank, sibling in enumerate(siblings)}
    new = _with(book, sorted(others, key=lambda c: order.get(c.id, -1)))
    if new.codes == book.codes:
        raise RefusedError(f"{code_id} stands there already", "Choose another place.")
    return new


def merged(book: Codebook, source: str, target: str) -> Codebook:
    """Codings of ``source`` are read as ``target`` from now on; its children go there too."""
    one, other = known(book, source), known(book, target)
    _no_anchor(book, source, "merged")
    if source == target:
        raise RefusedError(f"{source} cannot be merged into itself", "Choose another code.")
    if other.retired:
        raise RefusedError(f"{target} is retired", "Merge into a code that is in use.")
    if one.merged_into:
        raise RefusedError(f"{source} is merged into {one.merged_into} already", "Restore it first")
    if one in book.ancestors(target):
        raise RefusedError(f"{target} stands below {source}", "Merge the other way round.")
    if _is_role(book, one) != _is_role(book, other):
        raise RefusedError(
            f"only one of {source} and {target} is a role", "Merge a role into another role."
        )
    if book.pairs_with_role(source) != book.pairs_with_role(target):
        raise RefusedError(
            f"only one of {source} and {target} is said of roles",
            "Merge a characteristic into another one.",
        )
    gone = replace(one, retired=True, merged_into=target)
    codes = [gone if c.id == source else c for c in book.codes]
    return _with(book, [replace(c, parent=target) if c.parent == source else c for c in codes])


def split(
    book: Codebook,
    code_id: str,
    parts: Sequence[tuple[str, str]],
    *,
    beside: bool = False,
    taken: Collection[str] = (),
) -> Codebook:
    """The code in parts, each a name and a definition.

    Parts stand below it, and it stays in use for what is none of them; or ``beside`` it, in
    its place, and it is retired. Its codings stay where they are, for their coders to look at.
    """
    code = known(book, code_id)
    _no_anchor(book, code_id, "split")
    if code.retired:
        raise RefusedError(f"{code_id} is retired", "Restore it before you split it.")
    if len(parts) < 2:
        raise RefusedError(f"{code_id} in {len(parts)} parts is not split", "Name two or more.")
    if not beside and (book.pairs_with_role(code_id) or _is_role(book, code)):
        raise RefusedError(f"parts below {code_id} would take no role", "Split it side by side.")
    parent = (code.parent or "") if beside else code_id
    new = book
    for name, definition in parts:
        new, _ = added(new, name, parent, definition, taken)
    if not beside:
        return _with(book, new.codes)
    place = [c.id for c in book.children(code.parent)].index(code_id) + 1
    parts_ids = [c.id for c in new.codes if c.id not in book.by_id]
    for rank, part in enumerate(parts_ids):
        new = _put(new, part, place + rank)
    return _with(book, retired(new, code_id).codes)


def retired(book: Codebook, code_id: str) -> Codebook:
    """The code is offered no more; its codings stay as they are."""
    code = known(book, code_id)
    _no_anchor(book, code_id, "retired")
    if code.retired:
        raise RefusedError(f"{code_id} is retired already", "Restore it to use it again.")
    return _changed(book, replace(code, retired=True))


def restored(book: Codebook, code_id: str) -> Codebook:
    """A retired or merged code in use again. Children that went along in a merge stay there."""
    code = known(book, code_id)
    if not code.retired:
        raise RefusedError(f"{code_id} is in use", "Only what was retired is restored.")
    _name(book, code.name, code.parent or "", but=code_id)
    return _changed(book, replace(code, retired=False, merged_into=""))


def known(book: Codebook, code_id: str) -> Code:
    """The code of that id. Raises NotFoundError."""
    if code_id not in book.by_id:
        raise NotFoundError(f"{book.name} has no code {code_id}", "Choose one of the codebook.")
    return book.by_id[code_id]


def _name(book: Codebook, name: str, parent: str, but: str = "") -> str:
    """A name that no other code in use has under that parent."""
    if parent:
        _takes_children(book, known(book, parent))
    tidy = tidy_name(name)
    for code in book.children(parent or None):
        if code.id != but and not code.retired and code.name.casefold() == tidy.casefold():
            raise RefusedError(f'"{tidy}" is there already: {code.id}', "Choose another name.")
    return tidy


def _takes_children(book: Codebook, parent: Code) -> None:
    if parent.retired:
        raise RefusedError(f"{parent.id} is retired", "Choose a parent that is in use.")


def _no_anchor(book: Codebook, code_id: str, what: str) -> None:
    """Roles and characteristics pair on codings; the two codes above them stay where they are."""
    anchors = {book.roles, book.characteristics} - {""}
    above = {code.id for anchor in anchors for code in book.ancestors(anchor)}
    if code_id in anchors or (what in ("merged", "retired") and code_id in above):
        raise RefusedError(
            f"{code_id} cannot be {what}: roles and characteristics hang on it",
            "Change the codes below it instead.",
        )


def _same_pairing(book: Codebook, code: Code, parent: str, what: str) -> None:
    """Refuse to move a role or a characteristic out of its place, or another code into it."""
    for anchor in filter(None, (book.roles, book.characteristics)):
        if (code.parent == anchor) != (parent == anchor):
            raise RefusedError(
                f"{code.id} cannot be {what} there: codings join roles and characteristics",
                f"What stands under {anchor} stays there; add a new code instead.",
            )


def _is_role(book: Codebook, code: Code) -> bool:
    return bool(book.roles) and code.parent == book.roles


def _text(new: str | None, old: str) -> str:
    return old if new is None else unicodedata.normalize("NFC", new).strip()


def _items(new: tuple[str, ...] | None, old: tuple[str, ...]) -> tuple[str, ...]:
    if new is None:
        return old
    return tuple(dict.fromkeys(filter(None, (_text(" ".join(i.split()), "") for i in new))))


def _put(book: Codebook, code_id: str, place: int) -> Codebook:
    """The code at a place among its siblings, where it may stand already."""
    at = [c.id for c in book.children(book.by_id[code_id].parent)].index(code_id)
    return book if at == place else moved(book, code_id, book.by_id[code_id].parent or "", place)


def _changed(book: Codebook, code: Code) -> Codebook:
    return _with(book, [code if known.id == code.id else known for known in book.codes])


def _with(book: Codebook, codes: Iterable[Code]) -> Codebook:
    parents = (book.version,) if book.version else book.parents
    return replace(book, codes=in_reading_order(codes), version="", parents=parents)
