"""qualbench load-ratings"""

from dataclasses import asdict
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, count, notice
from qualbench.cli.rate import greeted

_SHOWN = 5


@click.command(
    "load-ratings",
    epilog="JSON keys: added, replaced, already, left, verified, empty, concerns"
    " (line, concern).\n\n"
    + options.example("qualbench load-ratings study.qualbench ratings.csv --coder lead"),
)
@options.project
@click.argument("csv", type=click.Path(path_type=Path))
@options.json
@options.coder
def load_ratings(project: Path, csv: Path, json_: bool, coder: str) -> None:
    """Take over ratings from a CSV, all of them or none; leads do.

    One row a rating: rater, code, rating (+2, -1*, X, M, NA; empty for notes alone), and a
    column for each attribute that makes the case, such as clinic. If wanted role_spoken_about,
    summary, rationale, source, layer (individual, consensus), verified_by, and evidence: ids of
    codings, or all for every quote of the cell. What `export PROJECT ratings` writes is read too.

    A rating replaces the same rater's that stands. What was said once is not said again:
    loading twice adds nothing, and an old file undoes no change.
    """
    with workbench.opened(project) as opened:
        known = workbench.status(opened).coders
        done = workbench.load_ratings(opened, coder, csv)
        new = [name for name in workbench.status(opened).coders if name not in known]
        greeting = greeted(opened, new)
    if json_:
        concerns = [{"line": line, "concern": concern} for line, concern in done.concerns]
        as_json(asdict(done) | {"concerns": concerns})
        return
    replaced = f" ({done.replaced} in the place of others)" if done.replaced else ""
    click.echo(f"Loaded {count(done.added, 'rating')}{replaced}, {done.already} already there.")
    if done.left:
        click.echo(f"Changed or taken back since, and left so: {count(done.left, 'rating')}.")
    if done.verified:
        click.echo(f"Verified: {count(done.verified, 'rating')}.")
    if greeting:
        notice(greeting)
    if done.empty:
        notice(f"Passed over, as nothing is said: {count(done.empty, 'row')}.")
    for line, concern in done.concerns[:_SHOWN]:
        notice(f"Mind: line {line}: {concern}.")
    if len(done.concerns) > _SHOWN:
        notice(f"{len(done.concerns) - _SHOWN} more; with --json they are all there.")
