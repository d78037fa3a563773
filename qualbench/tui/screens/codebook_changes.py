"""Changes of the codebook from its screen: each asks why, and says what it touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from textual import on
from textual.binding import ActiveBinding

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Code
from qualbench.tui.screens.asking import UNDO
from qualbench.tui.screens.codebook_showing import Showing
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.ask_line import AskLine
from qualbench.tui.widgets.code_form import FIELDS, CodeForm
from qualbench.workbench import Store, Wording

_NOTE = "a note for the history; Enter alone: none"
_BESIDE = "beside"
_LISTS = ("include", "exclude", "examples")

Change = Callable[[Store, str], object]
"""Does something to the codebook of a project, with a note."""

Again = Callable[[], None]
"""Asks again for what led to a change that cannot be."""

_OWN = frozenset({"rename", "reword", "retire", "place('move')"})
_CHANGES = _OWN | {"place('merge')"}
_OF_THE_CODEBOOK = frozenset({"split", "shift(1)", "shift(-1)"})
"""What coders may do with their proposals, leads with all codes, and with those not proposed."""


@dataclass(frozen=True, slots=True)
class Placing:
    """A code on its way to another: the next code that is chosen is where it goes."""

    what: Literal["move", "merge", "adopt"]
    key: str

    @property
    def said(self) -> str:
        return {"move": "Move", "merge": "Merge", "adopt": "Adopt"}[self.what]

    @property
    def where(self) -> str:
        return "into" if self.what == "merge" else "under"


class Changes(Showing):
    """Leads change the codebook, others what they have proposed."""

    BINDINGS = [
        bind("n", "new", "A new code below this one", "codebook.new", "New"),
        bind("N", "new_on_top", "New code at the top", "codebook.new_on_top"),
        bind("r,f2", "rename", "Rename; ids and codings stay", "codebook.rename", "Rename"),
        bind("e", "reword", "Edit what the code says", "codebook.texts", "Texts"),
        bind("x", "split", "Split it in parts", "codebook.split"),
        bind("d", "retire", "Retire or restore it", "codebook.retire", "Retire"),
        replace(UNDO, show=False),  # the line above the tree says it
    ]

    placing: Placing | None = None
    _writing = ""
    _meaning: partial[None] | None = None

    # Asking

    @on(AskLine.Left)
    def _unanswered(self) -> None:
        """A code that was given its name is made also where nobody says what it means."""
        self.let_go()
        if self._meaning and self._told is self._meaning:
            parent, name = self._meaning.args
            self._make(parent, name, "", "")

    @on(CodeForm.Left)
    def let_go(self) -> None:
        self.place(None)
        self.hint()

    def by_me(self, verb: Callable[..., object], *args: object, **how: object) -> Change:
        """A verb of the coder's that is given its project and note later."""
        return lambda project, note: verb(project, self.bench.coder, *args, note=note, **how)

    def _refusal(self, do: Change) -> QualbenchError | None:
        """Why a change cannot be, before more is asked for it."""
        return workbench.refusal(self.bench.project, lambda project: do(project, ""))

    def change(self, said: str, key: str, do: Change, again: Again) -> None:
        """Say what a change does to the codings of a code, ask for a note, and do it.

        One that cannot be is refused first, and what led to it asked ``again``. A proposal has
        no history yet, and nobody is asked why it changes.
        """
        if error := self._refusal(do):
            self.bench.say(error)
            again()
            return
        then = partial(self._do, said, do, key)
        if key in self.proposed and self.placing is None:
            then("")
        else:
            touching = self._touching(key)
            self.hint(f"{said[0].upper()}{said[1:]}: {touching}.")
            self.ask(f"{touching}. Why {said}?", then, hint=_NOTE)

    def _do(self, said: str, do: Change, at: str, note: str) -> None:
        self.place(None)
        self.hint()
        with self.saying():
            made = do(self.bench.project, note)
            new = made[0] if isinstance(made, tuple) else made
            self.reload(new.id if isinstance(new, Code) else at)
            self.hint(f"Done: {said}. {self.takes_back}")

    def _touching(self, key: str) -> str:
        counts = workbench.code_counts(self.bench.project)
        here = counts.get(key, 0)
        below = sum(
            number
            for code, number in counts.items()
            if code in self.book.by_id and key in [above.id for above in self.book.ancestors(code)]
        )
        said = f"{here or 'no'} coding{'' if here == 1 else 's'}"
        return f"{said}, {below} below" if below else said

    def place(self, placing: Placing | None) -> None:
        """Begin to move a code, or end it: other keys count."""
        self.placing = placing
        self.refresh_bindings()

    # Who may do what

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Without those that would be refused here; typed all the same, they say why."""
        found = super().active_bindings
        return {key: one for key, one in found.items() if self._offers(key, one.binding.action)}

    def _offers(self, key: str, action: str) -> bool:
        """Whether what a key does can be done now, by this coder, with the code at the cursor."""
        code, proposed = self.codes.key, self.codes.key in self.proposed
        if action == "top":
            return self.placing is not None and self.placing.what != "merge"
        if self.placing and (action in _CHANGES | _OF_THE_CODEBOOK or len(key) == 1):
            return False  # letters look for the place
        if action == "place('adopt')":
            return self._leads and proposed
        if action in _OF_THE_CODEBOOK:
            return self._leads and not proposed
        return action not in _CHANGES or self._leads or (action in _OWN and self._is_own(code))

    @property
    def _leads(self) -> bool:
        return self.bench.coder in self.leads

    def _is_own(self, key: str) -> bool:
        return self.proposed.get(key) == self.bench.coder

    def may(self, key: str, what: str = "") -> bool:
        """Whether the coder may change a code, or do what only leads do; if not, says who may."""
        if self._leads or (self._is_own(key) and not what):
            return True
        whose = self.proposed.get(key)
        said = (
            f"{self.name_of(key)} is proposed by {whose}"
            if whose and not what
            else f"Leads {what or 'change the codebook'}"
        )
        ask = " or ".join(self.leads)
        own = f"{self.key('new')} proposes a code of your own"
        self.notify(f"Ask {ask}; {own}.", title=said, severity="warning")
        return False

    # New codes

    def action_new(self) -> None:
        self._new(self.codes.key)

    def action_new_on_top(self) -> None:
        self._new("")

    def _new(self, parent: str, name: str = "") -> None:
        what = "New code" if self._publishes(parent) else "Propose a code"
        under = f"under {self.name_of(parent)}" if parent else "at the top"
        self.ask(f"{what} {under}", partial(self._called, parent), name, "its name")

    def _publishes(self, parent: str) -> bool:
        return self.bench.coder in self.leads and parent not in self.proposed

    def _called(self, parent: str, name: str) -> None:
        if not name:
            return
        if error := self._refusal(self._making(parent, name)):
            self.bench.say(error)
            self._new(parent, name)
        else:
            title = f"What does {name} mean?"
            self._meaning = partial(self._defined, parent, name)
            self.ask(title, self._meaning, hint="in one line; Enter alone: later")
            self.query_one(AskLine).name_it(title, "Enter takes it, Esc makes it without")

    def _defined(self, parent: str, name: str, meaning: str) -> None:
        make = partial(self._make, parent, name, meaning)
        if self._publishes(parent):
            self.ask(f"Add {name}. Why?", make, hint=_NOTE)
        else:
            make("")

    def _make(self, parent: str, name: str, meaning: str, note: str) -> None:
        said = "added" if self._publishes(parent) else "proposed"
        self._do(f"{said} {name}", self._making(parent, name, meaning), "", note)

    def _making(self, parent: str, name: str, meaning: str = "") -> Change:
        if self._publishes(parent):
            return self.by_me(workbench.add_code, name, parent, meaning)
        coder = self.bench.coder
        return lambda project, _: workbench.propose_code(project, coder, name, parent, meaning)

    # What a code says

    def action_rename(self) -> None:
        code = self.code
        if code and self.may(code.id):
            self._rename(code, code.name)

    def _rename(self, code: Code, name: str) -> None:
        self.ask(f"Rename {code.name}", partial(self._renamed, code), name)

    def _renamed(self, code: Code, name: str) -> None:
        if name and name != code.name:
            rename = self.by_me(workbench.rename_code, code.id, name)
            again = partial(self._rename, code, name)
            self.change(f"rename {code.name} to {name}", code.id, rename, again)

    def action_reword(self) -> None:
        code = self.code
        if code and self.may(code.id):
            self._writing = code.id
            stay = "" if code.kind == "project" else " The framework's own texts stay as they are."
            self.hint(f"Each line of a list is an item.{stay}")
            self.query_one(CodeForm).open(code.name, self._texts(code))

    def _texts(self, code: Code) -> dict[str, str]:
        """What can be changed: of a framework's code, what the project says beside it."""
        fixed = self._fixed(code)
        own = {
            name: "\n".join(item for item in getattr(code, name) if item not in fixed)
            for name in _LISTS
        }
        texts = {"definition": code.definition, "local": code.local, **own}
        kept = FIELDS if code.kind == "project" else [f for f in FIELDS if f != "definition"]
        return {field: texts[field] for field in kept}

    def _fixed(self, code: Code) -> frozenset[str]:
        """The items that are the framework's."""
        canon = None if code.kind == "project" else workbench.canon(self.bench.project, code.id)
        return frozenset(canon.include + canon.exclude + canon.examples) if canon else frozenset()

    @on(CodeForm.Written)
    def _reworded(self, event: CodeForm.Written) -> None:
        code = self.book.by_id[self._writing]
        fixed, said = self._fixed(code), event.texts

        def items(name: str) -> tuple[str, ...] | None:
            kept = tuple(item for item in getattr(code, name) if item in fixed)
            return (*kept, *said[name].splitlines()) if name in said else None

        wording = Wording(
            definition=said.get("definition"),
            local=said.get("local"),
            include=items("include"),
            exclude=items("exclude"),
            examples=items("examples"),
        )
        reword = self.by_me(workbench.reword_code, code.id, wording)
        self.change(f"reword {code.name}", code.id, reword, self.let_go)

    # In parts, out of use, back again

    def action_split(self) -> None:
        code = self.code
        if code and self.may(code.id, "split codes"):
            self._name_parts(code)

    def _name_parts(self, code: Code, said: str = "") -> None:
        hint = "names of two or more parts; between them ;"
        self.ask(f"Split {code.name}", partial(self._parts, code), said, hint)

    def _parts(self, code: Code, said: str) -> None:
        """Names are taken if the code can be split in them, below it or in its place."""
        if not said:
            return
        below, beside = (self._refusal(self._splitting(code, said, w)) for w in ("", _BESIDE))
        if len(_names(said)) < 2:
            self.notify(f"Name two or more parts of {code.name}, with ; between them.")
            self._name_parts(code, said)
        elif below and beside:
            self.bench.say(beside)
            self._name_parts(code, said)
        else:
            where = f"Parts of {code.name}: below it, or in its place?"
            hint = f"Enter: below it, and it stays; {_BESIDE}: in its place, and it is retired"
            self.ask(where, partial(self._split, code, said), _BESIDE if below else "", hint)

    def _split(self, code: Code, said: str, where: str) -> None:
        split = self._splitting(code, said, where)
        again = partial(self._name_parts, code, said)
        self.change(f"split {code.name} in {len(_names(said))}", code.id, split, again)

    def _splitting(self, code: Code, said: str, where: str) -> Change:
        beside = where.casefold().startswith("b") and where.casefold() != "below"
        parts = [(name, "") for name in _names(said)]
        return self.by_me(workbench.split_code, code.id, parts, beside=beside)

    def action_retire(self) -> None:
        code = self.code
        if code and self.may(code.id):
            verb = workbench.restore_code if code.retired else workbench.retire_code
            said = "restore" if code.retired else "retire"
            self.change(f"{said} {code.name}", code.id, self.by_me(verb, code.id), self.let_go)


def _names(said: str) -> list[str]:
    """What stands between semicolons."""
    return [name.strip() for name in said.split(";") if name.strip()]
