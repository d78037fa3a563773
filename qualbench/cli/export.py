"""qualbench export"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count, notice

if TYPE_CHECKING:
    from qualbench.workbench import Calibration, Exported, Kind, Wanted

KINDS = (
    *("segments", "counts", "presence", "presence-wide", "ratings", "ratings-wide", "matrix"),
    *("distinguishing", "qca", "cna", "cases", "outcomes", "join", "agreement"),
    *("rating-agreement", "topics", "codebook", "versions", "decisions", "suggestions"),
)
"""As the workbench has them, which a page of help does not load."""

ALL = "all"
_KEPT = ("versions", "decisions")
_SUFFIXES = ("csv", "xlsx", "parquet", "jsonl", "sav", "dta")

_HELP = """Write a table with its data dictionary and provenance.

\b
segments          a row for each segment, code and coder
counts            case x code: segments
presence          case and code: presence, segments, words, share of talk
presence-wide     case x code: one or several of these
ratings           every rating, individual and consensus
ratings-wide      case x construct: what the team agreed on, as numbers
matrix            construct x case: the same as it is printed
distinguishing    constructs across groups of an outcome, with calls
qca, cna          case x condition, calibrated, without a hole; what went
cases             whose interview each transcript is, with all attributes
outcomes          the numbers of joined tables, a row a case
join              what became of every id when numbers were joined
agreement, rating-agreement
topics, codebook, versions (of the codebook), decisions (the ledger)
suggestions       what was suggested to whom, and what became of it
all               every one of these that there is something of, into a folder

What others make in a sealed round is left out.

