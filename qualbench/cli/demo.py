"""qualbench demo"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.agree import show_rows
from qualbench.cli.output import count
from qualbench.workbench import Demo


@click.command(epilog=options.example("qualbench demo my-demo --no-open"))
@click.argument("directory", default="demo", type=click.Path(path_type=Path))
@click.option("--no-open", is_flag=True, help="Only build it and say what was found.")
@options.coder
def demo(directory: Path, no_open: bool, coder: str) -> None:
    """Build the synthetic sample study and walk through it.

    It goes to DIRECTORY, else ./demo. Twelve invented interviews, two coders, the MIO codebook
    on CFIR 2022: imported, coded, compared, exported and checked. What is there already is kept.
    """
    _show(workbench.demo(directory))


def _show(built: Demo) -> None:
    status = built.status
    words = sum(transcript.respondent_words for transcript in status.transcripts)
    codings = sum(sum(transcript.codings.values()) for transcript in status.transcripts)
    click.echo(f"{status.name}")
    click.echo(
        f"{count(len(status.transcripts), 'transcript')} with {words} words of respondents\n"
        f"{count(codings, 'coding')} by {' and '.join(sorted(_by(built)))}"
    )
    shared = len(built.agreement.transcripts)
    click.echo(f"\nAgreement per domain, on {count(shared, 'transcript')} that both submitted:")
    show_rows(built.agreement.domains)
    found = count(len(built.problems), "problem") if built.problems else "everything resolves"
    click.echo(f"\nChecked: {found}")
    click.echo(f"Project: {built.project}")
    click.echo(f"Exports: {built.exports}")
    click.echo(f"\nNext: qualbench status {built.project}")


def _by(built: Demo) -> set[str]:
    return {coder for transcript in built.status.transcripts for coder in transcript.codings}
