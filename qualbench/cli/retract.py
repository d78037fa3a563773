"""qualbench retract"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import count


@click.command(epilog=options.example("qualbench retract study.qualbench 9f2c41d07a3b --coder ana"))
@options.project
@click.argument("codings", nargs=-1, required=True, metavar="CODING...")
@options.coder
def retract(project: Path, codings: tuple[str, ...], coder: str) -> None:
    """Take back codings of your own.

    With their revisions; by their ids or the ends of them, as `qualbench codings` shows them.
    """
    with workbench.opened(project) as opened:
        taken = workbench.retract(opened, coder, codings)
    click.echo(f"Retracted {count(len(taken), 'coding')}. `qualbench undo` brings them back.")
