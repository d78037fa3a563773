"""qualbench redo"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options


@click.command(epilog=options.example("qualbench redo study.qualbench --coder ana"))
@options.project
@options.coder
def redo(project: Path, coder: str) -> None:
    """Do again what you undid last."""
    with workbench.opened(project) as opened:
        what = workbench.redo(opened, coder)
    click.echo(f"Redone: {what}.")
