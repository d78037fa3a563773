"""Going through a transcript by what is sought: uncoded turns, codings, doubts, words; filters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, get_args

from qualbench import workbench
from qualbench.model import Coding, Span
from qualbench.tui.filtering import asked, filter_choices
from qualbench.tui.looking import ALL_STAND, following, waiting_said
from qualbench.tui.screens.coding.learning import Learning
from qualbench.tui.screens.room import bind
from qualbench.tui.widgets.at_hand import Item
from qualbench.workbench import Filters, ShownCoding

if TYPE_CHECKING:
    from qualbench.workbench import Doubt

Walk = Literal[
    "uncoded",
    "codings",
    "this code",
    "unsure",
    "second look",
    "unlike",
    "missed",
    "from topics",
    "words",
]
WALKS: tuple[Walk, ...] = get_args(Walk)

_SAID: dict[Walk, str] = {
    "uncoded": "uncoded turns",
    "codings": "codings",
    "this code": "codings of {code}",
    "unsure": "unsure codings",
    "second look": "codings to look at again",
    "unlike": "codings unlike the rest of their code",
    "missed": "turns where something was probably missed",
    "from topics": "turns in topics that have a code",
    "words": "“{words}”",
}

_TURNS = ("missed", "from topics")
"""Walks to turns for what is suggested there."""

_KINDS = "codings, the code at hand, unsure, second looks, unlike, missed, topics"


class Walking(Learning):
    """``n`` and ``p`` go on and back; ``N`` changes what they go through."""

    BINDINGS = [
        bind("n", "walk(1)", "Next uncoded turn, or what N chose", "coding.walk_on", "Next"),
        bind("p", "walk(-1)", "The one before", "coding.walk_back"),
        bind("N", "walk_else", f"Let n and p go through {_KINDS}", "coding.walk_else"),
        bind("L", "look_again", "Next of your codings to look at again", "coding.look_again"),
        bind("slash", "find", "Find words in this transcript", "coding.find", "Find"),
        bind("F", "filter", "Show only some codings or transcripts", "coding.filter"),
    ]

    walk: Walk = "uncoded"
    filters = Filters()
    _words = ""
    _matches: tuple[Span, ...] = ()
    _walked_key = ""
    _walked_to: Span | None = None
    """Where n or p has just led, until it is shown."""

    # Going through

    @property
    def walk_said(self) -> str:
        """What n and p go through, in words, and how many there are."""
        name = workbench.name_of(self.book, self._walked_key)
        said = _SAID[self.walk].format(code=name, words=self._words)
        sought = self._sought()
        at = bisect_left(sought, self.span)
        here = f"{at + 1} of " if at < len(sought) and sought[at] == self.span else ""
        return f"{said} ({here}{len(sought)})"

    def _sought(self) -> Sequence[Span]:
        """The places that n and p go to, in reading order."""
        if self.walk == "words":
            return self._matches
        if self.walk == "uncoded":
            return self.uncoded()
        if self.walk in _TURNS:
            return self._turns_sought()
        return sorted({coding.span for coding in self._codings_sought()})

    def uncoded(self) -> Sequence[Span]:
        """Respondents' turns that the coder has not touched."""
        return [turn for turn in self.view.selection.answers if not any(self.touched.over(turn))]

    def _turns_sought(self) -> Sequence[Span]:
        """What to read again before submitting, and what somebody made of topics."""
        if self.basis is None or (found := self.rereading) is None:
            return ()  # they are off
        if self.walk == "from topics":
            return sorted(workbench.waiting_turns(self.basis))
        return sorted({doubt.span for doubt in found.missed})

    def _codings_sought(self) -> list[Coding]:
        """None that a filter hides: one would stop where nothing is drawn."""
        doubts = self._doubts() if self.walk == "unlike" else {}
        wanted: dict[Walk, Callable[[Coding], bool]] = {
            "codings": lambda coding: True,
            "this code": lambda coding: coding.key == self._walked_key,
            "unsure": lambda coding: coding.unsure,
            "second look": lambda coding: coding.id in self.outdated,
            "unlike": lambda coding: coding.lineage in doubts,
        }
        is_wanted = wanted.get(self.walk)
        every = (shown.coding for shown in self.shown_codings)
        return [coding for coding in every if is_wanted(coding)] if is_wanted else []

    def _doubts(self) -> Mapping[str, Doubt]:
        """The codings unlike the rest of their code, by lineage."""
        found = self.rereading
        return {doubt.coding: doubt for doubt in found.unlike} if found else {}

    def doubt_said(self, lineage: str) -> str:
        """How sure one is of a coding, and of its code in any turn, while one looks for doubts."""
        doubt = self._doubts().get(lineage) if self.walk == "unlike" else None
        return f"sure {_share(doubt.sure)}, usual {_share(doubt.usual)}" if doubt else ""

    def sought_of(self, items: Sequence[Item]) -> str:
        """The first of them for which n or p has just led here, by its id; else nothing."""
        arrived, self._walked_to = self._walked_to == self.span, None
        if not arrived:
            return ""
        sought = {coding.lineage for coding in self._codings_sought()}
        suggested = self.walk in _TURNS
        ids = (i.id for i in items if i.id in sought or (suggested and i.kind == "suggestion"))
        return next(ids, "")

    def walked_to(self, turn: Span) -> bool:
        """Whether one goes through turns for what is suggested there, and has come to this one."""
        return self.walk in _TURNS and turn in self._turns_sought()

    def action_walk(self, step: int) -> None:
        here, sought = self.span, self._sought()
        ahead = (
            (s for s in sought if s > here)
            if step > 0
            else (s for s in reversed(sought) if s < here)
        )
        if found := next(ahead, None):
            self._walked_to = found
            self.view.go_to(found)
            self.moved()
        else:
            where, back = ("below", "walk_back") if step > 0 else ("above", "walk_on")
            other = self.bench.key(f"coding.{back}"), self.bench.key("coding.walk_else")
            said = "{} goes the other way, {} through something else.".format(*other)
            self.notify(said, title=f"None {where}: {self.walk_said}")

    def action_walk_else(self) -> None:
        """On to the next kind of which there is one; the code at hand is the one meant."""
        self._walked_key = self.item.key if self.item else self._walked_key
        place = WALKS.index(self.walk)
        for walk in (*WALKS[place + 1 :], *WALKS[: place + 1]):
            self.walk = walk
            if walk == "uncoded" or self._sought():
                break
        self.notify(f"n and p go through {self.walk_said}.")
        self.show_here()

    def action_look_again(self) -> None:
        """The next coding that waits for a second look, here or in another transcript."""
        lineage = self.item.id if self.item else ""
        found = following(workbench.waiting(*self.who), self.hash, self.span, lineage)
        if found is None:
            self.notify(ALL_STAND)
        elif found.transcript == self.hash:
            self.at_hand_next = found.lineage
            self.view.go_to(found.span)
            self.show_here()
        else:
            self.keep_place()
            self.bench.open_at(found.transcript, found.span, at_hand=found.lineage, instead=True)

    def action_stands(self) -> None:
        super().action_stands()
        if left := len(workbench.waiting(*self.who)):
            self.notify(waiting_said(left, self.bench.key("coding.look_again")))

    # Words

    def action_find(self) -> None:
        hint = "words, or /a pattern/; nothing ends the search"
        self.ask("Find in this transcript", self.find, self._words, hint)

    def find(self, words: str) -> None:
        """Look for words or a pattern; nothing ends the search."""
        pattern = len(words) > 2 and words.startswith("/") and words.endswith("/")
        sought = words[1:-1] if pattern else words
        self._words, self._matches = "", ()
        with self.saying():
            self._matches = workbench.matches(self.page.transcript.text, sought, pattern)
            self._words = words
        self.walk = "words" if self._words else "uncoded"
        self.view.show_matches(self._matches)
        if self._matches:
            self._to_nearest()
        elif self._words:
            elsewhere = self.bench.key("app.search")
            self.notify(f"Not here; {elsewhere} looks in all transcripts.", title=f"“{words}”")
        self.show_here()

    def _to_nearest(self) -> None:
        """The first match from here on, else the first of all."""
        below = (span for span in self._matches if span.end > self.span.start)
        self.view.go_to(next(below, self._matches[0]))
        self.moved()

    def moved(self) -> None:
        """Show what there is where one has come to."""
        raise NotImplementedError

    # Filters

    @property
    def shown_codings(self) -> tuple[ShownCoding, ...]:
        """The codings of the page that the filters let through."""
        if not self.filters.on:
            return self.page.codings
        return tuple(shown for shown in self.page.codings if self.filters.let(shown, self.book))

    @property
    def filter_said(self) -> str:
        def name_of(key: str) -> str:
            return workbench.name_of(self.book, key)

        return f"only {self.filters.said_by(name_of)}" if self.filters.on else ""

    def action_filter(self) -> None:
        attributes = workbench.attributes(self.bench.project)
        choices = filter_choices(self.page.codings, self.book, attributes, self.filters)
        on = [choice.key for choice in choices if self.filters.has(asked(choice.key))]
        self.ask_codes(choices, "Show only", self._filter, recent=on, several=True)

    def _filter(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.filters = self.filters.toggled(asked(key))
        self.filtered()

    def filtered(self) -> None:
        """Show what the filters let through."""
        self.show_marks()
        self.show_here()


def _share(of_one: float) -> str:
    """``.021``, or ``<.001`` as the field writes what is hardly more than nothing."""
    return f"{of_one:.3f}".removeprefix("0") if of_one >= 0.0005 else "<.001"
