"""Keys as a person wants them: every action has an id, and ``keys.toml`` gives it other keys.

The file lies in the user's configuration folder and looks like this::

    text.next = "down"
    coding.pick = ["enter", "f2"]
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import KEY_ALIASES, Keys, format_key, key_to_character
from textual.screen import Screen
from textual.widget import Widget

from qualbench.errors import ReadingError

_HERE = Path(__file__).parent
_MODIFIERS = {"ctrl", "alt", "shift", "super"}
_SHORT = {"esc": "escape", "return": "enter", "del": "delete", "pgup": "pageup", "pgdn": "pagedown"}
_SAID = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "backspace": "Backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}
_NAMED = {str(key.value) for key in Keys} | {
    name for names in KEY_ALIASES.values() for name in names
}


@dataclass(frozen=True, slots=True)
class Action:
    """What a key does: its id, the keys it has unless a person says otherwise, and in words."""

    id: str
    keys: tuple[str, ...]
    said: str


def folder() -> Path:
    """The user's configuration folder; QUALBENCH_CONFIG names another one."""
    if own := os.environ.get("QUALBENCH_CONFIG"):
        return Path(own)
    if sys.platform == "win32" and (roaming := os.environ.get("APPDATA")):
        return Path(roaming) / "qualbench"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "qualbench"


def file() -> Path:
    """Where a person's own keys are written down; it need not be there."""
    return folder() / "keys.toml"


