"""qualbench matrix"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count, notice, shortened
from qualbench.cli.rate import plain_rating
from qualbench.model import Rating
from qualbench.workbench import Matrix, MatrixCell, Store

_UNRATED = {
    "present": "",
    "absent": "absent",
    "asked and silent": "silent",
    "not asked": "-",
    "unconfirmed": "?",
}

_COEFFICIENTS = {
    "exact": "exact",
    "within_one": "≤ 1",
    "linear_kappa": "κ lin",
    "quadratic_kappa": "κ quad",
    "ordinal_alpha": "α ord",
    "icc_single": "ICC",
}
"""By measure, what it is called at the head of a column: as many as there is room for."""

_Measures = dict[str, Any]

_WIDTH = 80
_NAME = 44
"""Columns there are, and those that the name of a construct may take."""


@click.command(
    epilog="JSON keys: by, cases, rows (code, name, domain, polarity, cells), unplaced, without;"
    " of a cell: case, shown, settled, presence, segments, respondents, hidden, consensus, own,"
    " others; of one cell also concerns, by the rating's id, and quotes (lineage, transcript,"
    " start, end, participant, valence, quote). With --raters: by, raters, cells, rows (code,"
    " units, pairs, rater_pairs, kappa_pairs, exact, within_one, linear_kappa, quadratic_kappa,"
    " ordinal_alpha, icc_single, icc_mean, lost, shared, crossed, undefined).\n\n"
    + options.example(
        "qualbench matrix study.qualbench",
        "qualbench matrix study.qualbench C1 inner.priority",
        "qualbench matrix study.qualbench --by clinic --by role --every",
        "qualbench matrix study.qualbench --raters --between ana --between ben",
    )
)
@options.project
@click.argument("case", default="")
@click.argument("code", default="")
@options.by
@click.option("--every", is_flag=True, help="All constructs; else those coded, rated or asked.")
@click.option("--raters", is_flag=True, help="How far raters agree, on the initial ratings.")
@click.option("--between", metavar="NAME", multiple=True, help="One of the raters; else all.")
@options.json
@options.coder
def matrix(
    project: Path,
    case: str,
    code: str,
    by: tuple[str, ...],
    every: bool,
    raters: bool,
    between: tuple[str, ...],
    json_: bool,
    coder: str,
) -> None:
    """Show constructs x cases, or what stands behind one cell.

    A sign is what the team agreed on, or raters say alike; in brackets it is one rater's. Where
    there is none: 5/3 are five segments by three respondents; silent: asked, and nobody spoke
    of it; absent: an answer says so; - not asked; ? not confirmed yet. Before it v says that
    raters differ, h that ratings are hidden until you have rated.
    """
    if bool(case) != bool(code) or (raters and case):
        raise click.UsageError("Say a case and a code for one cell; --raters goes alone.")
    if between and not raters:
        raise click.UsageError("--between chooses the raters of --raters.")
    with workbench.opened(project) as opened:
        if raters:
            _raters(opened, coder, by, between, json_)
        elif case:
            _cell(opened, coder, workbench.find_cell(opened, coder, case, code, by), json_)
        else:
            _matrix(opened, workbench.matrix(opened, coder, by, every=every), json_)


def _matrix(project: Store, found: Matrix, json_: bool) -> None:
    names = [workbench.case_name(case, found.cases.by) for case in found.keys]
    if json_:
        as_json(_plain(project, found, names))
        return
    for number, cases in enumerate(_blocks(found, names)):
        if number:
            click.echo()
        _block(found, names, cases)
    if found.cases.without:
        by = " and ".join(found.cases.by)
        notice(f"In no case, as nobody says their {by}: {', '.join(found.cases.without)}")
    if found.unplaced:
        notice(f"Of people in no case are {count(found.unplaced, 'coding')}, not counted here.")


def _blocks(found: Matrix, names: Sequence[str]) -> Iterator[range]:
    """The places of as many cases at a time as there is room for beside the constructs."""
    start, room = 0, _WIDTH - _NAME
    for place, name in enumerate(names):
        width = 2 + max(len(name), *(len(_sign(row.cells[place])) for row in found.rows), 0)
        if place > start and width > room:
            yield range(start, place)
            start, room = place, _WIDTH - _NAME
        room -= width
    yield range(start, len(names))


def _block(found: Matrix, names: Sequence[str], cases: range) -> None:
    rows: list[Sequence[object] | str] = []
    for domain, of_it in groupby(found.rows, key=lambda row: row.domain):
        rows.append(domain)
        for row in of_it:
            name = f"{row.name}{' (reverse)' if row.polarity == 'reverse' else ''}"
            signs = (_sign(row.cells[place]) for place in cases)
            rows.append((f"  {shortened(name, _NAME - 2)}", *signs))
    columns(("construct".ljust(_NAME), *(names[place] for place in cases)), rows)


def _sign(cell: MatrixCell) -> str:
    if cell.shown is None:
        differ = "v " if len(cell.ratings) > 1 else "h " if cell.hidden else ""
        talk = f"{cell.segments}/{cell.respondents}" if cell.segments else _UNRATED[cell.presence]
        return f"{differ}{talk}"
    sign = cell.shown.sign
    if cell.settled:
        return sign
    return f"{'v ' if len(cell.ratings) > 1 else ''}({sign})"


def _plain(project: Store, found: Matrix, names: Sequence[str]) -> dict[str, object]:
    return {
        "by": list(found.cases.by),
        "cases": [
            {"name": name, **dict(case)} for name, case in zip(names, found.keys, strict=True)
        ],
        "rows": [
            {
                "code": row.key,
                "name": row.name,
                "domain": row.domain,
                "polarity": row.polarity,
                "cells": [_plain_cell(project, cell) for cell in row.cells],
            }
            for row in found.rows
        ],
        "unplaced": found.unplaced,
        "without": list(found.cases.without),
    }


def _plain_cell(project: Store, cell: MatrixCell) -> dict[str, object]:
    return {
        "case": dict(cell.case),
        "shown": cell.shown.sign if cell.shown else None,
        "settled": cell.settled.sign if cell.settled else None,
        "presence": cell.presence,
        "segments": cell.segments,
        "respondents": cell.respondents,
        "hidden": cell.hidden,
        "consensus": _plain_rating(project, cell.consensus),
        "own": _plain_rating(project, cell.own),
        "others": [_plain_rating(project, one) for one in cell.others],
    }


def _plain_rating(project: Store, one: Rating | None) -> dict[str, object] | None:
    if one is None:
        return None
    names = {who: workbench.coder_name(project, who) for who in one.verified}
    return plain_rating(one, workbench.coder_name(project, one.coder), names)


# One cell


def _cell(project: Store, viewer: str, cell: MatrixCell, json_: bool) -> None:
    quotes = workbench.cell_quotes(project, cell)
    if json_:
        said = [
            {
                "lineage": one.shown.coding.lineage,
                "transcript": one.shown.transcript,
                "start": one.shown.coding.span.start,
                "end": one.shown.coding.span.end,
                "participant": one.attributes.get("participant"),
                "valence": one.shown.coding.valence,
                "quote": one.speech,
            }
            for one in quotes
        ]
        every = (*cell.ratings, *((cell.consensus,) if cell.consensus else ()))
        concerns = {
            one.id: list(workbench.cell_concerns(project, cell, one.judged)) for one in every
        }
        as_json(_plain_cell(project, cell) | {"concerns": concerns, "quotes": said})
        return
    click.echo(f"{workbench.case_name(cell.case)}, {cell.key}")
    click.echo(
        f"  {cell.presence}: {count(cell.segments, 'segment')}, "
        f"{count(cell.respondents, 'respondent')}"
    )
    for line, indent in _ratings(project, cell):
        _wrapped(line, indent)
    if cell.hidden:
        click.echo(f"  {count(cell.hidden, 'rating')} by others: you see them once you have rated.")
    linked = {
        one
        for rating in (*cell.ratings, cell.consensus)
        if rating
        for one in rating.judged.evidence
    }
    for place, one in enumerate(quotes, start=1):
        case = " ".join(filter(None, one.attributes.values()))
        mark = "✓" if one.shown.coding.lineage in linked else " "
        valued = f" valued {one.shown.coding.valence}" if one.shown.coding.valence else ""
        click.echo(f"{place:3}{mark} {one.speaker}; {case}; {one.shown.transcript}{valued}")
        _wrapped(f"“{shortened(one.speech, 1000)}”", "      ")


def _wrapped(text: str, indent: str) -> None:
    click.echo(click.wrap_text(text, _WIDTH, indent, indent))


def _ratings(project: Store, cell: MatrixCell) -> Iterator[tuple[str, str]]:
    """Lines, each with what it is indented by."""
    every = (("consensus", cell.consensus),) if cell.consensus else ()
    own = tuple((workbench.coder_name(project, one.coder), one) for one in cell.ratings)
    for name, one in (*every, *own):
        by = [workbench.coder_name(project, who) for who in one.verified]
        checked = f", verified by {', '.join(by)}" if by else ""
        yield f"{one.judged.sign:4} {name}{checked}", "  "
        judged = one.judged
        for what in ("summary", "rationale", "source"):
            if text := getattr(judged, what):
                yield f"{what}: {shortened(text, 1000)}", "       "
        for concern in workbench.cell_concerns(project, cell, judged):
            yield f"mind: {concern}", "       "


# How far raters agree


def _raters(
    project: Store, viewer: str, by: tuple[str, ...], between: tuple[str, ...], json_: bool
) -> None:
    found = workbench.rating_agreement(project, viewer, by, between)
    rows = [(key, _measures(of)) for key, of in (("all", found.overall), *found.constructs)]
    if json_:
        as_json(
            {
                "by": list(found.by),
                "raters": list(found.raters),
                "cells": found.cells,
                "rows": [{"code": key, **of} for key, of in rows],
            }
        )
        return
    click.echo(f"{', '.join(found.raters)}: {count(found.cells, 'cell')} rated by two or more")
    book, of_pairs = workbench.codebook(project), found.overall.rater_pairs > 1
    head = ("cells", *_COEFFICIENTS.values(), *(("pairs",) if of_pairs else ()), "lost")
    room = _wide() - sum(2 + max(5, len(name)) for name in head)
    columns(
        ("construct", *head),
        (
            (
                shortened(workbench.name_of(book, key), room),
                of["units"],
                *("n/a" if of[name] is None else of[name] for name in _COEFFICIENTS),
                *((f"{of['kappa_pairs']}/{of['rater_pairs']}",) if of_pairs else ()),
                of["lost"],
            )
            for key, of in rows
        ),
    )
    notice("≤ 1 is the share at most one step apart; κ is weighted kappa, linear and quadratic;")
    notice("α is Krippendorff's, ordinal; ICC is ICC(A,1), of what every rater gave a number.")
    if of_pairs:
        notice("κ is a mean over pairs of raters: over those that have one, of how many pairs.")
    notice("Lost are pairs of which one rater said mixed, missing or not applicable.")
    for line in _undefined(rows):
        notice(line)


def _wide() -> int:
    """Columns that there are for a table that has a long name in each row."""
    return max(_WIDTH, get_terminal_size((_WIDTH, 24)).columns)


def _undefined(rows: Sequence[tuple[str, _Measures]]) -> Iterator[str]:
    """Each reason why something is n/a, once, after the coefficients that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, of in rows:
        for name, reason in of["undefined"].items():
            if name in _COEFFICIENTS:
                found[reason].add(name)
    for reason, names in found.items():
        heads = (head for name, head in _COEFFICIENTS.items() if name in names)
        yield f"n/a, of {', '.join(heads)}: {reason}."


def _measures(of: workbench.RatingAgreement) -> _Measures:
    found = {name: getattr(of, name) for name in (*_COEFFICIENTS, "icc_mean")}
    return {
        "units": of.units,
        "pairs": of.pairs,
        "rater_pairs": of.rater_pairs,
        "kappa_pairs": of.kappa_pairs,
        **{k: None if isinstance(v, workbench.Undefined) else v for k, v in found.items()},
        "lost": sum(of.lost.values()),
        "shared": sum(of.shared.values()),
        "crossed": of.crossed,
        "undefined": {k: v.reason for k, v in found.items() if isinstance(v, workbench.Undefined)},
    }
