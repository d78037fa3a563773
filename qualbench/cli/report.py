"""qualbench report"""

from __future__ import annotations

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, count, notice


@click.command(
    epilog="JSON keys: page, files, left_out.\n\n"
    + options.example(
        "qualbench report study.qualbench --to report",
        "qualbench report study.qualbench --to report --outcome fidelity --cut 3.5",
    )
)
@options.project
@click.option(
    "--to",
    metavar="FOLDER",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where it is written; made if need be.",
)
@click.option("--outcome", metavar="NAME", default="", help="TABLE.MEASURE, or an attribute.")
@options.cuts
@options.groups
@options.by
@options.json
@options.coder
def report(
    project: Path,
    to: Path,
    outcome: str,
    cuts: tuple[float, ...],
    groups: tuple[str, ...],
    by: tuple[str, ...],
    json_: bool,
    coder: str,
) -> None:
    """Write the report: a page, an appendix for a paper, figures.

    report.html needs no network: codebook, coded transcripts to browse, agreement, the matrix,
    co-occurrence, saturation, topics and, with --outcome, a joint display. appendix.docx holds
    the codebook, a methods paragraph and the items of COREQ and SRQR. Figures are SVG and PNG.
    """
    with workbench.opened(project) as opened, Bar() as bar:
        done = workbench.report(opened, to, coder, outcome, cuts, groups, by, bar)
    if json_:
        files = [str(file) for file in done.files]
        as_json({"page": str(done.page), "files": files, "left_out": done.left_out})
    else:
        click.echo(f"Wrote {done.page} and {count(len(done.files) - 1, 'file')} beside it.")
    if done.left_out:
        notice(f"No joint display: {done.left_out}.")
    notice("Quotations are pseudonymous, not anonymous: look at them before they travel.")
