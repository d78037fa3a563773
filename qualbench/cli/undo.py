"""qualbench undo"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options


@click.command(epilog=options.example("qualbench undo study.qualbench --coder ana"))
@options.project
@options.coder
def undo(project: Path, coder: str) -> None:
    """Take back your latest action in this file.

    Codings, memos, stars, submissions, codebook versions and what was taken back: one action
    at a time.
    """
    with workbench.opened(project) as opened:
        what = workbench.undo(opened, coder)
    click.echo(f"Undone: {what}.")
