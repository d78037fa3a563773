"""qualbench memos"""

from collections.abc import Iterable
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, printable
from qualbench.workbench import ShownMemo

_KEYS = """JSON: a list with keys id, lineage, target, about, on, transcript, start, end, coder,
text, at; transcript is a hash, and start and end are null unless the memo is on a coding.

"""


@click.command(epilog=_KEYS + options.example("qualbench memos study.qualbench --coder ana"))
@options.project
@options.json
@options.coder
def memos(project: Path, json_: bool, coder: str) -> None:
    """List the memos that you may see, the newest last.

    Others' memos on transcripts and codings are shown once you have submitted the transcript.
    """
    with workbench.opened(project) as opened:
        found = workbench.memos(opened, coder)
    if json_:
        as_json([_plain(shown) for shown in found])
    else:
        _show(found)


def _plain(shown: ShownMemo) -> dict[str, object]:
    memo, span = shown.memo, shown.span
    return {
        "id": memo.id,
        "lineage": memo.lineage,
        "target": memo.target,
        "about": memo.about,
        "on": shown.on,
        "transcript": shown.transcript,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "coder": shown.coder,
        "text": memo.text,
        "at": memo.at,
    }


def _show(found: Iterable[ShownMemo]) -> None:
    """Which, whose and on what in one line; below it the words, as they were written."""
    for shown in found:
        click.echo(f"{shown.memo.id[-12:]}  {shown.coder}  {shown.memo.target}: {shown.on}")
        for line in shown.memo.text.splitlines():
            click.echo(f"    {printable(line)}".rstrip())
