"""What a text said and what it says: ``-`` before what went, ``+`` before what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from rich.text import Text

_AROUND = 4
"""Words that are shown before and after those that differ."""

_WENT, _CAME = "bold strike", "bold underline"


def differences(before: Sequence[str], after: Sequence[str]) -> Iterator[Text]:
    """The items of a list that went and came; where one took another's place, word by word.

    Words that stayed are shown around those that differ, and left out further away.
    """
    for how, start, end, new_start, new_end in _steps(before, after):
        if how != "equal":
            for old, new in zip_longest(before[start:end], after[new_start:new_end], fillvalue=""):
                yield from _lines(old.split(), new.split())


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _lines(went: Sequence[str], came: Sequence[str]) -> Iterator[Text]:
    steps = _steps(went, came)
    if went:
        parts = [(how == "equal", went[start:end]) for how, start, end, _, _ in steps]
        yield Text("-").append_text(_stressed(parts, _WENT))
    if came:
        parts = [(how == "equal", came[start:end]) for how, _, _, start, end in steps]
        yield Text("+").append_text(_stressed(parts, _CAME))


def _stressed(parts: Sequence[tuple[bool, Sequence[str]]], style: str) -> Text:
    """One side, in parts that stayed or did not; what has changed as a whole needs no stress."""
    line = Text()
    for place, (stayed, words) in enumerate(parts):
        if stayed:
            words, style_here = _near(words, place == 0, place == len(parts) - 1), ""
        else:
            style_here = style if len(parts) > 1 else ""
        for word in words:
            line.append(" ").append(word, style=style_here)
    return line


def _near(words: Sequence[str], first: bool, last: bool) -> Sequence[str]:
    """Of words that stayed, those beside others that did not."""
    if first and last:
        return words
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    return words if len(head) + len(tail) >= len(words) else [*head, "…", *tail]
