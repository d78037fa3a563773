"""qualbench codings"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns
from qualbench.workbench import ShownCoding

_KEYS = """\b
JSON: a list with keys id, lineage, transcript, start, end, quote, code, role, coder,
valence, unsure, memo, codebook, at.

"""


@click.command(epilog=_KEYS + options.example("qualbench codings study.qualbench --by ana"))
@options.project
@click.option("--transcript", default="", help="Only those of one transcript.")
@click.option("--by", metavar="NAME", default="", help="Only those of one coder.")
@options.json
@options.coder
def codings(project: Path, transcript: str, by: str, json_: bool, coder: str) -> None:
    """List the codings that stand, in reading order."""
    with workbench.opened(project) as opened:
        found = workbench.live_codings(opened, transcript, by)
    if json_:
        as_json([_plain(shown) for shown in found])
    else:
        columns(("id", "transcript", "place", "code", "coder", "quote"), map(_row, found))


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
        "memo": coding.memo,
        "codebook": coding.codebook,
        "at": coding.at,
    }


def _row(shown: ShownCoding) -> tuple[str, ...]:
    coding = shown.coding
    place = f"{coding.span.start}:{coding.span.end}"
    quote = " ".join(shown.quote.split())
    short = quote if len(quote) <= 48 else f"{quote[:47]}…"
    return (coding.id[-12:], shown.transcript, place, coding.key, shown.coder, short)
