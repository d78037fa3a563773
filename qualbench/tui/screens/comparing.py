"""Screens that hold cases against an outcome: which one, in which groups, and what a team says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from qualbench import workbench
from qualbench.model import Call, Distinction, Grouping
from qualbench.tui.quoted import one_line
from qualbench.tui.screens.leading import Leading
from qualbench.workbench import Choice

_CALLS: dict[Distinction, str] = {
    "strong": "it distinguishes the groups strongly",
    "weak": "it distinguishes the groups weakly",
    "none": "it does not distinguish the groups",
    "insufficient": "too little is known to tell",
}

Parted = Callable[[tuple[float, ...], tuple[str, ...]], None]
"""Gets where an outcome is cut, and what its groups are called, from low to high."""
Called = Callable[[Distinction, str], None]
"""Gets what a team says, and why."""


class Comparing(Leading):
    """Whoever asks says what is to be done with the answer."""

    def ask_outcome(
        self,
        title: str,
        then: Callable[[str], None],
        by: Sequence[str] = (),
        before: Sequence[Choice] = (),
        now: str = "",
    ) -> None:
        """The one that is taken ``now``, what comes ``before``, measures of the trial, attributes.

        It is said where outcomes are hidden.
        """
        with self.saying():
            found = workbench.outcomes(*self.who, workbench.cases(self.bench.project, by))
            known = workbench.attributes(self.bench.project)
            others = sorted(set(known) - {"participant"})
            choices = [
                *before,
                *(choice(one.name, one.measure.label or one.source) for one in found),
                *(choice(name, ", ".join(known[name])) for name in others),
            ]
            names = sorted((one.key for one in choices), key=lambda name: name != now)
            hint = "Type part of a name"
            self.ask_codes(choices, title, lambda picked: then(picked[0]), recent=names, hint=hint)

    def ask_groups(self, outcome: str, then: Parted, now: str = "") -> None:
        """Where all words are numbers they are cuts, else names of groups in their order."""
        hint = "numbers to cut at, or groups from low to high: low, high; nothing: the median"
        self.ask(f"Groups by {outcome}", partial(_parted, then), now, hint)

    def ask_cases(self, now: Sequence[str], then: Callable[[tuple[str, ...]], None]) -> None:
        """One attribute, or several: their combinations are the cases then."""
        known = workbench.attributes(self.bench.project)
        names = [*now, *sorted(set(known) - set(now))]
        choices = [
            choice(name, ", ".join(known[name]), " (now)" if name in now else "") for name in names
        ]
        hint = "Type a name"
        self.ask_codes(choices, "A case is each", then, recent=names, several=True, hint=hint)

    def ask_call(self, name: str, suggested: Distinction, then: Called) -> None:
        """What the rule suggests comes first; the reason is asked for next."""
        said = {suggested: "", **_CALLS} | {suggested: f"{_CALLS[suggested]}, as the rule suggests"}
        choices = [choice(call, meaning) for call, meaning in said.items()]
        title = f"What the team says of {name}"
        reason = partial(self._ask_reason, then)
        self.ask_codes(choices, title, reason, recent=list(said), hint="Type a word")

    def _ask_reason(self, then: Called, picked: Sequence[str]) -> None:
        call = cast(Distinction, picked[0])
        self.ask(f"{call}: why", partial(then, call), hint="the team's reason")


def choice(key: str, about: str, mark: str = "") -> Choice:
    """Something to be chosen by its name, with words about it."""
    return Choice(key, f"{key}{mark}", f"{about} > ", f"{key} {about}".casefold())


def of_other_groups(call: Call) -> str:
    """What a team says of other groups by the same outcome."""
    return one_line(f"Team: {call.call} of other groups: {'; '.join(call.grouping.groups)}")


def typed(grouping: Grouping) -> str:
    """A grouping as it is answered: where it is cut, else what its groups are called."""
    return ", ".join([f"{cut:g}" for cut in grouping.cuts] or grouping.groups)


def _parted(then: Parted, said: str) -> None:
    words = tuple(word.strip() for word in said.split(",") if word.strip())
    cuts = _numbers(words)
    then(cuts, () if cuts else words)


def _numbers(words: Sequence[str]) -> tuple[float, ...]:
    """All of them as numbers; none unless all are."""
    try:
        return tuple(map(float, words))
    except ValueError:
        return ()
