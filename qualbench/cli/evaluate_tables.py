"""An evaluation as tables and plots of 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import click

from qualbench.cli.agree_tables import say
from qualbench.cli.output import columns, count, shortened
from qualbench.workbench import Evaluation, Figures, Undefined

_HEAD = ("top-1", "top-3", "MRR", "mF1", "AP/pr", "ECE")
_BAR = 40
_LABEL = 20
_FULL, _SCALE = "#", "|"


def show(found: Evaluation) -> None:
    """What was asked of what; suggestions beside simpler methods, in parts, beside people."""
    _head(found)
    if found.why_not:
        say(f"Nothing can be said of suggestions here: {found.why_not}.")
        return
    _methods(found)
    _shown(found)
    _bins(found)
    _curve(found)
    _groups(found)
    _pairs(found)
    _codes(found)


def _head(found: Evaluation) -> None:
    whose = Counter(who for _, who in found.whose)
    for who, many in sorted(whose.items()):
        say(f"What counts in {count(many, 'transcript')}: the codings of {who}.")
    if found.uncounted:
        say(
            f"Left out, as several have coded them and none is the primary coder: "
            f"{', '.join(found.uncounted)}. Name one with `qualbench primary PROJECT CODER`."
        )
    of = found.overall
    if not found.why_not:
        say(
            f"{count(len(found.tested), 'submitted transcript')} held out in {found.folds} parts "
            f"(seed {found.seed}): {of.turns} turns of respondents, {of.coded} of them coded, "
            f"{count(of.codes, 'code')} in use. Vectors by {found.model}."
        )
    _suggested(found)


def _suggested(found: Evaluation) -> None:
    """What was chosen with help, and where there is nothing else."""
    if found.suggested == 1:
        say(
            "1 code on a turn was chosen after it had been suggested to the coder, and proves "
            "nothing."
        )
    elif found.suggested:
        say(
            f"{found.suggested} codes on turns were chosen after they had been suggested to the "
            "coder, and prove nothing."
        )
    elif not found.why_not:
        say("No code was chosen after it had been suggested to the coder.")
    if found.led:
        say(f"Left out, as nothing else is coded there: {', '.join(found.led)}.")


def _methods(found: Evaluation) -> None:
    click.echo()
    rows = [("suggestions", found.overall), *found.baselines]
    columns(("", *_HEAD), [[name, *_measures(of)] for name, of in rows])
    say(
        "- top-1, top-3, mean reciprocal rank and macro-F1 of the first choice: of coded turns; "
        "average precision over prevalence (1 is guessing; mean of codes) and the calibration "
        "error of first choices: of all turns, for what nobody coded is to be left alone"
    )
    _why_undefined(of for _, of in rows)


def _shown(found: Evaluation) -> None:
    click.echo()
    say("How often the surest first choices are right, by the share of all turns shown:")
    click.echo(f"{'':15}0{'':{_BAR // 2 - 1}}.5{'':{_BAR // 2 - 2}}1")
    for share, value in found.overall.shown:
        many = int(found.overall.turns * share)
        click.echo(f"{share:5.0%} {many:5}   {_bar(value)} {_text(value)}")
    click.echo()
    shares = [f"{share:.0%}" for share, _ in found.overall.shown]
    rows = [("suggestions", found.overall), *found.baselines]
    columns(("", *shares), [[name, *(_or_none(v) for _, v in of.shown)] for name, of in rows])


def _bins(found: Evaluation) -> None:
    click.echo()
    if not found.bins:
        ece = found.overall.ece
        say(f"No calibration: {ece.reason if isinstance(ece, Undefined) else 'no turn'}.")
        return
    say("How sure first choices are, and how often they are right, in bins of equal mass:")
    columns(("turns", "said", "right"), [[one.n, one.said, one.right] for one in found.bins])


def _curve(found: Evaluation) -> None:
    click.echo()
    say(
        "Learned from so many transcripts (0: from the codebook alone); the bar is top-1 of the "
        f"same {count(found.overall.coded, 'coded turn')}:"
    )
    for at in found.curve:
        top1, top3, f1 = (_text(x) for x in (at.figures.top1, at.figures.top3, at.figures.f1))
        click.echo(f"{at.transcripts:5}   {_bar(at.figures.top1)} {top1}  top-3 {top3}  mF1 {f1}")


def _groups(found: Evaluation) -> None:
    for attribute, values in found.groups:
        click.echo()
        head = (attribute, "turns", "coded", "codes", *_HEAD)
        columns(
            head,
            [
                [shortened(value, _LABEL), of.turns, of.coded, of.codes, *_measures(of)]
                for value, of in values
            ],
        )
        _why_undefined(of for _, of in values)


def _pairs(found: Evaluation) -> None:
    click.echo()
    if not found.pairs:
        say("No tested transcript was submitted by several coders: no agreement to compare with.")
        return
    say(
        "Kappa where several coders have submitted, counts pooled over codes; a first choice is "
        "one code a turn, whatever coders do; from .5: only where it is at least that sure:"
    )
    rows = [
        [shortened(one.first, 24), shortened(one.second, 24), one.turns, _or_none(one.kappa)]
        for one in found.pairs
    ]
    columns(("", "with", "turns", "kappa"), rows)
    for reason in sorted({p.kappa.reason for p in found.pairs if isinstance(p.kappa, Undefined)}):
        say(f"- undefined: {reason}")


def _codes(found: Evaluation) -> None:
    click.echo()
    head = ("code", "n", "texts", "top-1", "top-3", "MRR", "F1", "AP", "AP/pr")
    rows: list[list[object] | str] = []
    above = None
    for one in sorted(found.codes, key=lambda one: _parted(one.key)):
        parent, name = _parted(one.key)
        rows += [parent] if parent != above else []
        above = parent
        measured = (one.top1, one.top3, one.mrr, one.f1, one.precision, f"{one.lift:.1f}")
        rows.append([f"  {name}", one.n, one.transcripts, *measured])
    columns(head, rows, gap=" ")
    say(
        "- n: turns that have the code, which top-1, top-3 and MRR are of; F1: of coded turns, "
        "AP and AP/pr: of all turns; the means of F1 and AP/pr are those above"
    )
    told = (
        ("only guessed when held out, hardly better than chance", found.guessed),
        ("left out of suggestions, as a model of all transcripts only guesses too", found.left_out),
        ("coded in one transcript alone, so that nothing is known", found.rare),
    )
    for what, codes in told:
        say(f"- {what}: {', '.join(codes) or 'none'}")


def _parted(key: str) -> tuple[str, str]:
    """What stands before the last dot of a code, and the rest with the role it is said of."""
    code, mark, role = key.partition("@")
    parent, _, name = code.rpartition(".")
    return parent, f"{name}{mark}{role}"


def _measures(of: Figures) -> list[float | None]:
    return [_or_none(x) for x in (of.top1, of.top3, of.mrr, of.f1, of.lift, of.ece)]


def _why_undefined(rows: Iterable[Figures]) -> None:
    values = [x for of in rows for x in (of.top1, of.lift, of.ece)]
    for reason in sorted({x.reason for x in values if isinstance(x, Undefined)}):
        say(f"- undefined: {reason}")


def _bar(value: float | Undefined) -> str:
    cells = 0 if isinstance(value, Undefined) else round(value * _BAR)
    return f"{_FULL * cells:{_BAR}}{_SCALE}"


def _text(value: float | Undefined) -> str:
    return "-" if isinstance(value, Undefined) else f"{value:.3f}"


def _or_none(value: float | Undefined) -> float | None:
    return None if isinstance(value, Undefined) else value
