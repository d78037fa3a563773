"""YAML -> the interview guide: what is asked of whom, and which constructs it asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import yaml

from qualbench.errors import ReadingError
from qualbench.model import Guide, Question
from qualbench.reading.tables import fault
from qualbench.reading.text import decode, load, unify

_HEAD = ("guide", "note", "questions")
_QUESTION = ("id", "role", "asks", "constructs")
_NOTHING = "tag:yaml.org,2002:null"
_ID = r"[\w.-]+"
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"

_Entries: TypeAlias = dict[str, tuple[yaml.Node, yaml.Node]]
"""The entries of a mapping: each value after its key, whose line an error names."""


def read_guide(path: Path) -> Guide:
    """Read a guide: ``guide`` (its name), ``note``, and ``questions``, each with ``id``,
    ``role`` (one, a list, or none for everybody), ``asks`` and ``constructs``.

    Words are kept as they are written (``no`` is no truth value). Whether the codebook has
    the constructs is not looked at here. Raises ReadingError with file and line for what is
    no YAML, a key that is missing, unknown or there twice, an id that two questions have,
    and a value of another kind.
    """
    root = _composed(unify(decode(load(path), path.name)), path.name)
    head = _entries(root, "a guide", _HEAD, ("guide", "questions"))
    questions = tuple(_question(node) for node in _items(head, "questions"))
    if not questions:
        raise _fault(head["questions"][0], "there are no questions", "List at least one.")
    _check_ids(head["questions"][1], questions)
    note = _text(*head["note"], "note") if _given(head, "note") else ""
    return Guide(_text(*head["guide"], "guide"), questions, note)


def _question(node: yaml.Node) -> Question:
    entries = _entries(node, "a question", _QUESTION, ("id", "asks", "constructs"))
    question = Question(
        id=_text(*entries["id"], "id"),
        asks=_text(*entries["asks"], "asks"),
        constructs=_texts(entries, "constructs"),
        roles=_roles(entries),
    )
    if not re.fullmatch(_ID, question.id):
        hint = "Use letters, digits, _, - and dots, without spaces."
        raise _fault(entries["id"][0], "the id is no single word", hint)
    return question


def _roles(entries: _Entries) -> tuple[str, ...]:
    if not _given(entries, "role"):
        return ()
    if isinstance(entries["role"][1], yaml.SequenceNode):
        return _texts(entries, "role")
    return (_text(*entries["role"], "role"),)


def _check_ids(listed: yaml.Node, questions: Sequence[Question]) -> None:
    first: dict[str, int] = {}
    for node, question in zip(listed.value, questions, strict=True):
        line = first.setdefault(question.id, _line(node))
        if line != _line(node):
            what = f"the id {question.id} is already in line {line}"
            raise _fault(node, what, "Every question has its own id.")


def _composed(text: str, file: str) -> yaml.Node:
    """The document's root; its parts know the file and their lines."""
    try:
        loader = yaml.SafeLoader(text)
        loader.name = file
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        hint = "Look at the indentation, colons and quotes here and above."
        raise fault(file, line, "is not YAML", hint) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise fault(file, line, "is not YAML", "Remove control characters.") from None
    except RecursionError:
        raise fault(file, 1, "is nested too deeply", "Questions are a flat list.") from None
    if root is None:
        raise fault(file, 1, "is empty", "A guide names its questions.")
    return root


def _entries(node: yaml.Node, what: str, known: Sequence[str], required: Sequence[str]) -> _Entries:
    """The entries of a mapping that has all of ``required`` and nothing but ``known``."""
    if not isinstance(node, yaml.MappingNode):
        raise _fault(node, f"{what} is no keys with values", f"The keys are {', '.join(known)}.")
    entries: _Entries = {}
    for key, value in node.value:
        if key.value not in known:
            raise _fault(key, f"{what} has an unknown key", f"Known: {', '.join(known)}.")
        if key.value in entries:
            raise _fault(key, f"the key {key.value} stands twice", "Keep one of the two.")
        entries[key.value] = (key, value)
    for name in required:
        if not _given(entries, name):
            raise _fault(node, f"{what} lacks its {name}", f"Add {name}: ...")
    return entries


def _given(entries: _Entries, name: str) -> bool:
    return name in entries and entries[name][1].tag != _NOTHING


def _items(entries: _Entries, name: str) -> list[yaml.Node]:
    key, node = entries[name]
    if not isinstance(node, yaml.SequenceNode):
        raise _fault(
            key, f"{name} is not a list", f"Write {name}: and below it a line '- ...' each."
        )
    return list(node.value)


def _texts(entries: _Entries, name: str) -> tuple[str, ...]:
    words = (_text(item, item, f"an item of {name}") for item in _items(entries, name))
    return tuple(dict.fromkeys(words))


def _text(key: yaml.Node, node: yaml.Node, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag == _NOTHING or not node.value.strip():
        raise _fault(key, f"{what} is not a text", 'Write a text; put "quotes" around colons.')
    if re.search(_CONTROL, node.value):
        hint = "Remove the escape for it."
        raise _fault(key, f"{what} holds a character that cannot be shown", hint)
    return unify(node.value).strip()


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _fault(node: yaml.Node, what: str, hint: str) -> ReadingError:
    return fault(node.start_mark.name, _line(node), what, hint)
