"""qualbench import"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import complain, count, notice, warn


@click.command(
    "import",
    epilog=options.example(
        "qualbench import study.qualbench texts/* --cases cases.csv --coder lead"
    ),
)
@options.project
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--cases",
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="Columns transcript, participant; if known wave, speaker; any other is an attribute.",
)
@click.option(
    "--interviewer",
    metavar="LABEL",
    multiple=True,
    help="A speaker label that marks the interviewer, beside the usual ones; may be repeated.",
)
@options.coder
@click.pass_context
def import_(
    ctx: click.Context,
    project: Path,
    files: tuple[Path, ...],
    cases: Path | None,
    interviewer: tuple[str, ...],
    coder: str,
) -> None:
    """Bring in transcripts, and whose they are.

    Reads .txt, .docx, .vtt and .srt. Import only de-identified transcripts. A text that is
    there already is recognised by its content. A file that cannot be read is reported and the
    others are imported; the exit code is then 1.
    """
    if not files and cases is None:
        raise click.UsageError("Name at least one file, or --cases.")
    with workbench.opened(project) as opened:
        done = workbench.import_files(opened, coder, files, cases, interviewer)
    warn(workbench.misplaced(project))
    click.echo(
        f"Imported {count(len(done.added), 'transcript')}, "
        f"{len(done.known)} already there, {count(done.cases, 'new fact')} about cases."
    )
    if done.without_case:
        click.echo(f"Without a case: {', '.join(done.without_case)}")
    for name in done.unmatched:
        notice(f"{cases}: no transcript is named {name}")
    for error in done.failed:
        complain(error)
    if done.failed:
        ctx.exit(1)
