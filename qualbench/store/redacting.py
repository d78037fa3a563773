"""Words taken out of what others said: where somebody is quoted whose words are destroyed.

Words are compared without case, punctuation and spacing: a quotation stays one when it is
typed again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from qualbench.store.ids import Value, canonical

RUN = 6
"""So many words in a row are a quotation, wherever they stand."""

REDACTED = "[erased]"

_BRIEF = 3
"""So many make one of words that say nothing else, or with quotation marks around them."""

_WORD = re.compile(r"\w+")
_MARKED = re.compile('[“"«„]([^“”"«»„]+)[”"»“]')

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What must not be read any more: all runs of ``RUN`` words, and passages as coded."""

    runs: frozenset[Words]
    passages: frozenset[Words]


def spoken(texts: Iterable[str], passages: Iterable[str]) -> Spoken:
    runs = (run for text in texts for run in _runs(_words(text)))
    return Spoken(frozenset(runs), frozenset(_words(passage) for passage in passages))


def redacted(value: Value, gone: Spoken) -> Value:
    """A column of a fact without such words; JSON stays JSON."""
    if not isinstance(value, str):
        return value
    if value[:1] in ("{", "["):
        try:
            return canonical(_redacted(json.loads(value), gone))
        except json.JSONDecodeError:
            pass
    return str(_redacted(value, gone))


def _redacted(content: object, gone: Spoken, example: bool = False) -> object:
    if isinstance(content, str):
        return _without(content, gone, example)
    if isinstance(content, dict):
        return {key: _redacted(said, gone, key == "examples") for key, said in content.items()}
    if isinstance(content, list):
        kept = [(said, _redacted(said, gone, example)) for said in content]
        return [now for before, now in kept if now == before or now != REDACTED]
    return content


def _without(text: str, gone: Spoken, example: bool) -> str:
    """A code's example may be a single word that somebody said; other brief strings may not."""
    words = _words(text)
    if words in gone.passages and len(words) >= (1 if example else _BRIEF):
        return REDACTED
    left = _MARKED.sub(lambda found: _unmarked(found, gone), text)
    for start, end in reversed(_stretches(left, gone.runs)):
        left = f"{left[:start]}{REDACTED}{left[end:]}"
    return left if left == text or _words(left.replace(REDACTED, " ")) else REDACTED


def _unmarked(found: re.Match[str], gone: Spoken) -> str:
    return REDACTED if _words(found[1]) in gone.passages else found[0]


def _stretches(text: str, runs: frozenset[Words]) -> list[tuple[int, int]]:
    """Where runs stand in a text, from first to last; those that touch are one."""
    quoted = {
        place
        for first, run in enumerate(_runs(_words(text)))
        if run in runs
        for place in range(first, first + RUN)
    }
    places = [found.span() for found in _WORD.finditer(text)]
    first = [place for place in sorted(quoted) if place - 1 not in quoted]
    last = [place for place in sorted(quoted) if place + 1 not in quoted]
    return [(places[a][0], places[z][1]) for a, z in zip(first, last, strict=True)]


def _words(text: str) -> Words:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _runs(words: Words) -> Iterable[Words]:
    return (words[first : first + RUN] for first in range(len(words) - RUN + 1))
