"""qualbench quotes"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, count, shortened
from qualbench.workbench import Filters, Order, Quote

_KEYS = """JSON: a list with keys id, lineage, transcript, hash, start, end, speaker, attributes,
before, quote, speech, after, code, role, name, coder, valence, unsure, starred, note, memo, at.
A quote stands as in the text, from start to end; speech is without its labels and time marks.

"""


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench quotes study.qualbench inner.culture --role counselor --coder ana",
        "qualbench quotes study.qualbench Motivation Need --order case --coder ana",
    )
)
@options.project
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
@click.option("--role", multiple=True, help="Only of cases with this role; can be repeated.")
@click.option("--clinic", multiple=True, help="Only of cases of this clinic; can be repeated.")
@click.option("--wave", multiple=True, help="Only of this wave; can be repeated.")
@click.option("--by", metavar="NAME", multiple=True, help="Only those of one coder.")
@click.option("--starred", is_flag=True, help="Only those that are starred.")
@click.option("--unsure", is_flag=True, help="Only those that are marked unsure.")
@click.option("--order", type=click.Choice(workbench.ORDERS), default="transcript")
@options.json
@options.coder
def quotes(
    project: Path,
    codes: Sequence[str],
    role: Sequence[str],
    clinic: Sequence[str],
    wave: Sequence[str],
    by: Sequence[str],
    starred: bool,
    unsure: bool,
    order: Order,
    json_: bool,
    coder: str,
) -> None:
    """Show all quotations of one or several codes.

    A code stands for the codes below it too. Shown are your own codings, and others' of the
    transcripts that you have submitted.
    """
    attributes = (("role", role), ("clinic", clinic), ("wave", wave))
    with workbench.opened(project) as opened:
        filters = Filters(
            codes=workbench.keys_of(opened, codes),
            coders=tuple(by),
            attributes=tuple((name, value) for name, values in attributes for value in values),
            starred=starred,
            unsure=unsure,
        )
        found = workbench.quotes(opened, coder, filters, order)
    if json_:
        as_json([_plain(quote) for quote in found])
    else:
        _show(found, order)


def _plain(quote: Quote) -> dict[str, object]:
    coding = quote.shown.coding
    return {
        "id": coding.id,
        "lineage": coding.lineage,
        "transcript": quote.shown.transcript,
        "hash": quote.hash,
        "start": coding.span.start,
        "end": coding.span.end,
        "speaker": quote.speaker,
        "attributes": dict(quote.attributes),
        "before": quote.before,
        "quote": quote.shown.quote,
        "speech": quote.speech,
        "after": quote.after,
        "code": coding.code,
        "role": coding.role,
        "name": quote.name,
        "coder": quote.shown.coder,
        "valence": coding.valence,
        "unsure": coding.unsure,
        "starred": coding.starred,
        "note": coding.note,
        "memo": coding.memo,
        "at": coding.at,
    }


def _show(found: Sequence[Quote], order: Order) -> None:
    for heading, group in groupby(found, key=lambda quote: workbench.group_of(quote, order)):
        click.echo(heading)
        for quote in group:
            click.echo(f"  {_whose(quote)}")
            click.echo(f"    “{shortened(quote.speech, 1000)}”")
    click.echo(f"{count(len(found), 'quotation')}.")


def _whose(quote: Quote) -> str:
    span = quote.shown.coding.span
    case = " ".join(filter(None, quote.attributes.values()))
    place = f"{quote.shown.transcript} {span.start}:{span.end}"
    return "; ".join(filter(None, [quote.name, quote.speaker, case, place, quote.shown.coder]))
