"""A YAML file as values that know their line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import yaml

from qualbench.errors import CodebookError

_NOTHING = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands, ``FILE:LINE``; in a mapping that is the line of its key.

    Scalars are text as it was written (``No`` stays ``No``), None where nothing was written.
    """

    value: str | tuple[Node, ...] | dict[str, Node] | None
    at: str

    def refusal(self, what: str, hint: str = "") -> CodebookError:
        return CodebookError(f"{self.at}: {what}", hint)


def read(path: Path) -> Node:
    """The one document in the file. Raises CodebookError where it is no YAML that can be kept."""
    root = _composed(_text(path), path)
    if root is None:
        raise CodebookError(f"{path}:1: the file is empty", "a codebook names its codes")
    return _node(root, path, set())


def shown(text: str) -> str:
    """``text`` in quotes if it looks like a key or an id; prose is never repeated in an error."""
    return f'"{text}"' if re.fullmatch(r"[\w.@-]{1,80}", text) else "a text"


def _text(path: Path) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise CodebookError(f"{path}: not a text in UTF-8", "save it as YAML in UTF-8") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a file name"
        raise CodebookError(f"{path}: cannot be read: {why}", "give a codebook in YAML") from None


def _composed(text: str, path: Path) -> yaml.Node | None:
    try:  # not by the faster CSafeLoader: deep nesting there ends the process, not the call
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CodebookError(
            f"{path}:{line}: not YAML", "look at the indentation, colons and quotes here and above"
        ) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise CodebookError(f"{path}:{line}: not YAML", "remove control characters") from None
    except RecursionError:
        raise CodebookError(f"{path}:1: nested too deeply", "codes are a flat list") from None


def _node(node: yaml.Node, path: Path, seen: set[int], line: int | None = None) -> Node:
    """``seen`` finds aliases: unfolding them could take for ever, and nobody needs them here."""
    at = f"{path}:{line or node.start_mark.line + 1}"
    if id(node) in seen:
        raise CodebookError(f"{at}: an alias (*name)", "write the value out where it is used")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return Node(_mapping(node, path, seen), at)
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_node(item, path, seen) for item in node.value), at)
    return _scalar(node, at)


def _mapping(node: yaml.MappingNode, path: Path, seen: set[int]) -> dict[str, Node]:
    entries: dict[str, Node] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise CodebookError(f"{path}:{line}: a key that is no text", "write the key as a word")
        if key.value in entries:
            raise CodebookError(
                f"{path}:{line}: the key {shown(key.value)} stands twice", "keep one of the two"
            )
        entries[key.value] = _node(value, path, seen, line)
    return entries


def _scalar(node: yaml.Node, at: str) -> Node:
    kinds = {unicodedata.category(mark) for mark in node.value if mark not in "\n\t"}
    if kinds & {"Cc", "Cs"}:
        raise CodebookError(f"{at}: a character that cannot be shown", "remove the escape for it")
    return Node(None if node.tag == _NOTHING else node.value, at)
