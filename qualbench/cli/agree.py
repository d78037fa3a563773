"""qualbench agree"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.agree_boundaries import boundaries_plain, show_boundaries
from qualbench.cli.agree_json import plain
from qualbench.cli.agree_tables import say, show, show_differences, show_units
from qualbench.cli.output import as_json
from qualbench.workbench import Match, Unit

_KEYS = """JSON keys: unit, coders, first, second (of two coders), transcripts, study (transcripts
in all), n (units that two or more finished), given (units anybody finished), share, round, match,
interviewer, resamples, seed, codes, domains, pooled, mean, sets, labels, by, groups, unused,
target, seen_suggestions (coder and transcripts, where shown before submitting), methods; each code
and domain: code, n, both, only_first, only_second, neither (over all pairs of coders), percent,
positive, kappa, pabak, ac1, alpha, fleiss (null where undefined), prevalence, use, interval, reason
(which coefficient is undefined, and why), pairs. --confusion adds confusions and profiles, --units
adds units, --boundaries adds boundaries, --to adds files.

"""


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench agree study.qualbench --unit character",
        "qualbench agree study.qualbench --round pilot --resamples 1000 --by clinic",
        "qualbench agree study.qualbench --match sibling --confusion",
        "qualbench agree study.qualbench --resamples 1000 --to table.docx",
    )
)
@options.project
@click.option("--round", "round_name", metavar="NAME", default="", help="A round, once revealed.")
@click.option(
    "--unit",
    type=click.Choice(["turn", "sentence", "segment", "character"]),
    default="turn",
    show_default=True,
)
@click.option("--segments", metavar="NAME", default="", help="Whose codings are the segments.")
@click.option("--between", metavar="NAME", multiple=True, help="One of the coders; else all.")
@click.option(
    "--by", metavar="ATTRIBUTE", default="", help="Groups: transcript, coder, role, clinic, ..."
)
@click.option("--interviewer", is_flag=True, help="Count the interviewer's words too.")
@click.option(
    "--match",
    type=click.Choice(["exact", "sibling"]),
    default="exact",
    show_default=True,
    help="Whether a sibling of a code will do.",
)
@click.option(
    "--resamples",
    metavar="N",
    type=click.IntRange(0, 100_000),
    default=0,
    help="Intervals, by so many resamples of transcripts; 1000 is usual.",
)
@click.option("--seed", metavar="S", type=click.IntRange(0), default=1, show_default=True)
@click.option("--confusion", is_flag=True, help="Which codes met which, and who differs.")
@click.option("--units", is_flag=True, help="What each other unit would change.")
@click.option("--boundaries", is_flag=True, help="Where codings begin and end: unitizing alpha.")
@click.option(
    "--to",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Write it too: .csv or .xlsx, or .md or .docx for a paper.",
)
@options.json
@options.coder
def agree(
    project: Path,
    round_name: str,
    unit: Unit,
    segments: str,
    between: tuple[str, ...],
    by: str,
    interviewer: bool,
    match: Match,
    resamples: int,
    seed: int,
    confusion: bool,
    units: bool,
    boundaries: bool,
    to: Path | None,
    json_: bool,
    coder: str,
) -> None:
    """Compare coders, code by code, on what both have submitted.

    Units are respondents' turns, sentences, segments that somebody has drawn, or characters. A
    unit counts as coded where a coding touches its words. A characteristic counts whatever its
    role, and each pair with a role has a line of its own. Domains count every unit once. Of more
    than two coders percent, kappa and AC1 are means over pairs of coders.
    """
    with workbench.opened(project) as opened:
        found = workbench.agree(
            opened,
            coder,
            between,
            unit,
            round_name=round_name,
            by=by,
            interviewer=interviewer,
            match=match,
            segments=segments,
            resamples=resamples,
            seed=seed,
        )
        behind = workbench.differences(opened, coder, found.asked) if confusion else None
        others = workbench.by_unit(opened, coder, found.asked) if units else ()
        edges = workbench.boundaries(opened, coder, found.asked) if boundaries else None
        files = workbench.export_agreement(opened, coder, found, to) if to else ()
        bands = workbench.setting(opened, "bands")
    if json_:
        said = plain(found, behind, others)
        said |= {"boundaries": boundaries_plain(edges)} if edges else {}
        as_json(said | ({"files": [str(file) for file in files]} if files else {}))
        return
    show(found, bands)
    if behind:
        show_differences(found, behind)
    if others:
        show_units(others)
    if edges:
        show_boundaries(edges)
    click.echo()
    say(workbench.methods_sentence(found))
    if files:
        click.echo(f"Wrote {', '.join(map(str, files))}")
