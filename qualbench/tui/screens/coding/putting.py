"""Putting codes on what is selected: by the picker, a favourite, again, sticky, in vivo."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from qualbench import workbench
from qualbench.model import Coding
from qualbench.tui.desk import as_dict, as_list
from qualbench.tui.screens.coding.sheet import Sheet
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.code_tree import CodeTree
from qualbench.tui.widgets.favourites import Favourites
from qualbench.tui.widgets.transcript_view import TranscriptView

_RECENT = 12
_NAME = 60  # characters; in-vivo words beyond that are left out of a name
_ENDS = " .,;:!?–-\"'“”‘’"


class Putting(Sheet):
    """Text first, then the code."""

    BINDINGS = [
        bind(
            "enter",
            "put",
            "Find codes by typing and put them",
            "coding.put",
            "Code",
        ),
        bind("c", "pick", "Find codes, also while one sticks", "coding.pick"),
        bind("full_stop", "again", "The last codes again", "coding.again"),
        *(
            bind(
                str(n),
                f"favourite({n})",
                "The favourite of that digit",
                f"coding.favourite_{n}",
            )
            for n in range(1, 10)
        ),
        bind("f", "fix", "Then 1 to 9: make the code at hand that favourite", "coding.fix"),
        bind("y", "stick", "Stick to the code at hand for many places, or let go", "coding.stick"),
        bind("i", "in_vivo", "In vivo: a new code named by the marked words", "coding.in_vivo"),
    ]

    sticky: tuple[str, ...] = ()
    _fixing = False

    def put(self, keys: Sequence[str]) -> None:
        """Put codes on what is selected, as one action."""
        if not self.may_code():
            return
        with self.doing():
            made = workbench.code_all(*self.who, self.hash, self.span, keys)
            self._made(made[0])
            self._used(keys)

    def may_code(self) -> bool:
        """Whether codes can be put on what is selected; else it is said why not."""
        if not self.span:
            said = "Nobody says a word in it; a memo can be written on it."
            self.notify(said, title="There is nothing to code in this transcript")
        return bool(self.span)

    def _made(self, coding: Coding) -> None:
        """What was made last is what the next key is about."""
        self.at_hand_next = coding.lineage
        self.happened("coded")

    def _used(self, keys: Sequence[str]) -> None:
        before = (key for key in self._recent if key not in keys)
        self.remember(recent=[*keys, *before][:_RECENT], last=list(keys))

    @property
    def _recent(self) -> list[str]:
        return as_list(self.bench.desk.get("recent", ""))

    @property
    def _last(self) -> list[str]:
        return as_list(self.bench.desk.get("last", ""))

    # By the picker

    def action_put(self) -> None:
        if self.sticky:
            self.put(self.sticky)
        else:
            self.action_pick()

    def action_pick(self) -> None:
        if not self.may_code():
            return
        self.ask_codes(
            workbench.choices(self.book),
            "Code",
            self.put,
            recent=self._recent,
            several=True,
            favourites={key: digit for digit, key in self.favourites.items()},
            new=self._put_new,
        )
        self.happened("picked")

    def _put_new(self, name: str) -> None:
        """A code of the coder's own making, on what is selected."""
        with self.doing():
            made = workbench.code_new(*self.who, self.hash, self.span, name)
            self._made(made)
            self._used([made.key])

    @on(CodeTree.Chosen)
    def _chosen_in_tree(self, event: CodeTree.Chosen) -> None:
        self.put([event.key])

    # Again, and again

    def action_again(self) -> None:
        if self._last:
            self.put(self._last)
        else:
            self.notify("Code something first; this key then puts it again.")

    @property
    def favourites(self) -> dict[int, str]:
        kept = as_dict(self.bench.desk.get("favourites", ""))
        return {int(digit): str(key) for digit, key in kept.items() if digit.isdecimal()}

    def action_favourite(self, digit: int) -> None:
        if self._fixing:
            self._fix(digit)
        elif key := self.favourites.get(digit):
            self.put([key])
            self.happened("favourite")
        else:
            fix = self.bench.key("coding.fix")
            self.notify(f"{fix} and then {digit} makes the code at hand favourite {digit}.")

    @on(Favourites.Chosen)
    def _clicked(self, event: Favourites.Chosen) -> None:
        self.action_favourite(event.digit)

    def action_fix(self) -> None:
        key = self._key_at_hand
        self._fixing = bool(key)
        if key:
            self.notify(f"Press 1 to 9 for {workbench.name_of(self.book, key)}.")
        else:
            self.notify("Code something first: the code at hand becomes a favourite.")

    def _fix(self, digit: int) -> None:
        self._fixing = False
        key = self._key_at_hand
        kept = {d: known for d, known in self.favourites.items() if known != key}
        self.remember(favourites=kept | {digit: key})
        self.show_here()

    @property
    def _key_at_hand(self) -> str:
        """Of the coding at hand; else of what was put last. A suggestion is nobody's yet."""
        shown = self.coding
        return shown.coding.key if shown else next(iter(self._last), "")

    def action_stick(self) -> None:
        """Sweep one code over many places."""
        chosen = [self.coding.coding.key] if self.coding else self._last
        self.sticky = () if self.sticky else tuple(chosen)
        if not chosen:
            self.notify("Code something first; this key then sticks to it.")
        self.show_here()

    @on(TranscriptView.Selected)
    def _swept(self, event: TranscriptView.Selected) -> None:
        """While a code sticks, whatever the mouse selects is coded at once."""
        if self.sticky and event.by == "mouse" and event.finished:
            self.put(self.sticky)

    def action_in_vivo(self) -> None:
        if not self.may_code():
            return
        if name := self._answered.strip(_ENDS):
            self._put_new(name if len(name) <= _NAME else _shortened(name))
        else:
            title = "The words of respondents name a code"
            self.notify("v and then w select a few words.", title=title)

    @property
    def _answered(self) -> str:
        """What respondents say on the selected place, in one line."""
        text, span, talk = self.page.transcript.text, self.span, self.view.selection.talk
        said = (
            text[max(answer.start, span.start) : min(answer.end, span.end)]
            for answer in talk.answers.over(span)
        )
        return " ".join(" ".join(said).split())


def _shortened(name: str) -> str:
    """Cut at a word."""
    return f"{name[:_NAME].rpartition(' ')[0].rstrip(_ENDS) or name[: _NAME - 1]}…"
