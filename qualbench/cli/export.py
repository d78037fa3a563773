"""qualbench export"""

from pathlib import Path
from typing import Literal, get_args

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, count, notice

Kind = Literal["segments", "matrix", "codebook", "decisions", "topics"]


@click.command(
    epilog=options.example(
        "qualbench export study.qualbench segments --to segments.csv",
        "qualbench export study.qualbench matrix --to m.xlsx --by clinic --by role",
        "qualbench export study.qualbench topics --run missed --to topics.csv",
    )
)
@options.project
@click.argument("kind", type=click.Choice(get_args(Kind)))
@click.option(
    "--to",
    metavar="PATH",
    required=True,
    type=click.Path(path_type=Path),
    help="Ends in .csv or .xlsx; a data dictionary and the provenance go with it.",
)
@click.option(
    "--layer",
    metavar="LAYER",
    default="",
    help="all (segments only, their default), analysis (the matrix's), consensus or coder:NAME.",
)
@click.option(
    "--by",
    metavar="ATTRIBUTE",
    multiple=True,
    help="What makes a case of the matrix: participant (default), transcript, wave or any"
    " attribute; may be repeated.",
)
@click.option("--run", metavar="NAME", default="", help="Which kept run of topics, by name or id.")
@click.option(
    "--json",
    "json_",
    is_flag=True,
    help="Print files, rows, unfinished, sealed and shown_suggestions as JSON.",
)
@options.coder
def export(
    project: Path,
    kind: Kind,
    to: Path,
    layer: str,
    by: tuple[str, ...],
    run: str,
    json_: bool,
    coder: str,
) -> None:
    """Write segments, matrix, codebook, decisions or topics.

    What others make in a sealed round is left out.

    Exported quotations are pseudonymous, not anonymous: look at them before they travel.
    """
    if by and kind != "matrix":
        raise click.UsageError(f"--by makes the cases of a matrix; {kind} has none.")
    if layer and kind not in ("segments", "matrix"):
        raise click.UsageError(f"--layer chooses codings; {kind} has none.")
    if bool(run) != (kind == "topics"):
        raise click.UsageError("--run names the kept run of topics, and goes with these alone.")
    with workbench.opened(project) as opened:
        done = workbench.export(opened, kind, to, layer, by, coder, run)
    if json_:
        files = [str(file) for file in done.files]
        left_out = {"unfinished": list(done.unfinished), "sealed": list(done.sealed)}
        said = {"files": files, "rows": done.rows, **left_out}
        as_json(said | {"shown_suggestions": list(done.shown)})
    else:
        click.echo(f"Wrote {count(done.rows, 'row')}: {', '.join(map(str, done.files))}")
    if done.unfinished:
        notice(f"Not submitted, so not counted: {', '.join(done.unfinished)}")
    if done.sealed:
        notice(f"Sealed in a round, so others' codings are left out: {', '.join(done.sealed)}")
    if done.shown:
        notice(
            f"Suggestions were shown to {', '.join(done.shown)}: "
            "codings may be more alike than they would be without."
        )
