"""What is said of a coding that stands: memo, valence, doubt, star; another code; taking back."""

from __future__ import annotations

from functools import partial

from qualbench import workbench
from qualbench.model import Codebook, Valence
from qualbench.tui.screens.asking import Asking
from qualbench.tui.screens.room import bind
from qualbench.workbench import ShownCoding


class Marking(Asking):
    """Each key is about the coding at hand. The screen says which, and where its edges move."""

    BINDINGS = [
        bind("m", "memo", "Memo on what is at hand, or the transcript", "coding.memo", "Memo"),
        bind("plus", "valence('+')", "It helps (+), or no longer", "coding.helps"),
        bind("minus", "valence('-')", "It hinders (-)", "coding.hinders"),
        bind("0", "valence('0')", "It is neutral (0)", "coding.neutral"),
        bind("equals_sign", "valence('mixed')", "It is mixed", "coding.mixed"),
        bind("exclamation_mark", "unsure", "Unsure, with a question to the lead", "coding.unsure"),
        bind("asterisk", "star", "Star the quotation, or no longer", "coding.star"),
        bind("e", "edges", "Move the edges of the coding", "coding.edges"),
        bind("R", "recode", "Another code in its place", "coding.recode"),
        bind("K", "stands", "Looked at again: it stands under the changed code", "coding.stands"),
        bind("r,delete", "retract", "Retract the coding at hand", "coding.retract"),
    ]

    book: Codebook

    @property
    def coding(self) -> ShownCoding | None:
        """The coding at hand, whoever made it."""
        raise NotImplementedError

    def own_coding(self) -> ShownCoding | None:
        """The coding at hand if it is the coder's own; else it is said what is missing."""
        shown = self.coding
        if shown is None:
            self.notify("Tab moves to a coding of this place.", title="No coding at hand")
            return None
        if shown.coder != self.bench.coder:
            said = f"This coding is by {shown.coder}"
            self.notify("Somebody else's coding stays as it is.", title=said)
            return None
        return shown

    def action_memo(self) -> None:
        """On the coding at hand; the coder's own one is written on in."""
        if shown := self.coding:
            name = workbench.name_of(self.book, shown.coding.key)
            self.write_memo("coding", shown.coding.lineage, name)
        else:
            self.own_coding()

    # What the coder thinks of it

    def action_valence(self, valence: Valence) -> None:
        if shown := self.own_coding():
            same = shown.coding.valence == valence
            with self.doing():
                workbench.revise(*self.who, shown.coding.id, valence="" if same else valence)

    def action_unsure(self) -> None:
        shown = self.own_coding()
        if shown is None:
            return
        if shown.coding.unsure:
            self._doubt(shown.coding.id, "", unsure=False)
        else:
            hint = "Enter alone asks nothing"
            then = partial(self._doubt, shown.coding.id, unsure=True)
            self.ask("Unsure. What do you ask the lead?", then, hint=hint)

    def _doubt(self, coding: str, note: str, *, unsure: bool) -> None:
        with self.doing():
            workbench.revise(*self.who, coding, unsure=unsure, note=note)

    def action_star(self) -> None:
        if shown := self.coding:
            with self.doing():
                workbench.star(*self.who, shown.coding.id)
        else:
            self.own_coding()

    def action_stands(self) -> None:
        if shown := self.own_coding():
            with self.doing():
                workbench.confirm(*self.who, [shown.coding.id])

    def action_recode(self) -> None:
        if shown := self.own_coding():
            name = workbench.name_of(self.book, shown.coding.key)
            self.ask_codes(
                workbench.choices(self.book),
                f"Instead of {name}",
                partial(self._recode, shown.coding.id),
            )

    def _recode(self, coding: str, keys: tuple[str, ...]) -> None:
        with self.doing():
            workbench.revise(*self.who, coding, code=keys[0])

    # Taking back

    def action_retract(self) -> None:
        if shown := self.own_coding():
            with self.doing():
                workbench.retract(*self.who, [shown.coding.id])
