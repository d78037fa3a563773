"""Suggestions: when they show, why they are made, and what is decided about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualbench import workbench
from qualbench.model import Mode, Span
from qualbench.tui.screens.coding.walking import Walking
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.at_hand import Item

if TYPE_CHECKING:
    from qualbench.workbench import Reasons, ShownSuggestion

_SAID: dict[Mode, str] = {
    "off": "They do not show.",
    "after": "They show once you have coded a turn.",
    "on-demand": "They show when you ask for them.",
    "inline": "They show everywhere.",
}


class Suggesting(Walking):
    """Nobody is talked into a code: suggestions show when the project's mode lets them."""

    BINDINGS = [
        bind("space", "ask", "Show suggestions for this turn", "coding.suggest", "Suggest"),
        bind("a", "accept", "Accept the suggestion at hand", "coding.accept"),
        bind("x", "reject", "Reject the suggestion at hand", "coding.reject"),
        bind("W", "why", "Why this is suggested, and what speaks against it", "coding.why"),
        bind("A", "show_less", "Let suggestions show later, or not at all", "coding.suggest_less"),
    ]

    explaining = False
    """Whether the card says why, of a suggestion at hand."""

    def __init__(self, transcript: str, at: Span | None = None, edges: str = "") -> None:
        super().__init__(transcript, at, edges)
        self._asked: set[Span] = set()
        self._noted: set[tuple[Span, str]] = set()

    # When they show

    def action_show_less(self) -> None:
        """One step less; from nothing back to what the project allows."""
        if self.basis is None:
            self._say_why_none(self.view.selection.turn)
            return
        most = self.basis.mode
        lower = workbench.MODES[: workbench.MODES.index(self.mode)]
        self.bench.remember({workbench.MODE_KEPT: lower[-1] if lower else most})
        self.notify(f"{_SAID[self.mode]} The project allows: {most}.", title="Suggestions")
        self.show_here()

    def suggestion_items(self) -> list[Item]:
        """What shows at this place, each on record as shown before it is."""
        turn = self.view.selection.turn
        coded, sought = any(self.touched.over(turn)), self.walked_to(turn)
        if not (sought or workbench.shows(self.mode, coded=coded, asked=turn in self._asked)):
            return []
        found = self._suggested_here()
        return [_item(shown) for shown in found] if self._note(found) else []

    def _suggested_here(self) -> tuple[ShownSuggestion, ...]:
        """Suggestions are made for turns; a sentence has those of its turn."""
        if self.basis is None or not self.basis.learned:
            return ()
        found = workbench.suggested(self.basis, self.view.selection.turn)
        return self._of_before(found) if self.lags else found

    def _of_before(self, found: Sequence[ShownSuggestion]) -> tuple[ShownSuggestion, ...]:
        """What was there already, but for what is coded now: a basis that lags shows nothing new.

        It would put on record that the code which was just chosen had been suggested.
        """
        turn = self.view.selection.turn
        coded = {s.coding.key for s in self.page.own if s.coding.span.overlaps(turn)}
        return tuple(
            one
            for one in found
            if (one.said.span, one.said.key) in self._noted and one.said.key not in coded
        )

    def _note(self, found: Sequence[ShownSuggestion]) -> bool:
        """Record what is shown for the first time; False where that cannot be."""
        new = [one.said for one in found if (one.said.span, one.said.key) not in self._noted]
        if new:
            with self.saying():
                workbench.showed(*self.who, self.hash, new, self.mode)
                self._noted |= {(said.span, said.key) for said in new}
        return all((one.said.span, one.said.key) in self._noted for one in found)

    # Asked for

    def action_ask(self) -> None:
        turn = self.view.selection.turn
        self._asked.add(turn)
        self.happened("suggested")
        self.show_here()
        if not self.suggestion_items():
            self._say_why_none(turn)

    def _say_why_none(self, turn: Span) -> None:
        if self.none_because:
            self.bench.say(self.none_because)
        elif self.looking:
            self.notify("They show when it is done.", title="Learning from what is coded")
        elif self.basis is None:
            self.notify("Press p in the library first.", title="There are no suggestions yet")
        elif turn not in self.basis.places:
            self.notify("There are none for an interviewer's turn.")
        elif self.mode == "off":
            self.notify(f"{self.bench.key('coding.suggest_less')} lets them show again.")
        elif self.mode == "after" and not any(self.touched.over(turn)):
            self.notify("What else it may be shows here then.", title="Code this turn first")
        elif self.mode == "on-demand" and turn not in self._asked:
            asks = self.bench.key("coding.suggest")
            self.notify(f"{asks} shows them for this turn.", title="No suggestion here yet")
        else:
            self._say_abstained(turn)

    def _say_abstained(self, turn: Span) -> None:
        best = workbench.best_left_out(self.basis, turn) if self.basis else None
        if best is None or self.basis is None:
            self.notify("You have decided on all that could be suggested here.")
        elif not self.basis.scores.calibrated:
            self.notify("No quotation and no line of the codebook is like this turn.")
        else:
            least = workbench.setting(self.bench.project, "precision")
            said = f"The surest is {_number(best)}; this project shows them from {least}."
            self.notify(said, title="Nothing is sure enough here")

    # Why

    def action_why(self) -> None:
        if self._suggested_at_hand():
            self.explaining = not self.explaining
            self.show_here()

    def reasons(self) -> Reasons | None:
        """Of the suggestion at hand, where somebody has asked for them."""
        item = self.item
        if not (self.explaining and self.basis and item and item.kind == "suggestion"):
            return None
        found = next((one for one in self._suggested_here() if one.said.key == item.key), None)
        return workbench.reasons(self.basis, found.said) if found else None

    # Decided

    def action_accept(self) -> None:
        if said := self._suggested_at_hand():
            with self.doing():
                workbench.accept(*self.who, self.hash, said.said, self.span)
                self.happened("coded")

    def action_reject(self) -> None:
        if said := self._suggested_at_hand():
            with self.doing():
                workbench.reject(*self.who, self.hash, said.said)

    def _suggested_at_hand(self) -> ShownSuggestion | None:
        item = self.item
        if item is None or item.kind != "suggestion":
            if self.suggestion_items():
                self.notify("Tab moves to a suggestion.", title="No suggestion is at hand")
            else:
                self._say_why_none(self.view.selection.turn)
            return None
        return next(one for one in self._suggested_here() if one.said.key == item.key)


def _item(shown: ShownSuggestion) -> Item:
    said = shown.said
    sure = _number(said.score) if said.calibrated else ""
    return Item("suggestion", said.key, said.key, shown.name, shown.why, sure=sure)


def _number(sure: float) -> str:
    """``.62``, as the field writes what cannot exceed 1."""
    return f"{min(sure, 0.99):.2f}".removeprefix("0")
