"""qualbench revise"""

from pathlib import Path
from typing import Literal, get_args

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.model import PAIR_MARK, Span, Valence

_NONE = "none"


@click.command(
    epilog=options.example(
        "qualbench revise study.qualbench 9f2c41d07a3b --span 120:190 --coder ana",
        "qualbench revise study.qualbench 9f2c41d07a3b --code inner.culture --sure",
    )
)
@options.project
@click.argument("coding")
@click.option("--span", metavar="START:END", type=options.SpanType(), help="Other words.")
@click.option("--code", metavar="CODE", default="", help="Another code, as in `qualbench code`.")
@click.option("--role", default="", help="For a characteristic: the role it is said of.")
@click.option("--valence", type=click.Choice([*get_args(Valence), _NONE]), help="none clears it.")
@click.option("--unsure/--sure", default=None, help="Mark it for a second look, or no more.")
@click.option("--note", metavar="TEXT", help='A question to the lead; "" clears it.')
@options.coder
def revise(
    project: Path,
    coding: str,
    span: Span | None,
    code: str,
    role: str,
    valence: str | None,
    unsure: bool | None,
    note: str | None,
    coder: str,
) -> None:
    """Change a coding of your own; what it was stays on record.

    CODING is its id or the end of it, as `qualbench codings` shows it. Without any option it
    says that you looked at the coding again under a changed codebook, and that it stands.
    """
    if role and not code:
        raise click.BadParameter("say --code too", param_hint="--role")
    with workbench.opened(project) as opened:
        made = workbench.revise(
            opened,
            coder,
            coding,
            span=span,
            code=f"{code}{PAIR_MARK}{role}" if role else code,
            valence=_VALENCES[valence] if valence else None,
            unsure=unsure,
            note=note,
        )
    click.echo(f"{made.id}  {made.span.start}:{made.span.end}  {made.key}")


_VALENCES: dict[str, Valence | Literal[""]] = {_NONE: "", **{v: v for v in get_args(Valence)}}
