"""A project's overlay on a framework: texts are added to the base, never changed in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from qualbench.codebooks.build import HEAD_KEYS, build_codes, build_terms, check_roles, path_id
from qualbench.codebooks.fields import Fields, fields, items, text, texts
from qualbench.codebooks.reader import Node
from qualbench.model import Code, Codebook

_ADJUST_KEYS = ("id", "local", "include", "exclude", "examples", "aliases")


def lay(root: Node, base: Codebook) -> Codebook:
    """``base`` with the overlay's terms, adjustments and codes; its version is still empty.

    The framework, the roles and every text of the base stay as they are. Raises CodebookError.
    """
    entries = fields(
        root, "an overlay", (*HEAD_KEYS, "extends", "adjust"), ("codebook", "title", "extends")
    )
    adjusted = _adjusted(base, items(entries, "adjust"))
    codebook = replace(
        base,
        name=text(entries, "codebook"),
        title=text(entries, "title"),
        source="; ".join(filter(None, (text(entries, "source"), base.source))),
        licence=text(entries, "licence", base.licence),
        codes=build_codes(items(entries, "codes"), adjusted),
        terms=tuple({**dict(base.terms), **dict(build_terms(entries))}.items()),
        note="\n".join(filter(None, (base.note, text(entries, "note")))),
        extends=((base.name, base.version), *base.extends),
        version="",
    )
    check_roles(codebook, root)
    return codebook


def _adjusted(base: Codebook, adjustments: Iterable[Node]) -> Iterable[Code]:
    codes = dict(base.by_id)
    done: set[str] = set()
    for node in adjustments:
        entries = fields(node, "an adjustment", _ADJUST_KEYS, ("id",))
        code_id = path_id(entries)
        if code_id not in codes:
            near = get_close_matches(code_id, codes, 1)
            raise entries["id"].refusal(
                f"{base.name} has no code {code_id}",
                f"did you mean {near[0]}?" if near else "add it under codes instead",
            )
        if code_id in done:
            raise entries["id"].refusal(f"{code_id} is adjusted twice", "join the two entries")
        done.add(code_id)
        codes[code_id] = _adjust(codes[code_id], entries)
    return codes.values()


def _adjust(code: Code, entries: Fields) -> Code:
    return replace(
        code,
        local="\n".join(filter(None, (code.local, text(entries, "local")))),
        include=code.include + texts(entries, "include"),
        exclude=code.exclude + texts(entries, "exclude"),
        examples=code.examples + texts(entries, "examples"),
        aliases=code.aliases + texts(entries, "aliases"),
    )