Exported quotations are pseudonymous, not anonymous: look at them before they travel.
"""


@click.command(
    help=_HELP,
    epilog=options.example(
        "qualbench export study.qualbench segments --to segments.csv",
        "qualbench export study.qualbench presence-wide --by clinic --to presence.sav",
        "qualbench export study.qualbench ratings --to ratings.dta",
        "qualbench export study.qualbench cna --outcome sessions --to cna.csv",
        "qualbench export study.qualbench all --to tables --as parquet",
    ),
)
@options.project
@click.argument("kind", type=click.Choice([*KINDS, ALL]), metavar="KIND")
@click.option(
    "--to",
    metavar="PATH",
    required=True,
    type=click.Path(path_type=Path),
    help="Ends in .csv, .xlsx, .parquet, .jsonl, .sav or .dta; of all kinds a folder.",
)
@click.option(
    "--as",
    "suffix",
    type=click.Choice(_SUFFIXES),
    default="csv",
    show_default=True,
    help="Of all kinds: the format.",
)
@click.option(
    "--layer",
    metavar="LAYER",
    default="",
    help="all (segments only, their default), analysis (that of counts), consensus or coder:NAME.",
)
@click.option(
    "--by",
    metavar="ATTRIBUTE",
    multiple=True,
    help="What makes a case: participant, transcript, wave or any attribute; can be repeated."
    " Of counts and presence participant, of ratings what the setting `cases` says.",
)
@click.option("--run", metavar="NAME", default="", help="Which kept run of topics, by name or id.")
@click.option("--no-text", is_flag=True, help="Segments without words of transcripts and memos.")
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="NAME",
    help="Of presence-wide: present (default), coded, segments, codings, speakers, words,"
    " share_of_talk; can be repeated.",
)
@click.option("--roll-up", is_flag=True, help="Of presence: codes count for those above, once.")
@click.option("--silent-is-absent", is_flag=True, help="Asked and silent becomes 0, not missing.")
@click.option("--outcome", metavar="NAME", default="", help="TABLE.MEASURE, or an attribute.")
@options.cuts
@options.groups
@click.option(
    "--sets",
    type=click.Choice(["crisp", "fuzzy", "multi"]),
    default="crisp",
    show_default=True,
    help="Of qca and cna: how ratings become members of sets; the outcome is 1 from --cut on.",
)
@click.option(
    "--at-least", type=float, default=1, show_default=True, help="Of crisp sets: 1 from there on."
)
@click.option(
    "--drop",
    type=click.Choice(["conditions", "cases"]),
    default="conditions",
    show_default=True,
    help="Of qca and cna: what goes first where a rating is missing.",
)
@click.option("--r", is_flag=True, help="A script for R beside a .csv: it reads, labels, plots.")
@click.option(
    "--json",
    "json_",
    is_flag=True,
    help="Print files, rows, unfinished, sealed, shown_suggestions and warnings as JSON;"
    " of all kinds tables, with these of each, and left_out.",
)
@options.coder
def export(
    project: Path,
    kind: str,
    to: Path,
    suffix: str,
    layer: str,
    by: tuple[str, ...],
    run: str,
    no_text: bool,
    measures: tuple[str, ...],
    roll_up: bool,
    silent_is_absent: bool,
    outcome: str,
    cuts: tuple[float, ...],
    groups: tuple[str, ...],
    sets: Literal["crisp", "fuzzy", "multi"],
    at_least: float,
    drop: Literal["conditions", "cases"],
    r: bool,
    json_: bool,
    coder: str,
) -> None:
    _refuse_idle(kind, layer, by, run)
    _refuse_idle_outcome(kind, outcome, cuts, groups)
    how: Calibration = workbench.Calibration(sets, at_least=at_least)
    wanted: Wanted = workbench.Wanted(
        layer=layer,
        by=by,
        run=run,
        text=not no_text,
        measures=measures or ("present",),
        roll_up=roll_up,
        silent_is_absent=silent_is_absent,
        outcome=outcome,
        cuts=cuts,
        groups=groups,
        calibration=how,
        drop=drop,
        r=r,
    )
    with workbench.opened(project) as opened:
        if kind == ALL:
            _tell_all(workbench.export_all(opened, to, f".{suffix}", coder, wanted), json_)
            return
        done = workbench.export(opened, cast("Kind", kind), to, coder, wanted)
    if json_:
        as_json(_plain(done))
    else:
        click.echo(f"Wrote {count(done.rows, 'row')}: {', '.join(map(str, done.files))}")
    _mind(done)


def _refuse_idle(kind: str, layer: str, by: tuple[str, ...], run: str) -> None:
    """An option that would say nothing is a slip."""
    if by and kind in ("segments", "join", "agreement", "topics", "codebook", *_KEPT):
        raise click.UsageError(f"--by makes cases; {kind} has none.")
    if layer and kind not in ("segments", "counts", "presence", "presence-wide", ALL):
        raise click.UsageError(f"--layer chooses codings; {kind} has none.")
    if (run and kind not in ("topics", ALL)) or (kind == "topics" and not run):
        raise click.UsageError("--run names the kept run of topics, and goes with these alone.")


def _refuse_idle_outcome(
    kind: str, outcome: str, cuts: tuple[float, ...], groups: tuple[str, ...]
) -> None:
    if (outcome or cuts or groups) and kind not in ("distinguishing", "qca", "cna", ALL):
        raise click.UsageError(f"--outcome parts cases; {kind} does not.")
    if groups and kind in ("qca", "cna"):
        raise click.UsageError(f"--group names groups; {kind} has sets.")


def _plain(done: Exported) -> dict[str, object]:
    return {
        "files": [str(file) for file in done.files],
        "rows": done.rows,
        "unfinished": list(done.unfinished),
        "sealed": list(done.sealed),
        "shown_suggestions": list(done.shown),
        "warnings": list(done.warnings),
    }


def _tell_all(done: workbench.ExportedAll, json_: bool) -> None:
    if json_:
        every = {kind: _plain(one) for kind, one in done.files.items()}
        as_json({"tables": every, "left_out": dict(done.left_out)})
        return
    columns(
        ("table", "rows", "file"),
        ((kind, one.rows, one.files[0]) for kind, one in done.files.items()),
    )
    for kind, why in done.left_out.items():
        notice(f"No {kind}: {why}.")
    _mind(*done.files.values())


def _mind(*done: Exported) -> None:
    """What to mind of one table or several, each thing said once."""
    if names := _each(one.unfinished for one in done):
        notice(f"Not submitted, so not counted: {names}")
    if names := _each(one.sealed for one in done):
        notice(f"Sealed in a round, so others' codings are left out: {names}")
    if names := _each(one.shown for one in done):
        notice(
            f"Suggestions were shown to {names} before they submitted: "
            "codings may be more alike than they would be without."
        )
    for warning in dict.fromkeys(warning for one in done for warning in one.warnings):
        notice(f"Mind: {warning}.")


def _each(named: Iterable[tuple[str, ...]]) -> str:
    return ", ".join(dict.fromkeys(name for names in named for name in names))
