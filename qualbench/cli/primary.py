"""qualbench primary"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options


@click.command(
    epilog=options.example("qualbench primary study.qualbench ana --coder lead"),
)
@options.project
@click.argument("primary_coder", metavar="CODER")
@click.argument("transcripts", nargs=-1, metavar="[TRANSCRIPT...]")
@options.coder
def primary(project: Path, primary_coder: str, transcripts: tuple[str, ...], coder: str) -> None:
    """Name whose codings stand for a transcript in analyses.

    They do until it is reconciled. For the whole project, or only for the transcripts named.
    Leads do this.
    """
    with workbench.opened(project) as opened:
        changed = workbench.primary(opened, coder, primary_coder, transcripts)
    click.echo(f"{primary_coder} is {'now' if changed else 'already'} the primary coder.")
