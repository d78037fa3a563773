"""qualbench load-codings"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import count


@click.command(
    "load-codings",
    epilog=options.example("qualbench load-codings study.qualbench codings.csv --submit"),
)
@options.project
@click.argument("csv", type=click.Path(path_type=Path))
@click.option("--submit", is_flag=True, help="Each coder has finished the transcripts named.")
@options.coder
def load_codings(project: Path, csv: Path, submit: bool, coder: str) -> None:
    """Take over codings from a CSV, all of them or none.

    Loading twice adds nothing. Columns coder, transcript, code, and start with end, or a quote
    that occurs once; if wanted role, memo, valence, unsure.
    """
    with workbench.opened(project) as opened:
        done = workbench.load_codings(opened, csv, submit=submit)
    click.echo(f"Loaded {count(done.added, 'coding')}, {done.already} already there.")
    if done.retracted:
        click.echo(f"Retracted earlier, and left so: {count(done.retracted, 'coding')}.")
    for name, submitted in done.submitted.items():
        click.echo(f"{name} submitted {count(submitted, 'transcript')}.")
