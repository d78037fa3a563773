"""How a matrix looks: a sign in each square, in its tone, and what other marks stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qualbench.model import Number
from qualbench.tui.chequered import Chequered, Note, Square
from qualbench.tui.screens.matrix.seen import Seen, signs
from qualbench.tui.tones import REVERSE, short, tone
from qualbench.workbench import Distinguished, MatrixCell

AGREED, DIFFER, HIDDEN = "c", "≠", "○"

_SILENT = {
    "absent": "absent",
    "asked and silent": "silent",
    "not asked": "–",
    "unconfirmed": "?",
}
_MEANING = {
    "/": "1/1 segments/respondents, not rated",
    "silent": "silent: asked, not talked about",
    "–": "– not asked",
    "?": "? not known whether asked",
    AGREED: f"{AGREED} consensus",
    DIFFER: f"{DIFFER} raters differ",
    HIDDEN: f"{HIDDEN} others' ratings, hidden until you rate",
    REVERSE: f"{REVERSE} more of it hinders",
}
_WAYS = {"with": " ↑", "against": " ↓", "": ""}


def square(cell: MatrixCell) -> Square:
    """The rating; else what raters say who differ; else how much was said."""
    said, marks = signs(cell), _marks(cell)
    if judged := cell.shown:
        return Square(f"{judged.sign}{marks}", tone(judged))
    if said:
        return Square(f"{'/'.join(said)}{marks}")
    if cell.segments:
        return Square(f"{cell.segments}/{cell.respondents}{marks}", "faint")
    return Square(f"{_SILENT.get(cell.presence, '')}{marks}", "faint")


def _marks(cell: MatrixCell) -> str:
    agreed, differ = cell.consensus is not None, len(signs(cell)) > 1
    marks = f"{AGREED * agreed}{DIFFER * (differ and not agreed)}{HIDDEN * bool(cell.hidden)}"
    return f" {marks}" if marks else ""


def chequered(seen: Seen) -> Chequered:
    """Cases have a line for each attribute that makes them, and one for the outcome."""
    rows, order = seen.rows, seen.order
    keys = [seen.matrix.keys[place] for place in order]
    heads = [*seen.matrix.cases.by, *_heads(seen)]
    titles = [
        [*(dict(key)[name] for name in seen.matrix.cases.by), *_of_outcome(seen, place)]
        for place, key in zip(order, keys, strict=True)
    ]
    domains = groupby(rows, key=lambda row: row.domain)
    return Chequered(
        heads,
        titles,
        [(domain, sum(1 for _ in group)) for domain, group in domains],
        [row.name for row in rows],
        [REVERSE if row.polarity == "reverse" else "" for row in rows],
        [[square(row.cells[place]) for place in order] for row in rows],
        list(_notes(seen)),
        list(_bands(seen)),
    )


def _heads(seen: Seen) -> Iterator[str]:
    if seen.want.outcome:
        yield seen.want.outcome


def _of_outcome(seen: Seen, place: int) -> Iterator[str]:
    case = seen.matrix.keys[place]
    if seen.want.outcome:
        yield number(seen.numbers.get(case))


def _bands(seen: Seen) -> Iterator[tuple[str, int]]:
    """Groups from low to high, those that are empty aside; cases in none come behind them."""
    if seen.told:
        groups = zip(seen.told.grouping.groups, seen.told.groups, strict=True)
        yield from ((name, len(cases)) for name, cases in groups if cases)
        if seen.told.ungrouped:
            yield "in no group", len(seen.told.ungrouped)


def number(value: Number) -> str:
    return "–" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _notes(seen: Seen) -> Iterator[Note]:
    """What the rule says of each construct, and what the team does."""
    if seen.told:
        found = [seen.distinguished(row.key) for row in seen.rows]
        yield Note("rule", [_rule(one) if one else "" for one in found])
        yield Note("team", [short(one.call.call) if one and one.call else "" for one in found])


def _rule(one: Distinguished) -> str:
    return f"{short(one.suggested.call)}{_WAYS[one.suggested.direction]}"


def legend(table: Chequered) -> Sequence[str]:
    """What the marks that occur stand for."""
    words = {word for row in table.squares for square in row for word in square.said.split()}
    there = words | set("".join(words)) | set(table.marks)
    return [meaning for mark, meaning in _MEANING.items() if mark in there]
