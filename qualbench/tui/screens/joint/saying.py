"""A construct beside an outcome, in words: what tells groups apart, fit, quotes case by case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from qualbench import workbench
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.comparing import of_other_groups
from qualbench.tui.screens.joint.drawing import UNRATED
from qualbench.tui.screens.joint.seen import Row, Seen
from qualbench.workbench import JointQuote

_PLAIN = Console(width=80)
_NO_QUOTE = "no quote"


def about(seen: Seen, row: Row, width: int) -> Sequence[Text]:
    """What follows from it first."""
    lines = [Text(one_line(row.shown.path), style="bold"), *_stated(seen, row), *_told(seen, row)]
    return [piece for line in lines for piece in line.wrap(_PLAIN, max(1, width))]


def rule_lines(seen: Seen, width: int) -> Sequence[Text]:
    """The rule with its thresholds: behind the quotes."""
    rule = Text(one_line(seen.made.distinguishing.rule.said), style="dim")
    return list(rule.wrap(_PLAIN, max(1, width)))


def _stated(seen: Seen, row: Row) -> Iterator[Text]:
    stated = row.stated
    if stated is None:
        yield Text("No fit and no meta-inference yet", style="italic")
        return
    by = f" ({seen.name(stated.coder)})"
    yield _titled("Fit", f"{stated.fit or 'not said'}{by}")
    if stated.inference:
        yield _titled("Meta-inference", stated.inference)


def _told(seen: Seen, row: Row) -> Iterator[Text]:
    """How groups are rated, what the team says of it, what the rule does, and what to mind."""
    yield Text(one_line("; ".join(_groups(seen, row))))
    if call := row.told.call:
        reason = call.reason or "no reason"
        by = ", ".join(filter(None, (seen.name(call.coder), row.told.called_at)))
        yield _titled("Team", f"{call.call}; {reason} ({by})")
    for other in seen.made.distinguishing.elsewhere:
        if other.key == row.key:
            yield Text(of_other_groups(other), style="dim")
    suggested = row.told.suggested
    yield _titled("Rule", f"{suggested.call}; {suggested.said}")
    if warning := seen.made.distinguishing.warning:
        yield Text(f"! {one_line(warning)}", style="italic")
    if row.shown.reverse:
        yield Text(f"Reverse: {workbench.REVERSE}", style="bold")


def _groups(seen: Seen, row: Row) -> Iterator[str]:
    """``below 3.7: -2 -1``."""
    cells = zip(seen.display.cases, row.shown.cells, strict=True)
    for name, group in groupby(cells, key=lambda pair: pair[0].group):
        signs = " ".join(cell.sign or UNRATED for _, cell in group)
        yield f"{name or 'in no group'}: {signs}"


def _titled(title: str, said: str) -> Text:
    return Text(f"{title}: ", style="bold").append(one_line(said), "not bold")


# Quotes


def headings(row: Row, seen: Seen) -> Sequence[tuple[str, int]]:
    """A case with its rating, and how many lines of talk come below it."""
    cases = zip(seen.display.cases, row.shown.cells, strict=True)
    return [
        (
            one_line(
                f"{case.name} {cell.sign or UNRATED} · "
                f"{counted(len(cell.respondents), 'respondent')}"
            ),
            max(1, len(cell.quotes)),
        )
        for case, cell in cases
    ]


def said_in(row: Row) -> Sequence[tuple[int, JointQuote | None]]:
    """Each case's quotes by the number of its column; one nothing where there is none."""
    return [
        (at, quote) for at, cell in enumerate(row.shown.cells) for quote in (cell.quotes or (None,))
    ]


def quote_lines(quote: JointQuote | None, width: int) -> Sequence[Text]:
    if quote is None:
        return [Text(_NO_QUOTE, style="dim")]
    who = " ".join(filter(None, (quote.who, quote.role)))
    words = Text(f"“{one_line(quote.text)}” ").append(one_line(who), "dim")
    return list(words.wrap(_PLAIN, max(1, width)))
