"""qualbench handout"""

import shlex
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count
from qualbench.workbench import ShownHandout

_KEYS = """JSON: a list with keys coder, lead, round, given, at, state (out, merged, part handed in,
handed in), transcripts, submitted, missing.

"""


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench handout study.qualbench --coder ana --to ana.qualbench --lead lead",
        "qualbench handout s.qualbench --coder ana --round pilot --to ana.qualbench",
        "qualbench handout study.qualbench --list",
    )
)
@options.project
@click.option("--coder", metavar="NAME", default="", help="Who receives the copy.")
@click.option("--to", metavar="FILE", type=click.Path(path_type=Path), help="The new file.")
@click.option("--round", "round_name", metavar="ROUND", default="", help="What is theirs in it.")
@click.option(
    "--transcript", "transcripts", metavar="NAME", multiple=True, help="This one, not all of them."
)
@click.option(
    "--lead",
    metavar="NAME",
    envvar="QUALBENCH_CODER",
    default="",
    help="Who hands it out; else the environment variable QUALBENCH_CODER.",
)
@click.option("--list", "list_", is_flag=True, help="Show who has what, and who has handed in.")
@options.json
def handout(
    project: Path,
    coder: str,
    to: Path | None,
    round_name: str,
    transcripts: tuple[str, ...],
    lead: str,
    list_: bool,
    json_: bool,
) -> None:
    """Write a blind copy for a coder to take away. Leads do this.

    It holds texts, cases, the codebook and what is the coder's own; of everybody else only that
    there is a lead, and what may stand in names and notes. Here --coder is who receives it, and
    --lead, or QUALBENCH_CODER, who hands it out. When it comes back, merge it.
    """
    if not list_:
        _hand_out(project, coder, to, round_name, transcripts, lead)
        return
    with workbench.opened(project) as opened:
        found = workbench.handouts(opened)
    if json_:
        as_json([_plain(shown) for shown in found])
    else:
        _show(found)


def _hand_out(
    project: Path,
    coder: str,
    to: Path | None,
    round_name: str,
    transcripts: tuple[str, ...],
    lead: str,
) -> None:
    if not coder or to is None:
        raise click.UsageError("Say --coder NAME and --to FILE, or --list.")
    if round_name and transcripts:
        raise click.UsageError("Say --round or --transcript, not both.")
    with workbench.opened(project) as opened:
        shown = workbench.hand_out(
            opened, lead, coder, to, round_name=round_name, transcripts=transcripts
        )
    click.echo(f"Made {to} for {shown.coder}: {count(len(shown.transcripts), 'transcript')}.")
    click.echo(f"When it comes back: {shlex.join(('qualbench', 'merge', str(project), str(to)))}")


def _plain(shown: ShownHandout) -> dict[str, object]:
    return {
        "coder": shown.coder,
        "lead": shown.lead,
        "round": shown.round,
        "given": shown.handout.given,
        "at": shown.handout.at,
        "state": shown.state,
        "transcripts": list(shown.transcripts),
        "submitted": list(shown.submitted),
        "missing": list(shown.missing),
    }


def _show(found: tuple[ShownHandout, ...]) -> None:
    if not found:
        click.echo("Nothing is handed out. A lead does it: `qualbench handout --help`.")
        return
    rows = [
        (
            shown.coder,
            shown.round or "-",
            shown.handout.at[:10],
            f"{len(shown.submitted)} of {len(shown.transcripts)}",
            shown.state,
            ", ".join(shown.missing),
        )
        for shown in found
    ]
    columns(("coder", "round", "since", "handed in", "state", "missing"), rows)
