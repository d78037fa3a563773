"""Where codes stand in the codebook: moved, merged, adopted, by the tree, the mouse or typing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal

from textual import on
from textual.events import Key

from qualbench import workbench
from qualbench.tui.keymap import said as said_key
from qualbench.tui.screens.codebook_changes import Again, Changes, Placing
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.workbench import Choice


class Places(Changes):
    """A code that is on its way goes to the code that is chosen next."""

    BINDINGS = [
        bind("m", "place('move')", "Move it elsewhere", "codebook.move", "Move"),
        bind("J", "shift(1)", "One place down", "codebook.move_down"),
        bind("K", "shift(-1)", "One place up", "codebook.move_up"),
        bind("M", "place('merge')", "Read its codings as another's", "codebook.merge", "Merge"),
        bind("a", "place('adopt')", "Adopt a proposed code", "codebook.adopt"),
        bind("slash", "find", "Find a code; while moving: where to", "codebook.find", "Find"),
        bind("T", "top", "While moving: to the top", "codebook.top"),
    ]

    def action_place(self, what: Literal["move", "merge", "adopt"]) -> None:
        code = self.code
        if code is None or not self.may(code.id, "" if what == "move" else f"{what} codes"):
            return
        if what == "adopt" and code.id not in self.proposed:
            self.notify("It is in the codebook already: only what somebody proposed is adopted.")
            return
        placing = Placing(what, code.id)
        self.place(placing)
        if what == "adopt" and code.parent:
            self.codes.go_to(code.parent)
        self._ask_place(placing)

    def _ask_place(self, placing: Placing) -> None:
        top = "" if placing.what == "merge" else f" {self.key('top')}: at the top."
        said = f"{placing.said} {self.name_of(placing.key)} {placing.where} which code?"
        self.hint(f"{said} Type to find it, or arrows and Enter.{top} Esc leaves.")
        self.explain(self.codes.key)  # a place that was refused was shown last

    def takes(self, event: Key) -> bool:
        """While a code is on its way, what is typed is looked for."""
        typed = event.character or ""
        if not self.placing or self._drawer or not typed.isalnum():
            return False
        if self.placing.what != "merge" and said_key(event.key) == self.key("top"):
            return False
        self._find(typed)
        return True

    def action_find(self) -> None:
        self._find("")

    def _find(self, typed: str) -> None:
        """Go to a code that is found by typing, or let the one on its way go there."""
        placing = self.placing
        if placing is None:
            self.ask_codes(self._everywhere(), "Go to", self._go, typed=typed)
            return
        title = f"{placing.said} {self.name_of(placing.key)} {placing.where}"
        self.ask_codes(self._places(placing), title, self._chosen_place, typed=typed)

    def _everywhere(self) -> list[Choice]:
        """All codes, also those that are retired."""
        return [
            replace(c, name=f"{c.name} (retired)", retired=False) if c.retired else c
            for c in workbench.choices(self.book)
            if c.key in self.book.by_id
        ]

    def _places(self, placing: Placing) -> list[Choice]:
        """Where a code can go: to the top or to another code, but none below it."""
        own = placing.what == "move" and placing.key in self.proposed
        top = [] if placing.what == "merge" else [Choice("", "The top", "", "the top")]
        codes = [
            choice
            for choice in workbench.choices(self.book)
            if choice.key in self.book.by_id
            and (own or choice.key not in self.proposed)
            and placing.key not in self._line(choice.key)
        ]
        return [*top, *codes]

    def _line(self, key: str) -> list[str]:
        return [key, *(above.id for above in self.book.ancestors(key))]

    def _go(self, keys: tuple[str, ...]) -> None:
        self.codes.go_to(keys[0])

    def _chosen_place(self, keys: tuple[str, ...]) -> None:
        self.placed(keys[0])

    def placed(self, target: str, again: Again | None = None) -> None:
        """The code on its way has come to another one, or to the top; if refused, it goes on."""
        placing = self.placing
        if placing is None or target == placing.key:
            return
        if placing.what == "merge":
            do = self.by_me(workbench.merge_codes, placing.key, target)
        elif placing.what == "adopt":
            do = self.by_me(workbench.adopt_code, placing.key, target)
        else:
            do = self.by_me(workbench.move_code, placing.key, target)
        said = f"{placing.said.lower()} {self.name_of(placing.key)}"
        self.change(
            f"{said} {placing.where} {self.name_of(target)}",
            placing.key,
            do,
            again or partial(self._ask_place, placing),
        )

    def action_top(self) -> None:
        if self.placing and self.placing.what != "merge":
            self.placed("")

    @on(CodeTree.Dragged)
    def _dragged(self, event: CodeTree.Dragged) -> None:
        said = f"Move {self.name_of(event.key)} under {self.name_of(event.onto)}"
        self.hint(f"{said}: let go to move it there.")
        if event.dropped and self.may(event.key):
            self.place(Placing("move", event.key))
            self.placed(event.onto, again=self.let_go)

    def action_shift(self, step: int) -> None:
        """Another place among its siblings changes no meaning: nobody is asked why."""
        code = self.code
        if code is None or not self.may(code.id, "order codes"):
            return
        siblings = [c.id for c in self.book.children(code.parent) if c.id not in self.proposed]
        place = siblings.index(code.id) + step if code.id in siblings else -1
        if 0 <= place < len(siblings):
            move = self.by_me(workbench.move_code, code.id, code.parent or "", place)
            self._do(f"moved {code.name}", move, code.id, "")
