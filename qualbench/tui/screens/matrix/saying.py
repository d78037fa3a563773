"""What stands behind a cell, in words: ratings, what speaks against them, talk, quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from qualbench import workbench
from qualbench.model import PAIR_MARK, Judgement, Rating
from qualbench.tui.quoted import SIGNS, one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.comparing import of_other_groups
from qualbench.tui.screens.matrix.drawing import HIDDEN
from qualbench.tui.screens.matrix.seen import Seen, judged_in
from qualbench.workbench import MatrixCell, MatrixRow, Quote

_PLAIN = Console(width=80)


@dataclass(frozen=True, slots=True)
class AtHand:
    """A cell with its row, its quotes, and what the scale's rules hold against its rating."""

    seen: Seen
    row: MatrixRow
    cell: MatrixCell
    consensus: bool
    quotes: tuple[Quote, ...]
    concerns: tuple[str, ...]

    @property
    def judged(self) -> Judgement | None:
        """What is changed by rating."""
        return judged_in(self.cell, consensus=self.consensus)

    @property
    def linked(self) -> frozenset[str]:
        """The evidence, by lineage."""
        return frozenset(self.judged.evidence if self.judged else ())

    @property
    def where(self) -> str:
        return one_line(f"{self.row.name} in {self.seen.case(self.cell.case)}")


def about(at: AtHand, width: int) -> Sequence[Text]:
    """What is known of a cell, what is rated first."""
    lines = [Text(at.where, style="bold"), *_ratings(at), *_rule(at), *_talk(at)]
    if at.row.polarity == "reverse":
        lines.append(Text(f"Reverse: {workbench.REVERSE}", style="bold"))
    return _wrapped(lines, width)


def meaning(at: AtHand, width: int) -> Sequence[Text]:
    """What the construct means, and the rule that tells groups apart: behind the quotes."""
    return _wrapped([*_meaning(at), *_whole_rule(at)], width)


def _wrapped(lines: Iterable[Text], width: int) -> Sequence[Text]:
    return [piece for line in lines for piece in line.wrap(_PLAIN, max(1, width))]


def _ratings(at: AtHand) -> Iterator[Text]:
    """The one that is changed by rating comes first, with what speaks against it."""
    cell = at.cell
    mine = cell.consensus if at.consensus else cell.own
    if mine is None:
        yield Text("No consensus yet" if at.consensus else "You have not rated it", style="italic")
    every = [mine, *([cell.own] if at.consensus else [cell.consensus]), *cell.others]
    for rating in filter(None, every):
        yield _rated(at.seen, cell, rating)
        for title, said in _notes(rating.judged):
            yield Text(f"{title}: ", style="bold").append(one_line(said), "not bold")
        if rating is mine:
            yield from (Text(f"! {one_line(said)}", style="italic") for said in at.concerns)
    if cell.hidden:
        others = counted(cell.hidden, "rating")
        yield Text(f"{HIDDEN} {others} of others, hidden until you have rated it", style="dim")


def _rated(seen: Seen, cell: MatrixCell, rating: Rating) -> Text:
    who = "Consensus" if rating.consensus else "You" if rating is cell.own else None
    line = Text(f"{who or one_line(seen.name(rating.coder))} ", style="bold")
    line.append(_sign(rating.judged), "bold reverse" if rating.judged.status != "draft" else "")
    by = [f"written down by {seen.name(rating.coder)}"] if rating.consensus else []
    if rating.verified:
        by.append(f"verified by {' and '.join(map(seen.name, rating.verified))}")
    return line.append(f" {one_line(', '.join(by))}" if by else "", "not bold dim")


def _sign(judged: Judgement) -> str:
    return "notes, not rated" if judged.status == "draft" else f" {judged.sign} "


def _notes(judged: Judgement) -> Iterator[tuple[str, str]]:
    for title, said in (
        ("Summary", judged.summary),
        ("Why", judged.rationale),
        ("Source", judged.source),
    ):
        if said:
            yield title, said


def _rule(at: AtHand) -> Iterator[Text]:
    found = at.seen.distinguished(at.row.key)
    if at.seen.told is None:
        return
    if found is None:
        yield Text("What distinguishes: the team has agreed on no rating of it", style="dim")
        return
    yield Text(f"Rule: {found.suggested.call}; {found.suggested.said}")
    if found.call:
        by = ", ".join(filter(None, (at.seen.name(found.call.coder), found.called_at)))
        team = f"Team: {found.call.call}; {found.call.reason or 'no reason'} ({by})"
        yield Text(one_line(team), style="bold")
    for call in at.seen.told.elsewhere:
        if call.key == at.row.key:
            yield Text(of_other_groups(call), style="dim")


def _talk(at: AtHand) -> Iterator[Text]:
    cell = at.cell
    people = {one.participant for one in at.seen.matrix.cases.members[cell.case]}
    if cell.segments:
        said = f"{counted(cell.segments, 'segment')} by {cell.respondents} of "
        yield Text(f"{said}{counted(len(people), 'respondent')}")
    else:
        meaning = workbench.MEANING[cell.presence]
        yield Text(f"{cell.presence.capitalize()}: {meaning}")


def _meaning(at: AtHand) -> Iterator[Text]:
    code = at.seen.book.by_id[at.row.key.partition(PAIR_MARK)[0]]
    for said in (code.definition, code.local):
        if said:
            yield Text(one_line(said), style="dim")


def _whole_rule(at: AtHand) -> Iterator[Text]:
    if at.seen.told:
        yield Text(one_line(at.seen.told.rule.said), style="dim")


def quote_lines(quote: Quote, width: int, *, linked: bool) -> Sequence[Text]:
    """All of the words, and whose they are; what is linked as evidence has a mark."""
    mark = "✓ " if linked else "  "
    words = Text(one_line(quote.speech)).wrap(_PLAIN, max(1, width - len(mark)))
    leads = [mark, *["  "] * (len(words) - 1)]
    lines = [Text(lead) + line for lead, line in zip(leads, words, strict=True)]
    return [*lines, Text(f"  {_whose(quote)}", style="dim")]


def _whose(quote: Quote) -> str:
    valence = quote.shown.coding.valence
    sign = f"valued {SIGNS[valence]}" if valence else ""
    known = quote.attributes
    who = " ".join(filter(None, (known.get("participant", ""), known.get("role", ""))))
    return one_line("; ".join(filter(None, (quote.speaker, who, quote.shown.transcript, sign))))
