"""Agreement as tables of 80 columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from qualbench.cli.output import columns, count, shortened
from qualbench.workbench import (
    Agreement,
    Comparison,
    Differences,
    Estimate,
    Interval,
    RowAgreement,
    Undefined,
    band,
    seen_warning,
)

_COUNTS = ("both", "only_first", "only_second", "neither")
_COEFFICIENTS = ("percent", "kappa", "alpha", "ac1")
_TWO = (*_COUNTS, *_COEFFICIENTS)
_MORE = ("prevalence", "percent", "kappa", "lowest", "highest", "alpha", "ac1", "fleiss")
_HEADS = {"only_first": "first", "only_second": "second", "prevalence": "used"}
_SHOWN = 12
"""How many pairs of confused codes are printed."""
_LABEL = 24


def show(found: Agreement, bands: str) -> None:
    """Who was compared on what; domains, codes, all codes together, intervals, groups."""
    _head(found)
    click.echo()
    show_rows(found.domains)
    click.echo()
    show_rows(found.codes, under_parents=True)
    click.echo()
    _summary(found.whole, bands)
    if found.whole.resamples:
        _intervals(found.whole)
    if found.target:
        _reached(found.codes, found.target)
    if found.groups:
        _groups(found)


def _head(found: Agreement) -> None:
    coders, whole = found.coders, found.whole
    names = f"{', '.join(coders[:-1])} and {coders[-1]}"
    whose = "respondents and interviewers" if found.asked.interviewer else "respondents"
    submitted = "both" if len(coders) == 2 else "two or more"
    say(
        f"{names}, {count(len(found.transcripts), 'transcript')} that {submitted} submitted: "
        f"{count(whole.n, found.unit)} of {whose}"
    )
    if whole.n < whole.given or found.asked.match == "sibling" or found.asked.round:
        said = [
            f"round {found.asked.round}" if found.asked.round else "",
            f"{whole.share:.0%} of the {whole.given} {found.unit}s that somebody submitted",
            "siblings of a code will do" if found.asked.match == "sibling" else "",
        ]
        say("; ".join(filter(None, said)))
    if warning := seen_warning(found):
        say(warning)


def show_rows(rows: Iterable[RowAgreement], *, under_parents: bool = False) -> None:
    """A line a code; a dash where a coefficient is undefined, with the reasons below."""
    plain = [_plain(row) for row in rows]
    shown = _TWO if all(len(row["use"]) == 2 for row in plain) else _MORE
    head = ("code", *(_HEADS.get(name, name) for name in shown))
    lines = with_parents(plain, shown) if under_parents else (_cells(r, shown) for r in plain)
    columns(head, lines, gap=" ")
    undefined: dict[str, list[str]] = defaultdict(list)
    for row in plain:
        for reason in sorted({row["reason"][k] for k in shown if k in row["reason"]}):
            undefined[reason].append(row["code"])
    for reason, codes in undefined.items():
        say(f"- {reason}: {', '.join(codes)}")


def _plain(row: RowAgreement) -> dict[str, Any]:
    kappas = [pair.kappa for pair in row.by_kappa]
    return {
        **row.as_row(),
        "lowest": kappas[0] if kappas else None,
        "highest": kappas[-1] if kappas else None,
    }


def _cells(row: dict[str, Any], shown: Sequence[str], label: str = "") -> list[object]:
    return [label or row["code"], *(row[key] for key in shown)]


def with_parents(
    rows: Iterable[dict[str, Any]], shown: Sequence[str]
) -> Iterator[str | list[object]]:
    """Ids are long: what stands before the last dot is said once, on a line of its own."""
    above = None
    for row in rows:
        code, paired, role = row["code"].partition("@")
        parent, _, name = code.rpartition(".")
        if parent != above:
            yield parent
        above = parent
        yield _cells(row, shown, f"    @{role}" if paired else f"  {name}")


def _summary(whole: Comparison, bands: str) -> None:
    """All codes together, in three ways that are not the same."""
    shown = ("percent", "kappa", "alpha", "ac1")
    mean, pooled = whole.mean.each(), whole.pooled.each()
    defined = dict(whole.mean.defined)
    of = f"mean of {defined['kappa']} of {whole.mean.codes} codes"
    rows = [
        ["counts pooled over codes", *(_value(pooled[name]) for name in shown)],
        [of, *(_value(mean[name]) for name in shown)],
    ]
    columns(("all codes", *shown), rows, gap=" ")
    sets = (("equal", whole.sets.equality), ("Jaccard", whole.sets.jaccard))
    said = [f"{_short(one)} ({name})" for name, one in (*sets, ("MASI", whole.sets.masi))]
    say(f"alpha of the sets of codes on a {whole.unit}: {', '.join(said)}")
    if labels := [one for one in whole.labels if not isinstance(one.alpha.value, Undefined)]:
        click.echo()
        lines = [[one.domain, _value(one.alpha), _value(one.fleiss)] for one in labels]
        columns((f"which codes of a domain a {whole.unit} has", "alpha", "fleiss"), lines, gap=" ")
    if label := band(whole.pooled.alpha.value, bands):
        say(f"pooled alpha is {label} as {bands} has it: a label, no verdict")


def _intervals(whole: Comparison) -> None:
    click.echo()
    say(
        f"95 % intervals, percentiles of {whole.resamples} resamples of "
        f"{count(len(whole.documents), 'transcript')}, seed {whole.seed}"
    )
    rows: list[list[object] | str] = [_ranges(row.code, row) for row in whole.domains]
    for line in with_parents(({"code": row.code, "row": row} for row in whole.codes), ("row",)):
        rows.append(line if isinstance(line, str) else _ranges(str(line[0]), line[1]))
    rows += [_ranges("pooled over codes", whole.pooled), _ranges("mean of codes", whole.mean)]
    columns(("", "kappa", "from - to", "alpha", "from - to"), rows)
    for name in ("equality", "jaccard", "masi"):
        one = getattr(whole.sets, name)
        click.echo(f"sets, {name}: {_short(one)}, {_range(one)}")
    dropped = [
        one.interval.dropped
        for row in (*whole.domains, *whole.codes)
        for one in (row.kappa, row.alpha)
        if isinstance(one.interval, Interval)
    ]
    if any(dropped):
        say(
            "- resamples in which a row has no coefficient are left out of its interval: "
            f"up to {max(dropped)} of {whole.resamples}"
        )
    reasons = {
        one.interval.reason
        for row in whole.codes
        for one in (row.kappa, row.alpha)
        if isinstance(one.interval, Undefined)
    }
    for reason in sorted(reasons):
        say(f"- no interval: {reason}")


def _ranges(label: str, of: Any) -> list[object]:
    kappa, alpha = of.kappa, of.alpha
    return [label, _value(kappa), _range(kappa), _value(alpha), _range(alpha)]


def _reached(codes: Sequence[RowAgreement], target: str) -> None:
    """Which codes the project's own target leaves behind."""
    name, _, bound = target.partition(" ")
    known = [(row.code, row.each()[name].value) for row in codes]
    defined = [(code, value) for code, value in known if not isinstance(value, Undefined)]
    below = [code for code, value in defined if value < float(bound)]
    reached = len(defined) - len(below)
    click.echo()
    say(f"target {target}: reached by {reached} of {count(len(defined), 'row')} that have one")
    if below:
        say(f"- below it: {', '.join(below)}")


