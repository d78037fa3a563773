"""What a lead does with a disagreement: one key decides it, others say why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from qualbench import workbench
from qualbench.model import PAIR_MARK, Reconciliation, Span, Verdict
from qualbench.tui.desk import as_dict
from qualbench.tui.screens.reconcile.walking import Walking
from qualbench.tui.screens.room import bind
from qualbench.workbench import Choice, ShownDisagreement


@dataclass(frozen=True, slots=True)
class Why:
    """What is said of a decision; it may be said before it is made."""

    reason: str = ""
    rule: str = ""
    changes: bool = False


@dataclass(frozen=True, slots=True)
class _Deed:
    """A choice with all that it takes."""

    choice: Verdict
    coder: str = ""
    span: Span | None = None
    code: str = ""


class Deciding(Walking):
    """Only leads decide; whoever else types such a key is told who leads."""

    BINDINGS = [
        *(
            bind(digit, f"take({digit!r})", f"Take what coder {digit} has", f"reconcile.take_{n}")
            for n, digit in enumerate("1234567890", start=1)
        ),
        bind("b", "both", "Take both, all that was said", "reconcile.both", "Both"),
        bind("x", "neither", "Take neither", "reconcile.neither", "Neither"),
        bind("c", "code", "Another code in their place", "reconcile.code", "Code"),
        bind("m", "meeting", "Leave it for the meeting", "reconcile.meeting", "Meeting"),
        bind("r", "reason", "Why it is decided so", "reconcile.reason", "Reason"),
        bind("l,R", "rule", "The rule in the codebook it rests on", "reconcile.rule", "Rule"),
        bind(
            "exclamation_mark",
            "changes",
            "The codebook is to change because of it, or is not",
            "reconcile.changes",
            "Codebook",
        ),
    ]
    LEADS_DO = frozenset(
        {"take", "both", "neither", "edges", "code", "meeting", "reason", "rule", "changes"}
    )

    def to_decide(self) -> ShownDisagreement | None:
        """What is at hand, if the coder may decide about it."""
        item = self.item
        may = item and self.may_lead("A lead decides", "Here you read how it was decided.")
        return item if may else None

    # Deciding

    def action_take(self, digit: str) -> None:
        if item := self.to_decide():
            coders = {*item.absent, *(part.coder for part in item.parts)}
            found = [coder for coder, known in self.digits.items() if known == digit]
            if coders.intersection(found):
                self._decide(item, _Deed("take", coder=found[0]))
            elif found:
                self.notify(f"{found[0]} did not code this transcript in the round.")

    def action_both(self) -> None:
        self._plainly("both")

    def action_neither(self) -> None:
        self._plainly("neither")

    def action_meeting(self) -> None:
        self._plainly("meeting")

    def _plainly(self, choice: Verdict) -> None:
        if item := self.to_decide():
            self._decide(item, _Deed(choice))

    def action_code(self) -> None:
        if item := self.to_decide():
            self.ask_codes(
                workbench.choices(self.book),
                f"Instead of {' and '.join(item.names)}",
                lambda keys: self._decide(item, _Deed("code", code=keys[0])),
            )

    def set_edges(self, item: ShownDisagreement, key: str, span: Span) -> None:
        self._decide(item, _Deed("edges", span=span, code=key))

    def _decide(self, item: ShownDisagreement, deed: _Deed) -> None:
        """Store it, then at once on to what is not decided yet."""
        with self.saying():
            self._store(item, deed, self.why(item))
            self.refresh_decisions()
            stands = self.decision(item)
            self.go_on(self.place, self.said(item, stands) if stands else "")

    def _store(self, item: ShownDisagreement, deed: _Deed, said: Why) -> None:
        workbench.reconcile(
            *self.who,
            self.round,
            item,
            deed.choice,
            coder=deed.coder,
            span=deed.span,
            code=deed.code,
            reason=said.reason,
            rule=said.rule,
            changes=said.changes,
        )
        self._keep(item, Why())

    # Why

    def why(self, item: ShownDisagreement) -> Why:
        """What is said of the decision that stands, or beforehand of the one to come."""
        if stands := self.decision(item):
            return Why(stands.reason, stands.rule, stands.changes)
        kept = as_dict(self.bench.desk.get(_draft(item), ""))
        return Why(
            str(kept.get("reason", "")), str(kept.get("rule", "")), bool(kept.get("changes"))
        )

    def _keep(self, item: ShownDisagreement, said: Why) -> None:
        """Beforehand it lies on the desk, also while the program is closed."""
        kept = json.dumps(asdict(said)) if said != Why() else ""
        self.bench.remember({_draft(item): kept})

    def _say(self, item: ShownDisagreement, said: Why) -> None:
        """Of the decision that stands, else of the one to come."""
        with self.doing():
            if stands := self.decision(item):
                self._store(item, _deed(item, stands), said)
            else:
                self._keep(item, said)

    def action_reason(self) -> None:
        if item := self.to_decide():
            said = self.why(item)
            self.ask(
                "Why is it decided so?",
                lambda text: self._say(item, replace(said, reason=text)),
                said.reason,
                "Enter alone takes the reason away" if said.reason else "Enter alone gives none",
            )

    def action_rule(self) -> None:
        """A line of the codebook on the constructs in question, or other words."""
        if item := self.to_decide():
            said = self.why(item)
            offered = list(self._rules(item, said.rule))
            lines = {choice.key: choice.name for choice in offered} | {_NONE: ""}
            self.ask_codes(
                offered,
                "Which rule? Choose a line, or type",
                lambda keys: self._say(item, replace(said, rule=lines[keys[0]])),
                new=lambda words: self._say(item, replace(said, rule=words)),
                made="Rule",
            )

    def _rules(self, item: ShownDisagreement, now: str) -> Iterator[Choice]:
        if now:
            yield Choice(_NONE, f"No rule (now: {now})", "", f"no rule {now}".casefold())
        codes = {key.partition(PAIR_MARK)[0]: None for key in item.keys}
        if stands := self.decision(item):
            codes |= {one.code: None for one in stands.outcome}
        for code in (self.book.by_id[one] for one in codes if one in self.book.by_id):
            lines = [("include", line) for line in code.include]
            lines += [("not", line) for line in code.exclude]
            for kind, line in lines:
                said = f"{code.name}, {kind}: {line}"
                yield Choice(said, said, "", said.casefold())

    def action_changes(self) -> None:
        if item := self.to_decide():
            said = self.why(item)
            self._say(item, replace(said, changes=not said.changes))


_NONE = ""


def _draft(item: ShownDisagreement) -> str:
    return f"why:{item.id}"


def _deed(item: ShownDisagreement, stands: Reconciliation) -> _Deed:
    """The deed that led to what stands, to be stored again with other reasons."""
    if stands.choice in ("edges", "code"):
        outcome = stands.outcome[0]
        return _Deed(stands.choice, span=outcome.span, code=outcome.key)
    if stands.choice != "take":
        return _Deed(stands.choice)
    taken = sorted((one.span, one.key) for one in stands.outcome)
    coders = sorted({*item.absent, *(part.coder for part in item.parts)})
    said = {
        coder: sorted((part.span, part.key) for part in item.parts if part.coder == coder)
        for coder in coders
    }
    return _Deed("take", coder=next(coder for coder in coders if said[coder] == taken))
