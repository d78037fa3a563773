"""What is offered below what is at hand, by what that is."""

from __future__ import annotations

from typing import Literal

from qualbench.tui.widgets.at_hand import Item

Case = Literal["nothing", "first", "suggestion", "own", "outdated", "other", "edges", "undone"]

_NEXT = ("coding.next_item", "next", "screen.next_item")
_RECODE = ("coding.recode", "other code", "screen.recode")
_RETRACT = ("coding.retract", "retract", "screen.retract")

HINTS: dict[Case, tuple[tuple[str, str, str], ...]] = {
    "nothing": (
        ("coding.put", "puts a code on the marked words", "screen.put"),
        ("coding.suggest", "shows suggestions", "screen.ask"),
    ),
    "first": (("coding.put", "puts a code on the marked words", "screen.put"),),
    "suggestion": (
        ("coding.accept", "accepts it", "screen.accept"),
        ("coding.reject", "rejects it", "screen.reject"),
        ("coding.why", "why", "screen.why"),
        _NEXT,
    ),
    "own": (
        ("coding.memo", "memo", "screen.memo"),
        ("coding.edges", "edges", "screen.edges"),
        _RECODE,
        _RETRACT,
        _NEXT,
    ),
    "outdated": (
        ("coding.stands", "it stands all the same", "screen.stands"),
        _RECODE,
        _RETRACT,
        ("coding.look_again", "next second look", "screen.look_again"),
    ),
    "other": (
        ("coding.memo", "memo on somebody else's coding", "screen.memo"),
        ("coding.star", "star", "screen.star"),
        _NEXT,
    ),
    "edges": (  # how it ends comes first: a narrow pane cuts the rest
        ("text.set_edges", "sets them", "screen.set_edges"),
        ("text.leave", "leaves them", "screen.leave_edges"),
        ("text.other_edge", "other edge", "screen.other_edge"),
        ("text.next_word", "word on", "screen.edge('word', 1)"),
        ("text.previous_word", "back", "screen.edge('word', -1)"),
        ("text.next_sentence", "sentence on", "screen.edge('sentence', 1)"),
        ("text.previous_sentence", "back", "screen.edge('sentence', -1)"),
    ),
    "undone": (
        ("coding.redo", "does it again", "screen.redo"),
        ("coding.undo", "undoes more", "screen.undo"),
    ),
}
"""The action's id, what it does in words, and what a click runs."""


def case_of(item: Item | None) -> Case:
    """Which of them fit what is at hand."""
    if item is None:
        return "nothing"
    if item.kind == "suggestion":
        return "suggestion"
    if item.coder:
        return "other"
    return "outdated" if item.outdated else "own"
