"""The keys that say what is compared, and by what unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qualbench.tui.rounds import counted
from qualbench.tui.screens.agreement.compared import UNITS
from qualbench.tui.screens.agreement.comparing import Comparing
from qualbench.tui.screens.room import bind
from qualbench.workbench import Choice, ShownRound

RESAMPLES = 1000
_ALL = "all"
_ONE_PAIR = "These are the only two coders who have submitted the same transcript."


class Choosing(Comparing):
    """Who changes what is wanted looks anew."""

    BINDINGS = [
        bind("u", "unit", "Count by another unit", "agreement.unit", "Unit"),
        bind("c", "coders", "Compare all coders, or two of them", "agreement.coders", "Coders"),
        bind("r", "round", "Compare in another round", "agreement.round", "Round"),
        bind("m", "match", "Siblings of a code will do, or not", "agreement.match", "Match"),
        bind("i", "whose", "The interviewer's words in or out", "agreement.whose", "Words"),
        bind("b", "intervals", "Intervals on or off", "agreement.intervals", "Intervals"),
    ]

    # One key each

    def action_unit(self) -> None:
        """On to the next unit that there is; why another one was passed over is said."""
        at = UNITS.index(self.want.unit) + 1
        self.look(self.want, [*UNITS[at:], *UNITS[:at]])

    def action_match(self) -> None:
        self.look(replace(self.want, match="sibling" if self.want.match == "exact" else "exact"))

    def action_whose(self) -> None:
        self.look(replace(self.want, interviewer=not self.want.interviewer))

    def action_intervals(self) -> None:
        self.look(replace(self.want, resamples=0 if self.want.resamples else RESAMPLES))

    # From a list

    def action_round(self) -> None:
        """All submissions, or a round; one that is sealed stands there and says so."""
        rounds = self.rounds
        if not rounds:
            self.notify("There is no round yet; all submissions are compared.")
            return
        listed = [("", "All submissions"), *((r.round.name, _listed(r)) for r in reversed(rounds))]
        self._choose("Submissions to compare", listed, self.want.round, self._in_round)

    def _in_round(self, name: str) -> None:
        for shown in self.rounds:
            if shown.round.name == name and not shown.round.revealed:
                self.notify("Its lead reveals it first.", title=f"Round {name} is sealed")
                return
        self.look(replace(self.want, round=name, between=()))

    def action_coders(self) -> None:
        """All coders, or two of them, those with most transcripts in common first."""
        pairs = list(self.found.ground.pairs.items()) if self.found else []
        if len(pairs) < 2:
            self.notify(_ONE_PAIR if pairs else "Nobody can be compared yet.")
            return
        listed = [(_ALL, "All coders")]
        for place, ((first, second), texts) in enumerate(pairs):
            said = f"{first} and {second}: {counted(texts, 'transcript')} in common"
            listed.append((str(place), said))
        between = tuple(sorted(self.want.between))
        now = next((str(n) for n, (pair, _) in enumerate(pairs) if pair == between), _ALL)

        def take(key: str) -> None:
            two = () if key == _ALL else pairs[int(key)][0]
            self.look(replace(self.want, between=two))

        self._choose("Coders to compare", listed, now, take)

    def _choose(
        self,
        title: str,
        listed: Sequence[tuple[str, str]],
        now: str,
        take: Callable[[str], None],
    ) -> None:
        """Ask for one of several, each a key and what it is called; what holds now is said."""
        choices = [
            Choice(key, f"{name} (now)" if key == now else name, name, name.casefold())
            for key, name in listed
        ]
        recent = [key for key, _ in listed]
        self.ask_codes(choices, title, lambda keys: take(keys[0]), recent=recent)


def _listed(shown: ShownRound) -> str:
    state = {"revealed": "○ revealed", "sealed": "■ sealed", "submitted": "■ sealed, all submitted"}
    texts = counted(len(shown.assignments), "transcript")
    return f"Round {shown.round.name}  {state[shown.state]}, {texts}"
