"""qualbench agree"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count
from qualbench.workbench import Agreement, CodeAgreement

_KEYS = """JSON keys: unit, first, second, transcripts, codes, domains; each code and domain:
code, n, both, only_first, only_second, neither, percent, kappa, alpha, ac1 (null where undefined),
reason (which coefficient is undefined, and why).

"""


@click.command(epilog=_KEYS + options.example("qualbench agree study.qualbench --unit character"))
@options.project
@click.option("--unit", type=click.Choice(["turn", "character"]), default="turn", show_default=True)
@click.option(
    "--between", metavar="NAME", multiple=True, help="One of the two coders; give it twice."
)
@options.json
@options.coder
def agree(
    project: Path,
    unit: Literal["turn", "character"],
    between: tuple[str, ...],
    json_: bool,
    coder: str,
) -> None:
    """Compare two coders, code by code.

    Units are respondents' turns, or the characters of them, in what both have submitted. A
    turn counts as coded where a coding touches its words. A characteristic counts whatever
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
    show_rows(found.codes, under_parents=True)


_COUNTS = ("both", "only_first", "only_second", "neither")
_COEFFICIENTS = ("percent", "kappa", "alpha", "ac1")


def show_rows(rows: Iterable[CodeAgreement], *, under_parents: bool = False) -> None:
    """A line a code; a dash where a coefficient is undefined, with the reasons below."""
    plain: list[dict[str, Any]] = [row.as_row() for row in rows]
    head = ("code", *(name.removeprefix("only_") for name in _COUNTS), *_COEFFICIENTS)
    columns(head, _under_parents(plain) if under_parents else map(_cells, plain), gap=" ")
    undefined: dict[str, list[str]] = defaultdict(list)
    for row in plain:
        for reason in sorted(set(row["reason"].values())):
            undefined[reason].append(row["code"])
    for reason, codes in undefined.items():
        line = f"- {reason}: {', '.join(codes)}"
        click.echo(click.wrap_text(line, width=80, subsequent_indent="  "))


def _cells(row: dict[str, Any], label: str = "") -> list[object]:
    return [label or row["code"], *(row[key] for key in (*_COUNTS, *_COEFFICIENTS))]


def _under_parents(rows: Iterable[dict[str, Any]]) -> Iterator[str | list[object]]:
    """Ids are long: what stands before the last dot is said once, on a line of its own."""
    above = None
    for row in rows:
        code, paired, role = row["code"].partition("@")
        parent, _, name = code.rpartition(".")
        if parent != above:
            yield parent
        above = parent
        yield _cells(row, f"    @{role}" if paired else f"  {name}")
