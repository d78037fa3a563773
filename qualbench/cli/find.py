"""qualbench find"""

from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, count, shortened
from qualbench.workbench import Hit

_KEYS = """JSON: a list with keys transcript, hash, start, end, speaker, interviewer, before, quote,
after.

"""


@click.command(
    epilog=_KEYS
    + options.example(
        'qualbench find study.qualbench "child care" --respondents',
        'qualbench find study.qualbench "child ?care|sitter" --regex',
    )
)
@options.project
@click.argument("text")
@click.option("--regex", is_flag=True, help="TEXT is a regular expression.")
@click.option("--respondents", is_flag=True, help="Only what respondents say.")
@click.option("--case", "case", is_flag=True, help="Tell capitals from small letters.")
@options.json
@options.coder
def find(
    project: Path, text: str, regex: bool, respondents: bool, case: bool, json_: bool, coder: str
) -> None:
    """Find words in all transcripts.

    Capitals count with --case alone, and several words may be apart by any white space.
    """
    with workbench.opened(project) as opened:
        found = workbench.find(
            opened, text, regex=regex, ignore_case=not case, respondents_only=respondents
        )
    if json_:
        as_json([_plain(hit) for hit in found])
    else:
        _show(found)


def _plain(hit: Hit) -> dict[str, object]:
    plain = asdict(hit)
    span = plain.pop("span")
    first = {name: plain.pop(name) for name in ("transcript", "hash")}
    return {**first, **span, **plain}


_AROUND = 30


def _show(found: tuple[Hit, ...]) -> None:
    """One line a hit under the name of its transcript: where, and the words around it."""
    for transcript, hits in groupby(found, key=lambda hit: hit.transcript):
        click.echo(transcript)
        for hit in hits:
            before = hit.before if len(hit.before) <= _AROUND else f"…{hit.before[-_AROUND:]}"
            after = hit.after if len(hit.after) <= _AROUND else f"{hit.after[:_AROUND]}…"
            where = f"{hit.span.start}:{hit.span.end}"
            said = shortened(f"{before}[{hit.quote}]{after}".strip(), 200)
            click.echo(f"  {where:12} {said}")
    places = len({hit.hash for hit in found})
    click.echo(f"{count(len(found), 'place')} in {count(places, 'transcript')}.")
