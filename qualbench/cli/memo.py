"""qualbench memo"""

from pathlib import Path
from typing import get_args

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.model import MemoTarget


@click.command(
    epilog=options.example(
        'qualbench memo study.qualbench "Ask about the rooms" --on transcript:visit-1',
        'qualbench memo study.qualbench "Why here?" --on coding:9f2c41d07a3b',
    )
)
@options.project
@click.argument("text")
@click.option(
    "--on",
    metavar="THING",
    required=True,
    help="coding:ID, transcript:NAME, code:ID, case:PARTICIPANT or project.",
)
@options.coder
def memo(project: Path, text: str, on: str, coder: str) -> None:
    """Write a memo on anything, from a coding to the project.

    A coding is named by its id or the end of it, as `qualbench codings` shows it; TEXT may be
    Markdown.
    """
    target, _, about = on.partition(":")
    if target not in get_args(MemoTarget) or bool(about) == (target == "project"):
        raise click.BadParameter(
            f"{on!r} is not coding:ID, transcript:NAME, code:ID, case:PARTICIPANT or project",
            param_hint="--on",
        )
    with workbench.opened(project) as opened:
        made = workbench.write_memo(opened, coder, _TARGETS[target], about, text)
    click.echo(f"{made.id}  {on}")


_TARGETS: dict[str, MemoTarget] = {target: target for target in get_args(MemoTarget)}