def _groups(found: Agreement) -> None:
    click.echo()
    rows = [
        [
            shortened(name, _LABEL),
            len(of.documents),
            of.n,
            *(_value(of.pooled.each()[key]) for key in _COEFFICIENTS),
            _range(of.pooled.alpha),
        ][: None if found.whole.resamples else -1]
        for name, of in found.groups
    ]
    head = (found.by, "texts", f"{found.unit}s", *_COEFFICIENTS, "alpha from - to")
    say("by group, counts pooled over codes:")
    columns(head if found.whole.resamples else head[:-1], rows, gap=" ")


def show_differences(found: Agreement, behind: Differences) -> None:
    """Codes that met, coders beside the others, codes that nobody used."""
    click.echo()
    pairs = behind.confusions.pairs
    say(f"one coder used the first code where another used the second ({found.unit}s, all pairs):")
    for pair in pairs[:_SHOWN]:
        first, second = pair.share_of_first, pair.share_of_second
        say(
            f"{pair.units:6} {pair.first} / {pair.second} "
            f"({first:.0%} and {second:.0%} of what one alone used)"
        )
    if len(pairs) > _SHOWN:
        click.echo(f"       and {len(pairs) - _SHOWN} more pairs; --json has them all")
    if not pairs:
        click.echo("       nowhere")
    click.echo()
    say("each coder beside the others, counts pooled over codes:")
    rows = [
        [
            shortened(one.coder, _LABEL),
            _of(one.kappa),
            _of(one.without),
            sum(place.alone for place in one.codes),
            sum(place.lacking for place in one.codes),
            shortened(one.codes[0].name, 30) if one.codes else "",
        ]
        for one in behind.profiles
    ]
    columns(("coder", "kappa", "without", "alone", "lacking", "most in"), rows, gap=" ")
    say("without: alpha of the others; alone and lacking: units only this coder marked, or not")
    if found.unused:
        click.echo()
        say(f"codes that nobody used: {', '.join(found.unused)}")


def show_units(units: Sequence[Comparison]) -> None:
    """The same codings under each unit."""
    click.echo()
    say("the same codings under each unit, counts pooled over codes:")
    rows = [
        [of.unit, of.n, *(_value(of.pooled.each()[key]) for key in _COEFFICIENTS)] for of in units
    ]
    columns(("unit", "n", *_COEFFICIENTS), rows, gap=" ")


def _value(of: Estimate) -> object:
    return _of(of.value)


def _of(value: float | Undefined) -> float | None:
    return None if isinstance(value, Undefined) else value


def _short(of: Estimate) -> str:
    return "undefined" if isinstance(of.value, Undefined) else f"{of.value:.3f}"


def _range(of: Estimate) -> str:
    return "-" if of.low is None or of.high is None else f"{of.low:.2f} to {of.high:.2f}"


def say(text: str) -> None:
    click.echo(click.wrap_text(text, width=80, subsequent_indent="  "))
