"""qualbench round open, status, submit, reveal, drift"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.drift import drift
from qualbench.cli.output import as_json, columns, count
from qualbench.workbench import Assignment, Sample, ShownRound


@click.group(
    "round",
    epilog=options.example(
        "qualbench round open study.qualbench pilot --for ana --for ben --coder lead",
        "qualbench round status study.qualbench",
    ),
)
def round_() -> None:
    """Give out transcripts, seal them, submit, reveal.

    What coders make in a round is seen by nobody else until its lead reveals it. On one file
    that protects the honest: whoever can read the file with other programs can read all of it.
    """


@round_.command(
    epilog=options.example(
        "qualbench round open study.qualbench pilot --for ana --for ben",
        "qualbench round open s.qualbench r2 --for ana --for ben --share 0.25",
        "qualbench round open s.qualbench r3 --for ana --only ben:visit-1,visit-2",
    )
)
@options.project
@click.argument("name")
@click.argument("transcripts", nargs=-1, metavar="[TRANSCRIPT...]")
@click.option("--for", "coders", metavar="NAME", multiple=True, help="Who codes all of it.")
@click.option(
    "--only", metavar="NAME:TRANSCRIPT,...", multiple=True, help="Who codes some of it, and which."
)
@click.option(
    "--share", type=click.FloatRange(0, 1, min_open=True), help="Draw this share, such as 0.25."
)
@click.option("--by", metavar="ATTRIBUTE,...", default="role,clinic", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the draw.")
@click.option("--segments", metavar="NAME", default="", help="Whose codings are the segments.")
@options.coder
def open(
    project: Path,
    name: str,
    transcripts: tuple[str, ...],
    coders: tuple[str, ...],
    only: tuple[str, ...],
    share: float | None,
    by: str,
    seed: int,
    segments: str,
    coder: str,
) -> None:
    """Open a round and seal it. Leads do this.

    Without transcripts it is all of them, or with --share a part of each stratum that the
    attributes of --by make.
    """
    attributes = tuple(one.strip() for one in by.split(",") if one.strip())
    sample = Sample(share, attributes, seed) if share is not None else None
    with workbench.opened(project) as opened:
        shown = workbench.open_round(
            opened,
            coder,
            name,
            coders,
            transcripts,
            sample=sample,
            only=_only(only),
            segments=segments,
        )
    texts = count(len(shown.assignments), "transcript")
    click.echo(
        f"Round {shown.round.name} is open and sealed: {texts} "
        f"for {', '.join(shown.coders)}; double coded: {shown.double_coded}."
    )


def _only(said: tuple[str, ...]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in said:
        who, _, texts = one.partition(":")
        names = [text.strip() for text in texts.split(",") if text.strip()]
        if not who or not names:
            raise click.BadParameter(f"{one!r} is not NAME:TRANSCRIPT,...", param_hint="--only")
        found.setdefault(who.strip(), []).extend(names)
    return found


_KEYS = """JSON: a list with keys name, id, state, lead, coders, sample, double_coded, transcripts
(transcript, coders, submitted, counted).

"""


@round_.command(epilog=_KEYS + options.example("qualbench round status study.qualbench pilot"))
@options.project
@click.argument("name", default="")
@options.json
@options.coder
def status(project: Path, name: str, json_: bool, coder: str) -> None:
    """Show the rounds, and who has submitted what."""
    with workbench.opened(project) as opened:
        found = [workbench.find_round(opened, name)] if name else list(workbench.rounds(opened))
    if json_:
        as_json([_plain(shown) for shown in found])
        return
    if not found:
        click.echo("There is no round yet. A lead opens one with `qualbench round open`.")
    for shown in found:
        _show(shown)


def _plain(shown: ShownRound) -> dict[str, object]:
    return {
        "name": shown.round.name,
        "id": shown.round.id,
        "state": shown.state,
        "lead": shown.lead,
        "coders": list(shown.coders),
        "sample": dict(shown.round.sample),
        "double_coded": shown.double_coded,
        "transcripts": [
            {
                "transcript": one.transcript,
                "coders": list(one.coders),
                "submitted": list(one.submitted),
                "counted": list(one.counted),
            }
            for one in shown.assignments
        ],
    }


def _show(shown: ShownRound) -> None:
    drawn = dict(shown.round.sample)
    click.echo(
        f"{shown.round.name}: {shown.state}; opened by {shown.lead}; "
        f"{count(len(shown.assignments), 'transcript')}, {shown.double_coded} double coded"
        + (_DRAWN.format(**drawn) if drawn else "")
    )
    columns(
        ("  transcript", "coders"),
        [(f"  {one.transcript}", ", ".join(_marked(one))) for one in shown.assignments],
    )
    click.echo("  * submitted\n")


_DRAWN = "; a share of {share} by {by}, seed {seed}"


def _marked(one: Assignment) -> Iterator[str]:
    for coder in one.coders:
        yield f"{coder}*" if coder in one.submitted else coder


@round_.command(
    epilog=options.example("qualbench round submit study.qualbench pilot --coder ana"),
)
@options.project
@click.argument("name")
@click.argument("transcripts", nargs=-1, metavar="[TRANSCRIPT...]")
@options.coder
def submit(project: Path, name: str, transcripts: tuple[str, ...], coder: str) -> None:
    """Say that you have finished what you have in a round, or some of it.

    What you coded until now counts in the round, whatever you change after it is revealed.
    """
    with workbench.opened(project) as opened:
        done = workbench.submit_round(opened, coder, name, transcripts)
    click.echo(f"Submitted {count(len(done), 'transcript')} to round {name}.")


@round_.command(epilog=options.example("qualbench round reveal study.qualbench pilot --coder lead"))
@options.project
@click.argument("name")
@click.option("--anyway", is_flag=True, help="Although somebody has not submitted everything.")
@options.coder
def reveal(project: Path, name: str, anyway: bool, coder: str) -> None:
    """Open a round to everybody, and fix what counts in it. Leads do this; nothing undoes it."""
    with workbench.opened(project) as opened:
        shown = workbench.reveal(opened, coder, name, anyway=anyway)
    counted = sum(len(one.counted) for one in shown.assignments)
    click.echo(
        f"Round {shown.round.name} is revealed; {count(counted, 'submission')} "
        f"{'counts' if counted == 1 else 'count'} in it. Edges may differ by "
        f"{shown.round.tolerance} characters."
    )


round_.add_command(drift)
