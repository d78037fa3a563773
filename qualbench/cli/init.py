"""qualbench init"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import warn


@click.command(epilog=options.example("qualbench init study.qualbench --codebook mio --coder lead"))
@options.project
@click.option(
    "--codebook",
    metavar="FILE",
    required=True,
    help="A YAML file, or a codebook that comes along: cfir-2022, cfir-2009, mio.",
)
@click.option("--name", default="", help="What the study is called; else the file's name.")
@options.coder
def init(project: Path, codebook: str, name: str, coder: str) -> None:
    """Make a project file; whoever makes it leads it."""
    workbench.init(project, codebook, coder, name)
    with workbench.opened(project) as opened:
        codes = len(workbench.codebook(opened).codes)
    click.echo(f"Made {project}: led by {coder.strip()}, {codes} codes.")
    click.echo(f"Next: qualbench import {project} FILE... --cases CSV")
    warn(workbench.misplaced(project))
