"""qualbench reread"""

from __future__ import annotations

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, shortened
from qualbench.cli.suggest import open_to, require_wanted
from qualbench.workbench import Doubt, Rereading, Store

_KEYS = """JSON: a list with keys transcript, why_not (why nothing is known there), unlike, missed;
each of these: coding (empty for what is not coded), start, end, quote, code (with @role where it
is said of one), name, sure (a probability), usual (the share of turns that have the code); those
missed also why.

"""
_WIDTH = 80
_LEAST = 0.0001
_NUMBERS = (
    "The number is how sure one is of the code there, going by the other transcripts; usual is the "
    "share of all turns that have it."
)


@click.command(epilog=_KEYS + options.example("qualbench reread study.qualbench --coder ana"))
@options.project
@click.option("--transcript", default="", help="Only one transcript.")
@options.json
@options.coder
def reread(project: Path, transcript: str, json_: bool, coder: str) -> None:
    """List what you would do well to read again before you submit.

    In every transcript that you have coded: your codings that are unlike the rest of their code,
    the least likely first, and what you have probably missed, the surest first; each with how
    sure one is of the code there. What may be missed is a suggestion: that it was shown to you
    is recorded, and while you code a transcript blind in a round there is none.
    """
    with workbench.opened(project) as opened, Bar() as bar:
        require_wanted(opened, coder)
        asked = [transcript] if transcript else open_to(opened, coder, coded=True)
        found = _found(opened, coder, asked, bar)
    if json_:
        as_json([_plain(name, said) for name, said in found])
    else:
        _show(found)


def _found(opened: Store, coder: str, asked: list[str], bar: Bar) -> list[tuple[str, Rereading]]:
    """By the name of each transcript; what was probably missed counts as shown from here on."""
    found, before = [], None
    for transcript in asked:
        before = workbench.learned(opened, coder, transcript, before, bar)
        said = workbench.rereading(before)
        missed = [doubt.said.said for doubt in said.missed if doubt.said]
        workbench.showed(opened, coder, before.transcript, missed, before.mode)
        found.append((before.evidence.talk.names[before.transcript], said))
    return found


def _plain(transcript: str, found: Rereading) -> dict[str, object]:
    return {
        "transcript": transcript,
        "why_not": found.why_not,
        "unlike": [_row(doubt) for doubt in found.unlike],
        "missed": [_row(one) | {"why": one.said.why if one.said else ""} for one in found.missed],
    }


def _row(doubt: Doubt) -> dict[str, object]:
    return {
        "coding": doubt.coding,
        "start": doubt.span.start,
        "end": doubt.span.end,
        "quote": doubt.quote,
        "code": doubt.key,
        "name": doubt.name,
        "sure": doubt.sure,
        "usual": doubt.usual,
    }


def _show(found: list[tuple[str, Rereading]]) -> None:
    if not found:
        click.echo("There is nothing coded here that could be read again.")
    if any(said.unlike or said.missed for _, said in found):
        click.echo(click.wrap_text(_NUMBERS, _WIDTH))
    for name, said in found:
        if said.why_not:
            click.echo(f"{name}: nothing to say, as {said.why_not}")
            continue
        click.echo(name)
        _list("unlike the rest of their code", said.unlike)
        _list("probably missed", said.missed)


def _list(head: str, doubts: tuple[Doubt, ...]) -> None:
    """Two lines a doubt: how sure, which coding, where and what is said; how usual, of what."""
    click.echo(f"  {head}: {len(doubts) or 'nothing'}")
    for doubt in doubts:
        which = f"{doubt.coding[-12:]}  " if doubt.coding else ""
        place = f"    {_told(doubt.sure)}  {which}{doubt.span.start}:{doubt.span.end}  "
        click.echo(place + shortened(doubt.quote, _WIDTH - len(place)))
        click.echo(f"        usual {_told(doubt.usual)}  {doubt.key}")


def _told(share: float) -> str:
    """Never a zero for what is only small."""
    return f"{share:.4f}" if share >= _LEAST else "<.0001"
