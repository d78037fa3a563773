"""Codings that wait for a second look: which is next, and how it is said that some wait."""

from __future__ import annotations

from collections.abc import Sequence

from qualbench.model import Coding, Span

ALL_STAND = "All your codings were made, or confirmed, under their code as it reads now."


def waiting_said(number: int, key: str) -> str:
    """``2 of your codings wait for a second look: L goes to the next.``"""
    wait, there = ("waits", "there") if number == 1 else ("wait", "to the next")
    return f"{number} of your codings {wait} for a second look: {key} goes {there}."


def following(
    waiting: Sequence[Coding], transcript: str, span: Span, at_hand: str = ""
) -> Coding | None:
    """The next one behind what is at hand, by lineage, or else from a place on; then the first."""
    places = [place for place, coding in enumerate(waiting) if coding.lineage == at_hand]
    if places:
        return waiting[(places[0] + 1) % len(waiting)]
    here = [place for place, coding in enumerate(waiting) if coding.transcript == transcript]
    below = [place for place in here if waiting[place].span >= span]
    place = below[0] if below else here[-1] + 1 if here else 0
    return waiting[place % len(waiting)] if waiting else None
