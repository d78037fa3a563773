"""qualbench rate"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, notice
from qualbench.errors import NotFoundError
from qualbench.model import Rating
from qualbench.workbench import MatrixCell, RatingChange, Store


@click.command(
    # A rating such as -2 looks like an option, and is none.
    context_settings={"ignore_unknown_options": True},
    epilog="JSON keys: id, rater, consensus, case, code, role, rating, value, status, varies,"
    " summary, rationale, source, quotes, verified, concerns.\n\n"
    + options.example(
        'qualbench rate study.qualbench C1 inner.priority -1 --rationale "In passing"',
        "qualbench rate study.qualbench C2 inner.priority -2* --quote 1 --quote 3",
        "qualbench rate study.qualbench C2 inner.priority -2 --consensus --coder lead",
        "qualbench rate study.qualbench C2 inner.priority --verify ana --coder ben",
    ),
)
@options.project
@click.argument("case")
@click.argument("code")
@click.argument("rating", default=None, required=False)
@click.option("--summary", metavar="TEXT", help="What was said.")
@click.option("--rationale", metavar="TEXT", help="Why it is rated so.")
@click.option("--source", metavar="TEXT", help="Where notes were taken: a recording, a time in it.")
@click.option(
    "--quote",
    "quotes",
    metavar="N",
    multiple=True,
    help="What it rests on: quotes of the cell, from 1, or all, or none; can be repeated.",
)
@click.option("--consensus", is_flag=True, help="What the team agreed on; leads record it.")
@click.option("--verify", metavar="CODER", help="State that you have checked this coder's rating.")
@click.option("--drop", is_flag=True, help="Take your rating back, or the consensus.")
@options.by
@options.json
@options.coder
def rate(
    project: Path,
    case: str,
    code: str,
    rating: str | None,
    summary: str | None,
    rationale: str | None,
    source: str | None,
    quotes: tuple[str, ...],
    consensus: bool,
    verify: str | None,
    drop: bool,
    by: tuple[str, ...],
    json_: bool,
    coder: str,
) -> None:
    """Rate what a construct meant for implementation in a case.

    -2, -1, 0, +1, +2; X mixed; M missing; NA not applicable; a * behind says that respondents
    differ. Rate the influence on implementation, not how much of the thing there is. Without a
    rating, notes wait for one. What is not said stays as it was. Everybody's own ratings stay
    beside the consensus.
    """
    said = (rating, summary, rationale, source, quotes or None)
    changing = any(one is not None for one in said)
    if changing + bool(verify) + drop != 1:
        raise click.UsageError("Say a rating or notes; or --verify CODER; or --drop.")
    with workbench.opened(project) as opened:
        new = () if workbench.coder_id(opened, coder) else (coder.strip(),)
        cell = workbench.find_cell(opened, coder, case, code, by)
        concerns: tuple[str, ...] = ()
        if verify:
            done = workbench.verify(opened, coder, _theirs(opened, cell, verify).id)
        elif drop:
            done = workbench.unrate(opened, coder, _mine(cell, consensus).id)
        else:
            linked = workbench.quotes_named(opened, cell, quotes) if quotes else None
            change = RatingChange(rating, summary, rationale, source, linked)
            made = workbench.rate(
                opened, coder, cell.case, cell.key, change, by, consensus=consensus
            )
            done, concerns = made.rating, made.concerns
        rater = workbench.coder_name(opened, done.coder)
        names = {one: workbench.coder_name(opened, one) for one in done.verified}
        made_by = by or workbench.cases(opened).by
        greeting = "" if json_ else greeted(opened, new)
    if json_:
        as_json(plain_rating(done, rater, names) | {"concerns": list(concerns)})
        return
    who = "consensus" if done.consensus else rater
    place = f"{workbench.case_name(done.case, made_by)}, {done.key.partition('.')[2]}"
    how = "taken back" if drop else f"verified by {coder}" if verify else "stored"
    click.echo(f"{place}: {done.judged.sign} ({who}), {how}.")
    if greeting:
        notice(greeting)
    for concern in concerns:
        notice(f"Mind: {concern}.")


def greeted(project: Store, new: Sequence[str]) -> str:
    """Who is new in the project, and beside whom, as it may be a slip; empty for nobody."""
    if not new:
        return ""
    known = [name for name in workbench.status(project).coders if name not in new]
    return (
        f"New in this project, beside {', '.join(known)}: {', '.join(new)}."
        f" If that is a slip: `qualbench undo PROJECT --coder {new[0]}`."
    )


def plain_rating(one: Rating, rater: str, names: dict[str, str]) -> dict[str, object]:
    """A rating with stable keys; ``names`` are those of who verified it, by id."""
    return {
        "id": one.id,
        "rater": rater,
        "consensus": one.consensus,
        "case": dict(one.case),
        "code": one.code,
        "role": one.role,
        "rating": one.judged.sign,
        "value": one.judged.value,
        "status": one.judged.status,
        "varies": one.judged.varies,
        "summary": one.judged.summary,
        "rationale": one.judged.rationale,
        "source": one.judged.source,
        "quotes": list(one.judged.evidence),
        "verified": [names.get(one_, one_) for one_ in one.verified],
    }


def _mine(cell: MatrixCell, consensus: bool) -> Rating:
    found = cell.consensus if consensus else cell.own
    if found is None:
        what = "no consensus on it" if consensus else "no rating of it by you"
        raise NotFoundError(f"there is {what}", "`qualbench matrix PROJECT` shows what there is.")
    return found


def _theirs(project: Store, cell: MatrixCell, name: str) -> Rating:
    of = {workbench.coder_name(project, one.coder): one for one in cell.ratings}
    if name == "consensus" and cell.consensus:
        return cell.consensus
    if name not in of:
        raise NotFoundError(
            f"there is no rating by {name} that you may see",
            "Others' ratings show once you have rated the cell, or the team has agreed on it.",
        )
    return of[name]
