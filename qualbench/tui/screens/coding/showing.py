"""What of the page is shown where: marks in the margin, what is at hand, and what it means."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.widgets import OptionList, Static

from qualbench import workbench
from qualbench.model import Coding
from qualbench.tui.overlaps import Overlaps
from qualbench.tui.screens.coding.hints import HINTS, Case, case_of
from qualbench.tui.screens.coding.panes import Panes
from qualbench.tui.screens.coding.putting import Putting
from qualbench.tui.screens.coding.suggesting import Suggesting
from qualbench.tui.widgets.at_hand import AtHand, Item
from qualbench.tui.widgets.code_picker import CodePicker
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.tui.widgets.favourites import Favourites
from qualbench.tui.widgets.hint import Hint
from qualbench.tui.widgets.lanes import Mark
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.workbench import ShownCoding


class Showing(Putting, Suggesting, Panes):
    """The panes follow the text: at once where something was done, else when a key rests."""

    behind = False
    """Whether the panes still show the place before."""

    undone = False
    """Whether the last thing done was to undo."""

    _here: Overlaps[ShownCoding] = Overlaps((), lambda shown: shown.coding.span)

    def follow(self) -> None:
        """Let the panes show the place where one has come to."""
        if self.behind:
            self.show_here()

    @property
    def item(self) -> Item | None:
        self.follow()
        return super().item

    def show_marks(self) -> None:
        codings = self.shown_codings
        names = {key: workbench.name_of(self.book, key) for key in {s.coding.key for s in codings}}
        self.view.show([self._mark(shown.coding, names) for shown in codings])
        self._here = Overlaps(codings, lambda shown: shown.coding.span)

    def _mark(self, coding: Coding, names: Mapping[str, str]) -> Mark:
        sign = "!" if coding.unsure else ""
        tone = self.tones.get(coding.code, 0)
        return Mark(coding.lineage, coding.span, coding.key, names[coding.key], tone, sign=sign)

    def show_here(self) -> None:
        """The place in the title, what is at hand, and what that means."""
        self.behind = False
        state = ", submitted" if self.page.submitted else ""
        place = f"{self.page.transcript.name}: {self.view.selection.where}{state}"
        self.query_one(TitleLine).where = place
        at_hand = self.query_one(AtHand)
        items = self.items_here()
        at_hand.show(items)
        at_hand.choose(self.at_hand_next or self.sought_of(items))
        self.at_hand_next = ""
        self._explain()
        names = {d: workbench.name_of(self.book, key) for d, key in self.favourites.items()}
        sticky = ", ".join(workbench.name_of(self.book, key) for key in self.sticky)
        walk = "" if self.walk == "uncoded" else f"n/p: {self.walk_said}"
        self.query_one(Favourites).show(names, sticky, walk, self.filter_said)

    def items_here(self) -> list[Item]:
        """What is at hand, one of which is chosen."""
        return [*self._coding_items(), *self.suggestion_items()]

    def _coding_items(self) -> list[Item]:
        """The codings that touch the place; first those of exactly these words."""
        span = self.span
        here = sorted(self._here.over(span), key=lambda shown: shown.coding.span != span)
        return [self.item_of(shown) for shown in here]

    def item_of(self, shown: ShownCoding) -> Item:
        coding = shown.coding
        return Item(
            "coding",
            coding.lineage,
            coding.key,
            workbench.name_of(self.book, coding.key),
            self.doubt_said(coding.lineage),
            valence=coding.valence,
            unsure=coding.unsure,
            note=coding.note,
            memo=coding.memo,
            starred=coding.starred,
            outdated=coding.id in self.outdated,
            coder="" if shown.coder == self.bench.coder else shown.coder,
        )

    def _explain(self) -> None:
        """What can be done with what is at hand, and its definition."""
        item = self.item
        self.query_one("#at-hand", Static).update(self.at_hand_said)
        self.hint(self.case_of(item))
        self.view.choose(item.id if item else "")
        outdated = self.coding if item and item.outdated else None
        self.define(item.key if item else "", outdated, self.reasons())

    @property
    def at_hand_said(self) -> str:
        """What stands above what is at hand."""
        at_hand = self.query_one(AtHand)
        place = f"{(at_hand.highlighted or 0) + 1} of {at_hand.option_count}"
        return f"At hand: {place}" if self.item else "At hand"

    def case_of(self, item: Item | None) -> Case:
        if item is None and not self.undone and self.mode in ("off", "after"):
            return "first"  # there are no suggestions to be asked for
        return "undone" if self.undone else case_of(item)

    def hint(self, case: Case) -> None:
        deeds = [(self.bench.key(name), words, action) for name, words, action in HINTS[case]]
        self.query_one(Hint).offer(deeds)

    @on(OptionList.OptionHighlighted, "AtHand")
    def _at_hand(self) -> None:
        self._explain()

    @on(CodePicker.Considered)
    def _considered(self, event: CodePicker.Considered) -> None:
        self.define(event.key)

    @on(CodeTree.Considered)
    def _looked_at(self, event: CodeTree.Considered) -> None:
        if isinstance(self.focused, CodeTree):
            self.define(event.key)
