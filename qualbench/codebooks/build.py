"""Checked values from a codebook's YAML: codes, their tree, and the codebook itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import get_args

from qualbench.codebooks.fields import Fields, choice, fields, items, text, texts
from qualbench.codebooks.find import role_names
from qualbench.codebooks.reader import Node, shown
from qualbench.model import PAIR_MARK, Code, Codebook, CodeKind, Mapping, MapType, Polarity

HEAD_KEYS = ("codebook", "title", "source", "licence", "note", "terms", "codes")
_BASE_KEYS = (*HEAD_KEYS, "framework", "roles", "characteristics")
_LISTS = ("include", "exclude", "examples", "aliases")
_TEXTS = ("id", "name", "kind", "label", "parent", "definition", "local", "note", "polarity")
_PATH = r"[a-z0-9_]+(\.[a-z0-9_]+)*"


def build(root: Node) -> Codebook:
    """A codebook that extends none; its version is still empty. Raises CodebookError."""
    entries = fields(root, "a codebook", _BASE_KEYS, ("codebook", "title", "framework", "codes"))
    if not items(entries, "codes"):
        raise entries["codes"].refusal("there are no codes", "list at least one code")
    codebook = Codebook(
        name=text(entries, "codebook"),
        title=text(entries, "title"),
        framework=text(entries, "framework"),
        source=text(entries, "source"),
        licence=text(entries, "licence"),
        codes=build_codes(items(entries, "codes")),
        roles=text(entries, "roles"),
        characteristics=text(entries, "characteristics"),
        terms=build_terms(entries),
        note=text(entries, "note"),
    )
    _check_pairing(codebook, entries, root)
    check_roles(codebook, root)
    return codebook


def build_terms(entries: Fields) -> tuple[tuple[str, str], ...]:
    node = entries.get("terms", Node({}, ""))
    if not isinstance(node.value, dict):
        raise node.refusal("terms must be words with their meaning", "write word: meaning")
    return tuple((word, text(node.value, word)) for word in node.value)


def build_codes(added: Iterable[Node], base: Iterable[Code] = ()) -> tuple[Code, ...]:
    """``base`` and the added codes as one tree, each code before its children."""
    codes = {code.id: code for code in base}
    places: dict[str, Fields] = {}
    for node in added:
        entries = fields(node, "a code", (*_TEXTS, *_LISTS, "maps_to"), ("id", "name", "kind"))
        code = _code(entries)
        if code.id in codes:
            raise entries["id"].refusal(f"the id {code.id} is taken", "every code has its own id")
        codes[code.id], places[code.id] = code, entries
    for code_id, entries in places.items():
        if (parent := codes[code_id].parent) and parent not in codes:
            raise entries["parent"].refusal(
                f"{code_id} has the unknown parent {shown(parent)}", "name the id of a code"
            )
    tree = in_reading_order(codes.values())
    if lost := codes.keys() - {code.id for code in tree}:
        first = min(lost, key=list(places).index)
        raise places[first]["parent"].refusal(
            f"{first} is its own ancestor", "the parents must lead up to a code without one"
        )
    return tree


def check_roles(codebook: Codebook, root: Node) -> None:
    """A role is known by the last part of its id, so no two may end alike."""
    name, count = next(iter(Counter(role_names(codebook)).most_common(1)), ("", 0))
    if count > 1:
        raise root.refusal(f"{count} roles end in {name}", "give one another last part")


def in_reading_order(codes: Iterable[Code]) -> tuple[Code, ...]:
    children: dict[str | None, list[Code]] = defaultdict(list)
    for code in codes:
        children[code.parent].append(code)
    ordered: list[Code] = []
    waiting = children[None][::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += children[ordered[-1].id][::-1]
    return tuple(ordered)


def _code(entries: Fields) -> Code:
    return Code(
        id=path_id(entries),
        name=text(entries, "name"),
        kind=choice(entries, "kind", get_args(CodeKind), "project"),
        label=text(entries, "label"),
        parent=text(entries, "parent") or None,
        definition=text(entries, "definition"),
        local=text(entries, "local"),
        include=texts(entries, "include"),
        exclude=texts(entries, "exclude"),
        examples=texts(entries, "examples"),
        note=text(entries, "note"),
        polarity=choice(entries, "polarity", get_args(Polarity), "normal"),
        aliases=texts(entries, "aliases"),
        maps_to=_mapping(entries["maps_to"]) if "maps_to" in entries else None,
    )


def path_id(entries: Fields) -> str:
    found = text(entries, "id")
    if not re.fullmatch(_PATH, found):
        raise entries["id"].refusal(
            f"{shown(found)} is no id", "use a-z, 0-9 and _, and single dots between the parts"
        )
    return found


def _mapping(node: Node) -> Mapping:
    entries = fields(node, "maps_to", ("type", "to", "confirmed", "note"), ("type", "confirmed"))
    mapping = Mapping(
        type=choice(entries, "type", get_args(MapType), "same"),
        to=texts(entries, "to"),
        confirmed=choice(entries, "confirmed", ("true", "false"), "false") == "true",
        note=text(entries, "note"),
    )
    for target in mapping.to:
        if not re.fullmatch(f"{_PATH}({PAIR_MARK}[a-z0-9_]+)?", target):
            raise entries["to"].refusal(f"{shown(target)} is no target", "write an id or id@role")
    if (mapping.type == "removed") != (not mapping.to):
        raise node.refusal(
            f"the type {mapping.type} with {len(mapping.to)} targets",
            "a removed code goes nowhere, every other type says where",
        )
    return mapping


def _check_pairing(codebook: Codebook, entries: Fields, root: Node) -> None:
    if bool(codebook.roles) != bool(codebook.characteristics):
        raise root.refusal("roles and characteristics go together", "name both codes or neither")
    for key in ("roles", "characteristics"):
        if key in entries and text(entries, key) not in codebook.by_id:
            raise entries[key].refusal(f"{key} names no code", "name the id of a code in the list")
