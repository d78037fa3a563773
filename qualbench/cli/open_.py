"""qualbench open"""

import sys
from pathlib import Path

import click

from qualbench import tui
from qualbench.cli import options
from qualbench.errors import RefusedError


@click.command("open", epilog=options.example("qualbench open study.qualbench --coder ana"))
@options.project
@options.coder
@click.pass_context
def open_(ctx: click.Context, project: Path, coder: str) -> None:
    """Open a project in the terminal program: read, code, look."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RefusedError("this is no terminal", "Run it where you can press keys.")
    ctx.exit(tui.run(project, coder))
