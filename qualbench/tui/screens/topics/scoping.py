"""In which words topics are looked for, as choices to type for, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qualbench.model import Codebook
from qualbench.tui.screens.topics.seen import attributes_of_cases
from qualbench.workbench import Choice, Scope, name_of

_SENTENCES, _UNCODED = "sentences", "uncoded"
_SAID = {
    _SENTENCES: "sentences instead of turns",
    _UNCODED: "what is not coded at all",
}


def scope_choices(
    on: Scope, attributes: Mapping[str, Sequence[str]], used: Sequence[str], book: Codebook
) -> tuple[Choice, ...]:
    """What can be chosen, what is on first; ``used`` are the codes that something has."""
    every = [*_SAID.items(), *_of_cases(attributes), *_of_codes(used, book)]
    choices = [_choice(key, name, on) for key, name in every]
    return tuple(sorted(choices, key=lambda choice: not has(on, choice.key)))


def _choice(key: str, name: str, on: Scope) -> Choice:
    said = f"{name} (on; takes it off)" if has(on, key) else name
    return Choice(key, said, "", f"{name} {key}".casefold())


def _of_cases(attributes: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for name in attributes_of_cases(attributes):
        for value in attributes[name]:
            yield f"case={name}={value}", f"{name} {value}"


def _of_codes(used: Sequence[str], book: Codebook) -> Iterator[tuple[str, str]]:
    """The codes that are used, and those above them."""
    known = set(used) & set(book.by_id)
    known |= {above.id for code in known for above in book.ancestors(code)}
    for code in book.codes:
        if code.id in known:
            yield f"code={code.id}", f"coded {name_of(book, code.id)}"


def has(scope: Scope, key: str) -> bool:
    """Whether a choice is on."""
    kind, _, value = key.partition("=")
    on = {
        _SENTENCES: scope.unit == "sentence",
        _UNCODED: scope.uncoded,
        "case": _pair(value) in scope.attributes,
        "code": scope.code == value,
    }
    return on[kind]


def toggled(scope: Scope, key: str) -> Scope:
    """With a choice, or without it where it is on; what is coded is not what is not coded."""
    kind, _, value = key.partition("=")
    off = has(scope, key)
    if kind == _SENTENCES:
        return replace(scope, unit="turn" if off else "sentence")
    if kind == _UNCODED:
        return replace(scope, uncoded=not off, code="")
    if kind == "code":
        return replace(scope, code="" if off else value, uncoded=False)
    pair = _pair(value)
    rest = tuple(one for one in scope.attributes if one != pair)
    return replace(scope, attributes=rest if off else (*rest, pair))


def _pair(value: str) -> tuple[str, str]:
    name, _, wanted = value.partition("=")
    return name, wanted
