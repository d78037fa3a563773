"""Phrases that a person can read: English words without fillers, alone and in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

_FUNCTION_WORDS = """
    a about above across after again against ago all almost along already also although always
    am among an and another any anybody anyone anything anyway anywhere are around as aside at
    away back be became because become been before behind being below beside besides between
    beyond both but by can cannot could did do does doing done down during each either else
    enough etc even ever every everybody everyone everything everywhere few for from further had
    has have having he hence her here hers herself him himself his how however i if in instead
    into is it its itself just later least less let made make makes making many may maybe me
    might more most much must my myself near nearly neither never next no nobody none nor not
    nothing now nowhere of off often on once one ones only onto or other others otherwise ought
    our ours ourselves out over own per perhaps quite rather same seem seemed seems several
    shall she should since so some somebody somehow someone something sometimes somewhere still
    such than that the their theirs them themselves then there therefore these they this those
    though through throughout thus till to together too toward towards under until up upon us
    very was we well were what whatever when whenever where wherever whether which while who
    whoever whole whom whose why will with within without would yet you your yours yourself
    yourselves
"""
_FILLERS = """
    alright ask asked asking asks basically bit came cause come comes coming crosstalk
    definitely eight exactly first five four gave gee get gets getting give given gives giving
    go goes going gonna good gosh got gotta guess guy guys honestly inaudible kind kinda know
    knows laugh laughing laughs laughter like likely literally little look looked looking looks
    lot lots mean meaning means nah nine nope obviously ok okay pretty probably put puts putting
    really right said say saying says second seven sigh sighs six sort sorta stuff sure take
    taken takes taking tell telling ten thank thanks thing things think thinking thinks thought
    three told took totally two unintelligible wanna want wanted wants way went whatnot wow yeah
    yep yes zero
"""
_ANSWER_WORDS = """
    absolutely actually bye cool correct course fine great hello hey hi nice please sorry sounds
    suppose true welcome wonderful yup
"""
_ANSWERS = frozenset(_ANSWER_WORDS.split())
_STOP_WORDS = frozenset(_FUNCTION_WORDS.split() + _FILLERS.split())
_HESITATION = re.compile(r"[mh]+|u+[hm]+|hu+h|[aeo]+h+|e+r+m*")
_NOTE = re.compile(r"\[[^\]]*\]|<[^>]*>")  # what a transcriber adds: [laughs], [name], <unclear>
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\S")
_ENDING = re.compile(r"(?<=\w\w\w)(?:ies|es|ed|ing|(?<!s)s|e|y)$")


def phrases(text: str) -> list[str]:
    """Every content word of ``text`` in lower case, and every two that stand side by side."""
    words = [_content(token) for token in _TOKEN.findall(_plain(text))]
    pairs = (f"{a} {b}" for a, b in pairwise(words) if a and b)
    return [*filter(None, words), *pairs]


def answers(words: Sequence[str]) -> bool:
    """Whether the phrases of a text are no more than an answer or a greeting, if any at all.

    Such words count beside others: "a nice office" is about an office, "Nice!" about nothing.
    """
    return all(word in _ANSWERS for phrase in words for word in phrase.split())


def echoes(text: str, asked: str) -> bool:
    """Whether every content word of ``text``, in any form, was in what was ``asked`` before it."""
    said, heard = (
        {_root(word) for word in phrases(each) if " " not in word} for each in (text, asked)
    )
    return said <= heard


def readable(ranked: Sequence[str], texts: Mapping[str, int], most: int) -> tuple[str, ...]:
    """The first ``most`` of the ``ranked`` phrases, without those that repeat another.

    ``texts`` counts the topic's texts that use a phrase. What only one uses is left out, unless
    there is nothing else. A pair stands for its word where a third of the word's texts use it.
    """
    shared = [phrase for phrase in ranked if texts.get(phrase, 0) > 1]
    kept: dict[str, frozenset[str]] = {}
    for phrase in shared or ranked:
        fuller = next(_pairs_for(phrase, shared, texts), phrase)
        roots = frozenset(map(_root, fuller.split()))
        if len(kept) < most and not any(
            roots <= other or other <= roots for other in kept.values()
        ):
            kept[fuller] = roots
    return tuple(kept)


def label(shown: Sequence[str]) -> str:
    """A short name for a topic by its phrases, best first: no more than three."""
    return ", ".join(shown[:3])


def _pairs_for(word: str, shared: Sequence[str], texts: Mapping[str, int]) -> Iterator[str]:
    return (p for p in shared if p != word and word in p.split() and 3 * texts[p] >= texts[word])


def _plain(text: str) -> str:
    return _NOTE.sub(" . ", text.casefold().replace("’", "'"))


def _content(token: str) -> str:
    """The token without the ending of a possessive; empty where it says nothing by itself."""
    word, _, ending = token.partition("'")
    says_nothing = ending == "t" or all(map(_is_filler, word.split("-")))
    return "" if says_nothing else word


def _roots(text: str) -> set[str]:
    return {_root(word) for phrase in phrases(text) for word in phrase.split()}


def _is_filler(word: str) -> bool:
    return len(word) < 2 or word in _STOP_WORDS or _HESITATION.fullmatch(word) is not None


def _root(word: str) -> str:
    """Enough of a word to see that "call", "calls" and "calling" are one; never shown."""
    return _ENDING.sub("", word)
