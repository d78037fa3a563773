"""qualbench joint"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.distinguish import notice_rule
from qualbench.cli.output import columns, notice, shortened

Kind = Literal["constructs", "statistics", "profiles"]


@click.command(
    epilog=options.example(
        "qualbench joint study.qualbench fidelity",
        "qualbench joint study.qualbench fidelity --cut 3.5 --to joint.docx",
        "qualbench joint study.qualbench fidelity --to profiles.html --as profiles",
        "qualbench joint study.qualbench fidelity --say inner.priority --fit confirms",
    )
)
@options.project
@click.argument("outcome")
@click.option(
    "--to",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Ends in .html, .docx, .xlsx or .md; the provenance goes with it.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["constructs", "statistics", "profiles"]),
    default="constructs",
    show_default=True,
    help="Constructs x cases, statistics beside quotes, or case after case.",
)
@options.cuts
@options.groups
@click.option("--measure", "measures", multiple=True, metavar="NAME", help="Further outcomes.")
@click.option("--highest-first", is_flag=True, help="Cases from the highest outcome down.")
@options.by
@click.option("--say", metavar="CODE", help="State how this construct and the outcome fit.")
@click.option(
    "--fit",
    type=click.Choice(["confirms", "expands", "discords"]),
    help="Fetters, Curry & Creswell 2013.",
)
@click.option("--inference", metavar="TEXT", help="The meta-inference: what follows.")
@click.option("--rule", "told", is_flag=True, help="Tell the rule of suggested calls whole.")
@options.coder
def joint(
    project: Path,
    outcome: str,
    to: Path | None,
    kind: Kind,
    cuts: tuple[float, ...],
    groups: tuple[str, ...],
    measures: tuple[str, ...],
    highest_first: bool,
    by: tuple[str, ...],
    say: str | None,
    fit: Literal["confirms", "expands", "discords"] | None,
    inference: str | None,
    told: bool,
    coder: str,
) -> None:
    """Hold ratings and quotes beside an outcome, case by case.

    What counts is what the team agreed on, or raters say alike. Without --to the display is
    printed in short. With --say what is not said stays as it was stated before.
    """
    if bool(say) != (fit is not None or inference is not None):
        raise click.UsageError("--say CODE goes with --fit, --inference or both.")
    with workbench.opened(project) as opened:
        if say:
            made = workbench.integrate(opened, coder, say, outcome, fit, inference, by, keep=True)
            said = f"; {shortened(made.inference, 40)}" if made.inference else ""
            click.echo(f"{made.key} and {made.outcome}: {made.fit or 'no fit said'}{said}")
            return
        found = workbench.joint(
            opened, coder, outcome, cuts, groups, by, measures, highest_first=highest_first
        )
        if to:
            files = workbench.export_joint(opened, found, to, kind)
            click.echo(f"Wrote {', '.join(map(str, files))}")
            notice("Quotations are pseudonymous, not anonymous: look at them before they travel.")
            return
    _show(found)
    notice_rule(found.distinguishing, told)


def _show(found: workbench.Display) -> None:
    of = found.display
    names = [case.name for case in of.cases]
    rows: list[list[object] | str] = [
        [shortened(row.title, 40), *map(row.printed, row.values), "", ""] for row in of.outcomes
    ]
    rows.append("")
    for row in of.constructs:
        call = row.call or f"({row.suggested})"
        said = ": ".join(filter(None, (row.fit, shortened(row.inference, 40))))
        rows.append([shortened(row.name, 40), *(cell.sign for cell in row.cells), call, said])
    columns(("", *names, "tells apart", "fit"), rows)
    for note in of.notes:
        notice(note)
