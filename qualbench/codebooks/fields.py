"""The fields of a mapping, each checked for its type; every refusal says file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeAlias, TypeVar

from qualbench.codebooks.reader import Node, shown

Fields: TypeAlias = Mapping[str, Node]
Option = TypeVar("Option", bound=str)


def fields(node: Node, what: str, known: Iterable[str], required: Iterable[str] = ()) -> Fields:
    """The entries of a mapping that has all of ``required`` and nothing but ``known``."""
    if not isinstance(node.value, dict):
        raise node.refusal(f"{what} must be keys with values", f"the keys are {', '.join(known)}")
    for key, value in node.value.items():
        if key not in known:
            raise value.refusal(f"{what} has no key {shown(key)}", _instead(key, known))
    for key in required:
        if key not in node.value:
            raise node.refusal(f"{what} lacks its {key}", f"add {key}: ...")
    return node.value


def text(entries: Fields, key: str, default: str = "") -> str:
    if key not in entries:
        return default
    return as_text(entries[key], key)


def as_text(node: Node, what: str) -> str:
    if not isinstance(node.value, str) or not node.value.strip():
        raise node.refusal(f"{what} is not a text", 'write a text; put "quotes" around colons')
    return node.value.strip()


def texts(entries: Fields, key: str) -> tuple[str, ...]:
    return tuple(as_text(item, f"an item of {key}") for item in items(entries, key))


def items(entries: Fields, key: str) -> tuple[Node, ...]:
    node = entries.get(key, Node((), ""))
    if not isinstance(node.value, tuple):
        raise node.refusal(f"{key} is not a list", f"write {key}: and below it a line '- ...' each")
    return node.value


def choice(entries: Fields, key: str, options: tuple[Option, ...], default: Option) -> Option:
    given = text(entries, key, default)
    for option in options:
        if option == given:
            return option
    raise entries[key].refusal(f"{key} is not a known one", f"write one of {', '.join(options)}")


def _instead(key: str, known: Iterable[str]) -> str:
    near = get_close_matches(key, list(known), 1)
    return f"did you mean {near[0]}?" if near else f"the keys are {', '.join(known)}"
