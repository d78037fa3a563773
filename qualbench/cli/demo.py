"""qualbench demo"""

import shlex
import sys
from pathlib import Path

import click

from qualbench import tui, workbench
from qualbench.cli import options
from qualbench.cli.agree_tables import show_rows
from qualbench.cli.output import Bar, count
from qualbench.cli.topics import show as show_topics
from qualbench.workbench import Demo, Distinguishing, Undefined


@click.command(epilog=options.example("qualbench demo my-demo --no-open"))
@click.argument("directory", default="demo", type=click.Path(path_type=Path))
@click.option("--no-open", is_flag=True, help="Only build it and say what was found.")
@options.coder
def demo(directory: Path, no_open: bool, coder: str) -> None:
    """Build the synthetic sample study and open it.

    It goes to DIRECTORY, else ./demo. Twelve invented interviews, two coders, the MIO codebook
    on CFIR 2022. Without a terminal, or with --no-open, it walks the whole way (import,
    prepare, suggest, topics, agree, rate, export, check) and says what it found. What is there
    already is kept.
    """
    if no_open or not (sys.stdin.isatty() and sys.stdout.isatty()):
        with Bar() as bar:
            walked = workbench.demo(directory, bar)
        _show(walked)
        return
    with Bar() as bar:
        built = workbench.build_demo(directory, bar)
    sys.exit(tui.run(built.project, coder or "me"))


def _show(built: Demo) -> None:
    status = built.status
    words = sum(transcript.respondent_words for transcript in status.transcripts)
    codings = sum(sum(transcript.codings.values()) for transcript in status.transcripts)
    click.echo(f"{status.name}")
    click.echo(
        f"{count(len(status.transcripts), 'transcript')} with {words} words of respondents,\n"
        f"{count(codings, 'coding')} by {' and '.join(sorted(_by(built)))}"
    )
    shared = len(built.agreement.transcripts)
    click.echo(f"\nAgreement per domain, on {count(shared, 'transcript')} that both submitted:")
    show_rows(built.agreement.domains)
    click.echo()
    if built.topics:
        show_topics(built.topics)
    if built.suggested:
        name, turns = built.suggested
        click.echo(f"\nSuggestions for {count(turns, 'turn')} of {name}, surer than not.")
    _show_ratings(built)
    if built.without_models:
        click.echo(f"No suggestions or topics: {built.without_models}")
    found = count(len(built.problems), "problem") if built.problems else "everything resolves"
    click.echo(f"Checked: {found}")
    click.echo(f"Project: {built.project}")
    click.echo(f"Exports: {built.exports}")
    tables = (f.name for f in built.files if f.stem in ("segments", "counts", "codebook"))
    files = f"{', '.join(tables)}; with dictionaries and provenance"
    click.echo(click.wrap_text(files, 80, " " * 9, " " * 9))
    click.echo(f"\nNext: qualbench open {shlex.quote(str(built.project))} --coder YOUR-NAME")


def _show_ratings(built: Demo) -> None:
    if built.rated:
        overall = built.rated.overall
        click.echo(
            f"\nRatings of {len(built.rated.constructs)} constructs by "
            f"{' and '.join(built.rated.raters)}: {_share(overall.exact)} alike, "
            f"{_share(overall.within_one)} within one."
        )
    if built.distinguished:
        click.echo(click.wrap_text(_told_apart(built.distinguished), 80, "", "  "))


def _share(of: float | Undefined) -> str:
    return f"{of:.0%}" if isinstance(of, float) else "n/a"


def _told_apart(found: Distinguishing) -> str:
    said = (
        f"{call}ly {', '.join(row.name for row in found.rows if row.suggested.call == call)}"
        for call in ("strong", "weak")
        if any(row.suggested.call == call for row in found.rows)
    )
    groups = " from ".join(
        " and ".join(workbench.case_name(case, found.grouping.by) for case in group)
        for group in reversed(found.groups)
    )
    return f"What tells {groups} by {found.grouping.outcome}: {'; '.join(said) or 'nothing'}."


def _by(built: Demo) -> set[str]:
    return {coder for transcript in built.status.transcripts for coder in transcript.codings}
