"""qualbench code"""

from pathlib import Path
from typing import get_args

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.model import Span, Valence


@click.command(
    epilog=options.example(
        "qualbench code study.qualbench visit-1 120:188 inner.priority --coder ana",
        "qualbench code study.qualbench visit-1 120:188 Motivation --role deliverers",
    )
)
@options.project
@click.argument("transcript")
@click.argument("span", metavar="START:END", type=options.SpanType())
@click.argument("code")
@click.option("--role", default="", help="For a characteristic: the role it is said of.")
@click.option("--valence", type=click.Choice(get_args(Valence)), help="How it bears on the work.")
@click.option("--unsure", is_flag=True, help="Mark it for a second look.")
@click.option("--memo", metavar="TEXT", default="", help="A memo on this coding.")
@click.option("--note", metavar="TEXT", default="", help="A question to the lead about it.")
@options.coder
def code(
    project: Path,
    transcript: str,
    span: Span,
    code: str,
    role: str,
    valence: Valence | None,
    unsure: bool,
    memo: str,
    note: str,
    coder: str,
) -> None:
    """Put a code on a span of a transcript.

    START and END count Unicode characters of the imported text from 0; END is exclusive. CODE
    is an id, with or without its framework, or a name that only one code has.
    """
    with workbench.opened(project) as opened:
        made = workbench.code(
            opened,
            coder,
            transcript,
            span,
            code,
            role=role,
            valence=valence,
            unsure=unsure,
            memo=memo,
            note=note,
        )
    click.echo(f"{made.id}  {transcript} {span.start}:{span.end}  {made.key}")
