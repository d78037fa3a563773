"""How ratings look in squares: a tone that says the same as the sign in it, and other marks."""

from __future__ import annotations

from qualbench import workbench
from qualbench.model import Distinction, Judgement
from qualbench.tui.chequered import Tone

REVERSE = "⇅"
"""Behind a construct of which more hinders."""
_SHORT: dict[Distinction, str] = {"insufficient": "insuff."}


def short(call: Distinction) -> str:
    """What distinguishes, in the few cells beside squares."""
    return _SHORT.get(call, call)


def tone(judged: Judgement) -> Tone:
    """How strongly something helps or hinders."""
    way = workbench.valence(judged)
    much = judged.value in (-2, 2)
    if way == "+":
        return "helps-much" if much else "helps"
    if way == "-":
        return "hinders-much" if much else "hinders"
    return "mixed" if way == "X" else "faint" if judged.status == "draft" else "plain"
