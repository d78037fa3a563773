"""qualbench submit"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import count


@click.command(
    epilog=options.example("qualbench submit study.qualbench c1-counselor-1 --coder ana")
)
@options.project
@click.argument("transcripts", nargs=-1, required=True, metavar="TRANSCRIPT...")
@options.coder
def submit(project: Path, transcripts: tuple[str, ...], coder: str) -> None:
    """Say that you have finished transcripts.

    What you coded in them until now counts for agreement, whatever you change later.
    """
    with workbench.opened(project) as opened:
        done = workbench.submit(opened, coder, transcripts)
    click.echo(f"Submitted {count(len(done), 'transcript')}.")
    if len(done) < len(transcripts):
        click.echo("The others were submitted already, with the same codings.")
