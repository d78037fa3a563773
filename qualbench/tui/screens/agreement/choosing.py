"""The keys that say what is compared, and by what unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.agreement.compared import SEED, UNITS, Found, Want, people
from qualbench.tui.screens.asking import Asking
from qualbench.tui.screens.room import bind
from qualbench.workbench import Choice, ShownRound, Unit

RESAMPLES = 1000
_ALL = "all"
_ONE_PAIR = "These are the only two coders who have submitted the same transcript."


class Choosing(Asking):
    """``want`` is what is compared; who changes it looks anew."""

    BINDINGS = [
        bind("u", "unit", "Count by another unit", "agreement.unit", "Unit"),
        bind("c", "coders", "Compare all coders, or two of them", "agreement.coders", "Coders"),
        bind("r", "round", "Compare in another round", "agreement.round", "Round"),
        bind("m", "match", "Siblings of a code will do, or not", "agreement.match", "Match"),
        bind("i", "whose", "The interviewer's words in or out", "agreement.whose", "Words"),
        bind("b", "intervals", "Intervals on or off", "agreement.intervals", "Intervals"),
    ]

    def __init__(self, round_name: str = "") -> None:
        super().__init__()
        self.want = Want(round=round_name)
        self.found: Found | None = None

    def look(self, want: Want, units: Sequence[Unit] = ()) -> None:
        """Show something else; ``units`` are tried one after the other."""
        raise NotImplementedError

    def chosen(self) -> Sequence[tuple[str, str, str]]:
        """What is compared now: the key that changes it, in words, its action."""
        want, found = self.want, self.found
        coders = found.agreement.coders if found and found.agreement else want.between
        where = f"round {want.round}{self._state}" if want.round else "all submissions"
        matching = "exact matching" if want.match == "exact" else "siblings match"
        whose = "respondents' words"
        whose = f"{whose} and interviewers'" if want.interviewer else whose
        intervals = (
            f"{want.resamples:,} resamples, seed {SEED}" if want.resamples else "no intervals"
        )
        said = (
            ("unit", f"unit {want.unit}"),
            ("coders", people(coders)),
            ("round", where),
            ("match", matching),
            ("whose", whose),
            ("intervals", intervals),
        )
        return [
            (self.bench.key(f"agreement.{name}"), one_line(words), f"screen.{name}")
            for name, words in said
        ]

    @property
    def _state(self) -> str:
        return next((f", {r.state}" for r in self._rounds if r.round.name == self.want.round), "")

    @property
    def _rounds(self) -> Sequence[ShownRound]:
        return self.found.ground.rounds if self.found else ()

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
        rounds = self._rounds
        if not rounds:
            self.notify("There is no round yet; all submissions are compared.")
            return
        listed = [("", "All submissions"), *((r.round.name, _listed(r)) for r in reversed(rounds))]
        self._choose("Submissions to compare", listed, self.want.round, self._in_round)

    def _in_round(self, name: str) -> None:
        for shown in self._rounds:
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
