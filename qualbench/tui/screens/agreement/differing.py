"""Looks behind the figures: codes that met, coders beside the others, codes nobody used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from string import ascii_lowercase

from rich.text import Text

from qualbench import workbench
from qualbench.tui import plots
from qualbench.tui.grid import INSTEAD, Column, Grid, shortened
from qualbench.tui.rounds import counted
from qualbench.tui.screens.agreement.compared import Found
from qualbench.tui.screens.agreement.view import NONE, NOTHING, Opens, View, number, sentences
from qualbench.workbench import (
    Agreement,
    CoderProfile,
    Confusion,
    Confusions,
    Differences,
    Standing,
    Undefined,
)

_CELL = 6
"""Cells of a number in the matrix, with its shade and what points at it."""
_LABEL = 24
_BOTH = 100
"""Cells of two names, at most."""
_HEAD = 2
_STANDING = 12

# Confusions


def confusions(found: Found, agreement: Agreement, behind: Differences) -> View:
    """The pairs of codes that met most, and beside them a matrix of the most confused codes."""
    of = behind.confusions
    names = {code: workbench.name_of(found.ground.book, code) for code in of.codes}
    pairs = of.pairs
    columns = [
        Column(f"{found.want.unit}s", [str(pair.units) for pair in pairs]),
        Column("of c", [f"{pair.share_of_first:.0%}" for pair in pairs]),
        Column("of k", [f"{pair.share_of_second:.0%}" for pair in pairs]),
    ]
    titles = [f"{names[pair.first]}{INSTEAD}{names[pair.second]}" for pair in pairs]
    grid = Grid(f"c{INSTEAD}k", titles, columns, most=_BOTH)
    return View(
        groups=[("", len(pairs))],
        head=grid.head,
        row=grid.row,
        about=lambda item: _met(found, pairs[item], names),
        opens=lambda item: Opens(codes=(pairs[item].first, pairs[item].second)),
        note="" if pairs else "Nowhere did one coder use a code where another used a second one.",
        beside=lambda item, width, height: matrix(
            of, names, pairs[item] if pairs else None, width, height
        ),
    )


def _met(found: Found, pair: Confusion, names: dict[str, str]) -> str:
    first, second = names[pair.first], names[pair.second]
    return (
        f"On {counted(pair.units, found.want.unit)} one coder has {first} and another {second}, "
        f"either way round: {pair.share_of_first:.0%} of what one alone coded {first}, "
        f"{pair.share_of_second:.0%} of {second}"
    )


def matrix(
    of: Confusions, names: dict[str, str], at: Confusion | None, width: int, height: int
) -> Text:
    """How often the most confused codes met: a number with a shade each, brackets at hand."""
    label = min(_LABEL, width // 3)
    room = min(height - _HEAD, (width - label - _HEAD) // _CELL, len(ascii_lowercase))
    codes = _most(of, max(0, room))
    if not codes:
        return Text()
    most = max(max(row) for row in of.matrix)
    hand = {at.first, at.second} if at else set()
    letters = ascii_lowercase[: len(codes)]
    lines = [Text(f"{'Most confused':{label}}  " + "".join(f"{x:>{_CELL - 1}} " for x in letters))]
    for letter, code in zip(letters, codes, strict=True):
        line = Text(f"{letter} {shortened(names[of.codes[code]], label):{label}}")
        for other in codes:
            line.append(_cell(of, code, other, most, hand))
        lines.append(line)
    return Text("\n").join(lines)


def _most(of: Confusions, room: int) -> list[int]:
    """The places of the codes that met others most, at most so many."""
    totals = {place: sum(row) for place, row in enumerate(of.matrix) if sum(row)}
    return sorted(totals, key=lambda place: -totals[place])[:room]


def _cell(of: Confusions, code: int, other: int, most: int, hand: set[str]) -> str:
    if code == other:
        return f"{'╲':>{_CELL - 2}}  "
    units = of.matrix[code][other]
    said = f"{plots.shade(units, most)}{units or '':>3}"
    here = {of.codes[code], of.codes[other]} == hand
    return f"[{said}]" if here else f" {said} "


# Coders


def coders(found: Found, agreement: Agreement, behind: Differences) -> View:
    """Each coder beside the others; below or beside it where that one differs most."""
    profiles = behind.profiles
    columns = [
        Column("Kappa", [_coefficient(one.kappa) for one in profiles]),
        Column("Alpha", [_coefficient(one.alpha) for one in profiles]),
        Column("Without", [_coefficient(one.without) for one in profiles]),
        Column("Alone", [str(sum(o.alone for o in one.codes)) for one in profiles]),
        Column("Lacking", [str(sum(o.lacking for o in one.codes)) for one in profiles]),
    ]
    grid = Grid("Coder", [one.coder for one in profiles], columns)
    return View(
        groups=[("", len(profiles))],
        head=grid.head,
        row=grid.row,
        about=lambda item: _profile(found, profiles[item]),
        opens=lambda item: NOTHING,
        beside=lambda item, width, height: _standing(found, profiles[item], width, height),
    )


def _coefficient(value: float | Undefined) -> str:
    return NONE if isinstance(value, Undefined) else number(value)


def _profile(found: Found, one: CoderProfile) -> str:
    parts = [
        f"{one.coder}: kappa is the mean with each of the others, alpha that of all; without "
        f"{one.coder} alpha would be {_coefficient(one.without)}",
        "alone and lacking: uses that nobody else shares, and those that all the others have",
    ]
    for name, value in (("kappa", one.kappa), ("alpha", one.alpha), ("without", one.without)):
        if isinstance(value, Undefined):
            parts.append(f"{name}: {value.reason}")
    return sentences(parts)


def _standing(found: Found, one: CoderProfile, width: int, height: int) -> Text:
    """The codes and the transcripts with most differences; side by side if there is room."""
    codes = [(workbench.name_of(found.ground.book, o.name), o) for o in one.codes]
    texts = [(o.name, o) for o in one.transcripts]
    first = f"Codes, {one.coder}"
    if width >= 2 * (_LABEL + _STANDING):
        half = (width - _HEAD) // 2
        left = list(_table(first, codes, half, height))
        right = list(_table("Transcripts", texts, half, height))
        left += [Text()] * (len(right) - len(left))
        right += [Text()] * (len(left) - len(right))
        return Text("\n").join(_side_by_side(left, right, half))
    texts_tall = min(len(texts) + 1, max(2, height // 3))
    lines = [*_table(first, codes, width, height - texts_tall - 1), Text()]
    lines += _table("Transcripts", texts, width, texts_tall)
    return Text("\n").join(lines)


def _side_by_side(left: Sequence[Text], right: Sequence[Text], half: int) -> Iterator[Text]:
    for one, other in zip(left, right, strict=True):
        line = one.copy()
        line.pad_right(max(0, half + _HEAD - line.cell_len))
        yield line.append_text(other)


def _table(
    title: str, standing: Sequence[tuple[str, Standing]], width: int, height: int
) -> Iterator[Text]:
    columns = [
        Column("alone", [str(one.alone) for _, one in standing]),
        Column("lacking", [str(one.lacking) for _, one in standing]),
    ]
    grid = Grid(title, [name for name, _ in standing], columns)
    yield grid.head(width)
    fits = max(0, height - 1)
    shown = len(standing) if len(standing) <= fits else max(0, fits - 1)
    for item in range(shown):
        yield grid.row(item, width)
    if shown < len(standing) and fits:
        yield Text(f"and {len(standing) - shown} more", "dim")


# Unused codes


def unused(found: Found, agreement: Agreement) -> View:
    """The codes that nobody used in what is compared, under their domains."""
    book = found.ground.book
    codes = agreement.unused
    domains = [
        (heading, len(list(group)))
        for heading, group in groupby(codes, lambda code: book.path(code).partition(" > ")[0])
    ]
    grid = Grid("Codes that nobody used", [workbench.name_of(book, code) for code in codes], ())

    def row(item: int, width: int) -> Text:
        above = book.path(codes[item]).split(" > ")[1:-1]
        return grid.row(item, width).append(f"  {' > '.join(above)}", style="dim")

    return View(
        groups=domains,
        head=grid.head,
        row=row,
        about=lambda item: book.path(codes[item]),
        opens=lambda item: Opens(codes=(codes[item],)),
        note="" if codes else "Every code of the codebook was used.",
    )
