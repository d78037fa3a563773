"""qualbench agree"""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count
from qualbench.workbench import Agreement, CodeAgreement

_KEYS = """\b
JSON keys: unit, first, second, transcripts, codes, domains; each code and domain: code, n,
both, only_first, only_second, neither, percent, kappa, alpha, ac1 (null where undefined),
reason (which coefficient is undefined, and why).

"""


@click.command(epilog=_KEYS + options.example("qualbench agree study.qualbench --unit character"))
@options.project
@click.option("--unit", type=click.Choice(["turn", "character"]), default="turn", show_default=True)
@click.option("--between", metavar="NAME", multiple=True, help="Two coders; give it twice.")
@options.json
@options.coder
def agree(
    project: Path,
    unit: Literal["turn", "character"],
    between: tuple[str, ...],
    json_: bool,
    coder: str,
) -> None:
    """Compare two coders per code, on respondents' turns of what both have submitted.

    A turn counts as coded where a coding touches its words. A characteristic counts whatever
    its role, and each pair with a role has a line of its own. Domains count every unit once.
    """
    with workbench.opened(project) as opened:
        found = workbench.agree(opened, between, unit)
    if json_:
        as_json(_plain(found))
    else:
        _show(found)


def _plain(found: Agreement) -> dict[str, object]:
    return {
        "unit": found.unit,
        "first": found.first,
        "second": found.second,
        "transcripts": list(found.transcripts),
        "codes": [row.as_row() for row in found.codes],
        "domains": [row.as_row() for row in found.domains],
    }


def _show(found: Agreement) -> None:
    units = found.codes[0].counts.n if found.codes else 0
    click.echo(
        f"{found.first} and {found.second}, {count(len(found.transcripts), 'transcript')} "
        f"that both submitted: {count(units, found.unit)} of respondents"
    )
    click.echo()
    show_rows(found.domains)
    click.echo()
    show_rows(found.codes)


def show_rows(rows: Iterable[CodeAgreement]) -> None:
    """A line a code; a dash where a coefficient is undefined, with the reason behind."""
    plain = [row.as_row() for row in rows]
    head = ("code", "both", "first", "second", "neither", "percent", "kappa", "alpha", "ac1", "")
    keys = ("code", "both", "only_first", "only_second", "neither")
    columns(
        head,
        (
            [*(row[key] for key in keys), *(row[key] for key in head[5:9]), _reason(row)]
            for row in plain
        ),
    )


def _reason(row: dict[str, object]) -> str:
    reasons = row["reason"]
    return "; ".join(sorted(set(reasons.values()))) if isinstance(reasons, dict) else ""
