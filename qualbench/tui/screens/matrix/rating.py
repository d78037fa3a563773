"""One key a rating, one a note: of one's own, or of what the team agreed on."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key

from qualbench import workbench
from qualbench.model import Rating
from qualbench.tui.screens.matrix.saying import AtHand
from qualbench.tui.screens.matrix.seen import Seen, judged_in
from qualbench.tui.screens.matrix.showing import Showing
from qualbench.tui.screens.room import bind
from qualbench.workbench import Choice, MatrixCell, RatingChange


class Rates(Showing):
    """Each key is about the cell at hand."""

    LEADS_DO = frozenset({"mode", "call"})
    BINDINGS = [
        bind(
            "minus", "sign('-')", "Then 1 or 2: hinders, -1 or -2", "matrix.hinders", "0 1 2 Rate"
        ),
        bind("plus", "sign('+')", "Then 1 or 2: it helps, as without +", "matrix.plus"),
        bind("0", "rate('0')", "0: neither helps nor hinders", "matrix.neither"),
        bind("1", "rate('1')", "1: helps weakly; after -, hinders weakly", "matrix.weakly"),
        bind("2", "rate('2')", "2: helps strongly; after -, hinders strongly", "matrix.strongly"),
        bind("x", "rate('X')", "X: mixed, helps and hinders alike", "matrix.mixed", "mixed"),
        bind("m", "rate('M')", "M: missing, nothing is known of it", "matrix.missing", "missing"),
        bind("n", "rate('NA')", "NA: not applicable here", "matrix.not_applicable", "n/a"),
        bind("asterisk", "vary", "*: respondents differ, or do not", "matrix.varies", "differ"),
        bind("s", "summary", "Notes: what was said", "matrix.summary", "Notes"),
        bind("r", "rationale", "Why it is rated so", "matrix.rationale", "Why"),
        bind("o", "source", "Source: a recording, a time in it", "matrix.source", "Source"),
        bind("v", "verify", "You have checked what another says", "matrix.verify", "Verify"),
        bind("d,delete", "drop", "Take your rating back", "matrix.drop", "Drop"),
        bind("t", "mode", "Rate for yourself, or for the team", "matrix.mode", "Team"),
    ]

    _sign = _before = ""  # of the rating that is being typed: by this key, by the key before

    def takes(self, event: Key) -> bool:
        """A sign is of the key that follows it, and of none after that."""
        self._before, self._sign = self._sign, ""
        if self._before:
            self.call_later(self.say_mode)
        return super().takes(event)

    def action_sign(self, sign: str) -> None:
        self._sign = sign
        self.say_mode()

    @property
    def mode(self) -> str:
        return f"{super().mode} {self._sign}…" if self._sign else super().mode

    def action_mode(self) -> None:
        if self.may_lead("A lead writes down what was agreed", "You rate for yourself."):
            self.consensus = not self.consensus
            self.show()

    def change(self, change: RatingChange) -> None:
        """Store what is different in the cell at hand."""
        if self.seen and (place := self.place):
            self._store(self.seen, place[1], self.consensus, change)

    def _store(self, seen: Seen, cell: MatrixCell, consensus: bool, change: RatingChange) -> None:
        by = seen.matrix.cases.by
        with self.doing():
            workbench.judge(*self.who, cell.case, cell.key, change, by, consensus=consensus)

    def action_rate(self, rating: str) -> None:
        signed = {"1": self._before or "+", "2": self._before or "+"}
        self.change(RatingChange(f"{signed.get(rating, '')}{rating}"))

    def action_vary(self) -> None:
        place = self.place
        judged = judged_in(place[1], consensus=self.consensus) if place else None
        if judged is None or judged.status == "draft":
            self.notify("It stands behind a number or X.", title="Rate it first")
            return
        said = judged.sign
        self.change(RatingChange(said.removesuffix("*") if judged.varies else f"{said}*"))

    # Notes

    def action_summary(self) -> None:
        """Notes without a rating wait for one: a draft."""
        if at := self.at_hand():
            before = at.judged.summary if at.judged else ""
            self.ask_memo(f"What was said on {at.where}", self._noting(at, _summary), before)

    def action_rationale(self) -> None:
        if at := self.at_hand():
            before = at.judged.rationale if at.judged else ""
            self.ask_memo(f"Why: {at.where}", self._noting(at, _rationale), before)

    def action_source(self) -> None:
        if at := self.at_hand():
            before = at.judged.source if at.judged else ""
            hint = "a recording and the time in it, such as: tape 3, 12:40"
            self.ask(f"Source on {at.where}", self._noting(at, _source), before, hint)

    def _noting(self, at: AtHand, change: Callable[[str], RatingChange]) -> Callable[[str], None]:
        """Stores what is written where it was begun, wherever one looks by then."""
        return lambda text: self._store(at.seen, at.cell, at.consensus, change(text))

    # Others

    def action_verify(self) -> None:
        """Of several ratings it is asked which."""
        place = self.place
        if place is None or self.seen is None:
            return
        cell = place[1]
        me = workbench.coder_id(*self.who)
        every = [*([cell.consensus] if cell.consensus else []), *cell.others]
        there = [one for one in every if one.coder != me and me not in one.verified]
        if len(there) == 1:
            self._verify((there[0].id,))
        elif there:
            choices = [self._listed(one) for one in there]
            keys = [choice.key for choice in choices]
            self.ask_codes(choices, "You have checked", self._verify, recent=keys)
        else:
            self.notify("There is no rating of others that you see and have not verified.")

    def _listed(self, rating: Rating) -> Choice:
        who = self.seen.name(rating.coder) if self.seen else ""
        name = f"{'consensus by ' if rating.consensus else ''}{who}"
        return Choice(rating.id, name, f"{rating.judged.sign} > ", name.casefold())

    def _verify(self, keys: tuple[str, ...]) -> None:
        with self.doing():
            workbench.verify(*self.who, keys[0])

    def action_drop(self) -> None:
        place = self.place
        if place is None:
            return
        rating = place[1].consensus if self.consensus else place[1].own
        if rating is None:
            self.notify("There is no consensus." if self.consensus else "You have not rated it.")
            return
        with self.doing():
            workbench.unrate(*self.who, rating.id)
            self.notify("Taken back; u brings it back.")


def _summary(text: str) -> RatingChange:
    return RatingChange(summary=text)


def _rationale(text: str) -> RatingChange:
    return RatingChange(rationale=text)


def _source(text: str) -> RatingChange:
    return RatingChange(source=text)
