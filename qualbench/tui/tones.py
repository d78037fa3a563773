"""How strongly something helps or hinders, as a tone; the sign beside it says the same."""

from __future__ import annotations

from qualbench import workbench
from qualbench.model import Judgement
from qualbench.tui.chequered import Tone


def tone(judged: Judgement) -> Tone:
    way = workbench.valence(judged)
    much = judged.value in (-2, 2)
    if way == "+":
        return "helps-much" if much else "helps"
    if way == "-":
        return "hinders-much" if much else "hinders"
    return "mixed" if way == "X" else "faint" if judged.status == "draft" else "plain"
