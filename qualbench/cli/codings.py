"""qualbench codings"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, shortened
from qualbench.workbench import ShownCoding

_KEYS = """JSON: a list with keys id, lineage, transcript, start, end, quote, code, role, coder,
valence, unsure, note, starred, memo, codebook, at.

"""


@click.command(epilog=_KEYS + options.example("qualbench codings study.qualbench --by ana"))
@options.project
@click.option("--transcript", default="", help="Only those of one transcript.")
@click.option("--by", metavar="NAME", default="", help="Only those of one coder.")
@options.json
@options.coder
def codings(project: Path, transcript: str, by: str, json_: bool, coder: str) -> None:
    """List the codings that stand, in reading order.

    What others make in a sealed round is left out.
    """
    with workbench.opened(project) as opened:
        found = workbench.live_codings(opened, transcript, by, coder)
    if json_:
        as_json([_plain(shown) for shown in found])
    else:
        _show(found)


def _plain(shown: ShownCoding) -> dict[str, object]:
    coding = shown.coding
    return {
        "id": coding.id,
        "lineage": coding.lineage,
        "transcript": shown.transcript,
        "start": coding.span.start,
        "end": coding.span.end,
        "quote": shown.quote,
        "code": coding.code,
        "role": coding.role,
        "coder": shown.coder,
        "valence": coding.valence,
        "unsure": coding.unsure,
        "note": coding.note,
        "starred": coding.starred,
        "memo": coding.memo,
        "codebook": coding.codebook,
        "at": coding.at,
    }


_WIDTH = 80


def _show(found: Iterable[ShownCoding]) -> None:
    """Two lines a coding under the name of its transcript: which and where, and what."""
    for transcript, codings in groupby(found, key=lambda shown: shown.transcript):
        click.echo(transcript)
        for shown in codings:
            span = shown.coding.span
            where = f"  {shown.coding.id[-12:]}  {f'{span.start}:{span.end}':11}  {shown.coder}  "
            click.echo(where + shortened(shown.quote, max(20, _WIDTH - len(where))))
            click.echo(f"{'':16}{shown.coding.key}")
