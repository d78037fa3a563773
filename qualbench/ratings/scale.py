"""How ratings are written and read: +2, -1*, X, M, NA.

The signs are those that published matrices print (Damschroder & Lowery 2013, Implement Sci
8:51; Varsi 2015). Mixed is written in three ways there: X, mixed and 0(mix).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from qualbench.errors import RefusedError
from qualbench.model import STRENGTHS, Judgement, Status

Influence = Literal["-", "0", "+", "X", ""]

ACCEPTED = (
    "-2, -1, 0, +1 or +2; X, mixed or 0(mix); M or missing; NA or not applicable; "
    "a * after a number or X says that respondents differ"
)

_NUMBER = re.compile(r"[+-]?\d(?:\.0+)?")
_WORDS: dict[str, Status] = {
    "x": "mixed",
    "mix": "mixed",
    "mixed": "mixed",
    "0mix": "mixed",
    "0mixed": "mixed",
    "0(mix)": "mixed",
    "0(mixed)": "mixed",
    "m": "missing",
    "missing": "missing",
    "na": "not applicable",
    "n/a": "not applicable",
    "notapplicable": "not applicable",
    "...": "draft",
    "draft": "draft",
}
_SILENT: tuple[Status, ...] = ("missing", "not applicable")


def read_rating(text: str) -> Judgement:
    """What somebody wrote for a rating, without notes; case, spaces and kind of minus are free.

    Raises RefusedError for what is no rating, naming what is accepted.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    plain = plain.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    word = plain.removesuffix("*")
    varies = word != plain
    if word in _WORDS:
        judged = Judgement(_WORDS[word], varies=varies)
    elif _NUMBER.fullmatch(word):
        judged = Judgement("rated", int(float(word)), varies)
    else:
        raise RefusedError(f"{text!r} is no rating", hint=f"write {ACCEPTED}")
    check_judgement(judged)
    return judged


def check_judgement(judged: Judgement) -> None:
    """Raises RefusedError unless a number of the scale stands where, and only where, one was rated.

    Nor can respondents differ on what was not said: missing or not applicable.
    """
    if judged.status == "rated" and judged.value not in STRENGTHS:
        shown = "no number" if judged.value is None else f"{judged.value:+d}"
        raise RefusedError(f"{shown} is not on the scale", hint=f"write {ACCEPTED}")
    if judged.status != "rated" and judged.value is not None:
        raise RefusedError(
            f"what is {judged.status} has no number, here {judged.value:+d}",
            hint="give a number or say that there is none",
        )
    if judged.varies and judged.status in _SILENT:
        raise RefusedError(
            f"what is {judged.status} cannot vary", hint="put * after a number or X only"
        )


def valence(judged: Judgement) -> Influence:
    """Which way the construct pushes: hinders, neither, helps, both; empty where none is said."""
    if judged.status == "mixed":
        return "X"
    if judged.value is None:
        return ""
    return "+" if judged.value > 0 else "-" if judged.value < 0 else "0"


def strength(judged: Judgement) -> int | None:
    """How strongly it pushes, 0 to 2, whichever way; None where there is no number."""
    return None if judged.value is None else abs(judged.value)


def number(judged: Judgement) -> int | None:
    """Its place on the scale when cases are compared: mixed counts as 0, as positive and
    negative cancel; None where there is none (missing, not applicable, draft).
    """
    return 0 if judged.status == "mixed" else judged.value