def load(path: Path) -> dict[str, str]:
    """A person's keys by action, as Textual takes them; empty if there is no such file.

    Raises ReadingError for what is no TOML, unknown actions and keys, and one key for two actions.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise ReadingError(f"{path}: cannot be read ({said})", _EXAMPLE) from error
    chosen = {name: _keys(path, name, value) for name, value in _flat(content)}
    known = {action.id for action in actions()}
    for name in chosen:
        if name not in known:
            raise _unknown(path, name, known)
    _refuse_clashes(path, chosen)
    return {name: ",".join(keys) for name, keys in chosen.items()}


_EXAMPLE = 'A line is like  library.open = "o"  ; `qualbench keys` lists all actions.'


def _flat(content: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in content.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, value


def _keys(path: Path, name: str, value: object) -> tuple[str, ...]:
    words = value.split(",") if isinstance(value, str) and value != "," else value
    words = [value] if value == "," else words
    if not (isinstance(words, list) and words and all(isinstance(word, str) for word in words)):
        raise ReadingError(f"{path}: {name} has no key or list of keys", _EXAMPLE)
    return tuple(dict.fromkeys(_key(path, name, word) for word in words))


def _key(path: Path, name: str, word: str) -> str:
    """A key as Textual names it: ``Ctrl+K`` is ``ctrl+k``, ``?`` is ``question_mark``."""
    *modifiers, last = re.split(r"\+(?=.)", word.strip())
    held = [modifier.lower() for modifier in modifiers]
    typed = len(last) == 1 and last.isprintable()
    if typed:
        upper = held == ["shift"] and last.isalpha()
        held, last = ([], last.upper()) if upper else (held, last.lower() if held else last)
        last = "comma" if last == "," else _split(Binding(last, ""))[0]
    else:
        last = _SHORT.get(last.lower(), last.lower())
    if not (set(held) <= _MODIFIERS and (typed or last in _NAMED or key_to_character(last))):
        raise ReadingError(
            f"{path}: {name} has a key that is unknown, {word!r}",
            "Keys are named like these: a, A, ?, enter, f2, ctrl+k, shift+left.",
        )
    return "+".join([*held, last])


def _unknown(path: Path, name: str, known: Iterable[str]) -> ReadingError:
    near = get_close_matches(name, sorted(known), 1)
    hint = f"Did you mean {near[0]}? " if near else ""
    return ReadingError(
        f"{path}: there is no action called {name!r}", f"{hint}`qualbench keys` lists all."
    )


def _refuse_clashes(path: Path, chosen: Mapping[str, tuple[str, ...]]) -> None:
    """Whoever gives a key to two actions of one place would lose one of them."""
    for place in _places():
        meant = {one: set(keys) for one, keys in _by_id(place).items()}
        now = {one: set(chosen.get(one, keys)) for one, keys in meant.items()}
        for first, second in combinations(now, 2):
            both = now[first] & now[second]
            if both and not meant[first] & meant[second]:
                raise ReadingError(
                    f"{path}: {said(min(both))} is the key of both {first} and {second}",
                    "Give one of them another key; `qualbench keys` lists all.",
                )


# What there is


def actions() -> tuple[Action, ...]:
    """Every action of every screen and widget that is said to do something, by name."""
    found: dict[str, Action] = {}
    for owner in owners():
        for binding in own_bindings(owner):
            name, words = binding.id, binding.tooltip or binding.description
            if name and words:
                before = found.get(name, Action(name, (), words))
                keys = dict.fromkeys([*before.keys, *_split(binding)])
                found[name] = Action(name, tuple(keys), before.said)
    return tuple(found[name] for name in sorted(found))


def owners() -> tuple[type[DOMNode], ...]:
    """The program itself, its screens and its widgets: all that can have keys."""
    return tuple(
        thing
        for module in _modules()
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, DOMNode)
        and thing.__module__ == module.__name__
    )


def own_bindings(owner: type[DOMNode]) -> list[Binding]:
    """What a class adds to the keys it inherits."""
    listed = vars(owner).get("BINDINGS", ())
    return [one if isinstance(one, Binding) else Binding(*one) for one in listed]


def _modules() -> Iterator[ModuleType]:
    files = sorted({*_HERE.glob("screens/**/*.py"), *_HERE.glob("widgets/**/*.py")})
    for path in [_HERE / "app.py", *files]:
        parts = path.relative_to(_HERE).with_suffix("").parts
        yield import_module(".".join(["qualbench.tui", *parts]).removesuffix(".__init__"))


def _places() -> Iterator[list[type[DOMNode]]]:
    """What is on the screen together: the program, a screen, the widgets that it is made of."""
    from qualbench.tui.app import Bench

    for screen in owners():
        if issubclass(screen, Screen):
            yield [Bench, screen, *_parts(screen)]


def _parts(screen: type[DOMNode]) -> list[type[DOMNode]]:
    """The widgets of ours that the modules of a screen know by name."""
    modules = [sys.modules[base.__module__] for base in _ours(screen)]
    named = [thing for module in modules for thing in vars(module).values()]
    return [
        thing
        for thing in dict.fromkeys(thing for thing in named if isinstance(thing, type))
        if issubclass(thing, Widget) and not issubclass(thing, Screen) and _ours(thing)
    ]


def _ours(owner: type[DOMNode]) -> list[type[DOMNode]]:
    return [base for base in owner.__mro__ if base.__module__.startswith("qualbench.")]


def _by_id(place: Iterable[type[DOMNode]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for owner in place:
        for base in _ours(owner):
            for binding in own_bindings(base):
                if binding.id:
                    found[binding.id] = (*found.get(binding.id, ()), *_split(binding))
    return found


def _split(binding: Binding) -> list[str]:
    return [one.key for one in Binding.make_bindings([binding])]


# How keys are said


def said(key: str) -> str:
    """A key as people say it: ``Ctrl+K``, ``?``, ``Esc``, ``Shift+→``."""
    *held, last = key.split("+")
    name = format_key(last)
    if held or (last in _NAMED and len(name) > 1):
        name = name.capitalize()
    name = _SAID.get(last, name)
    return "+".join([*(modifier.capitalize() for modifier in held), name])


def key_of(nodes: Iterable[DOMNode], name: str, chosen: Mapping[str, str]) -> str:
    """How the first key of an action is said, as it is bound now; empty if no node has it."""
    if name in chosen:
        return said(chosen[name].split(",")[0])
    for node in nodes:
        for key, binding in node._bindings:
            if binding.id == name:
                return said(key)
    return ""


def bound(screen: Screen[Any], name: str) -> str:
    """How the first key of an action is said on a screen, as it is bound now; else empty."""
    nodes = [screen, *screen.walk_children(Widget), screen.app]
    return key_of(nodes, name, screen.app._keymap)
