"""qualbench distinguish"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, notice, shortened
from qualbench.model import Distinction, Grouping, Judgement
from qualbench.workbench import Distinguished, Distinguishing, Rule, Store

_CALLS: tuple[Distinction, ...] = ("strong", "weak", "none", "insufficient")


@click.command(
    epilog="JSON keys: outcome, by, cuts, rule, warning, groups (name, cases), ungrouped, elsewhere"
    " (code, call, cuts, groups), rows (code, name, ratings, n, suggested, direction, gap, apart,"
    " why, call, reason, called_by, called_at).\n\n"
    + options.example(
        "qualbench distinguish study.qualbench fidelity --cut 3.5",
        "qualbench distinguish study.qualbench clinics.retained --cut 15 --cut 20",
        "qualbench distinguish study.qualbench fidelity --call inner.priority weak \\",
        '    --reason "One clinic alone" --coder lead',
    )
)
@options.project
@click.argument("outcome")
@options.cuts
@options.groups
@options.by
@click.option("--strong-gap", type=int, default=2, show_default=True, help="The rule's threshold.")
@click.option("--weak-gap", type=int, default=1, show_default=True, help="The rule's threshold.")
@click.option(
    "--weak-mean",
    type=float,
    default=1.0,
    show_default=True,
    help="The rule's threshold, where groups touch.",
)
@click.option(
    "--call",
    nargs=2,
    metavar="CODE CALL",
    help="Record the team's own: strong, weak, none or insufficient. Leads do.",
)
@click.option("--reason", metavar="TEXT", default="", help="Why, with --call.")
@click.option("--rule", "told", is_flag=True, help="Tell the rule whole.")
@options.json
@options.coder
def distinguish(
    project: Path,
    outcome: str,
    cuts: tuple[float, ...],
    groups: tuple[str, ...],
    by: tuple[str, ...],
    strong_gap: int,
    weak_gap: int,
    weak_mean: float,
    call: tuple[str, str] | None,
    reason: str,
    told: bool,
    json_: bool,
    coder: str,
) -> None:
    """Show which constructs tell groups of cases apart.

    OUTCOME is a measure of the joined numbers or an attribute. What counts is what the team
    agreed on, or raters say alike. A call is suggested by a rule; the team's own stands beside
    it, wherever the same cases are together. Numbers of ratings are told group by group (2 v 1).
    """
    rule = Rule(strong_gap, weak_gap, weak_mean)
    with workbench.opened(project) as opened:
        found = workbench.distinguishing(opened, coder, outcome, cuts, groups, by, rule)
        if call:
            said = next((one for one in _CALLS if one == call[1].lower()), None)
            if said is None:
                raise click.UsageError(f"A call is one of {', '.join(_CALLS)}.")
            made = workbench.make_call(opened, coder, call[0], said, reason, found.grouping, rule)
            found = workbench.distinguishing(opened, coder, outcome, cuts, groups, by, rule)
            if not json_:
                click.echo(f"{made.key}: {made.call}; the rule says {made.suggested}.")
                return
        if json_:
            as_json(_plain(opened, found))
            return
    _show(found)
    notice_rule(found, told)


def _show(found: Distinguishing) -> None:
    for name, cases in zip(found.grouping.groups, found.groups, strict=True):
        names = ", ".join(workbench.case_name(case, found.grouping.by) for case in cases)
        click.echo(f"{name}: {names or 'none'}")
    rows: list[Sequence[object] | str] = []
    for row in found.rows:
        signs = (" ".join(map(_sign, group)) for group in row.groups)
        call, n = row.call.call if row.call else "", " v ".join(map(str, _counted(row)))
        rows.append((shortened(row.name, 40), *signs, n, row.suggested.call, call))
        if row.call and row.call.reason:
            rows.append(f"  {shortened(row.call.reason, 78)}")
    columns(("construct", *found.grouping.groups, "n", "suggested", "called"), rows)
    if not found.rows:
        click.echo("No construct has a rating that the team agreed on yet.")
    if any(None in group for row in found.rows for group in row.groups):
        notice("A dot is a case in which the team has settled nothing.")
    if found.ungrouped:
        names = ", ".join(workbench.case_name(case, found.grouping.by) for case in found.ungrouped)
        notice(f"In no group, as the outcome is missing or belongs to none: {names}")
    if found.warning:
        notice(f"Mind: {found.warning}.")


def notice_rule(found: Distinguishing, whole: bool) -> None:
    """What is to be minded, which calls were made of other groups, and the rule."""
    for said in found.minds:
        notice(said)
    others = Counter(_parting(one.grouping) for one in found.elsewhere)
    if others:
        where = "; ".join(f"{number} with {parted}" for parted, number in others.items())
        notice(f"Calls on other groups are not shown here: {where}.")
    short = f"Rule: {found.rule.short}; --rule tells it."
    notice(click.wrap_text(f"Rule: {found.rule.said}.", 80) if whole else short)


def _parting(of: Grouping) -> str:
    """As it is typed."""
    cuts = (f"--cut {cut:.12g}" for cut in of.cuts)
    return " ".join(cuts) or " ".join(f"--group {shlex.quote(name)}" for name in of.groups)


def _counted(row: Distinguished) -> list[int]:
    return [len(numbers) for numbers in row.suggested.numbers]


def _sign(judged: Judgement | None) -> str:
    return judged.sign if judged else "·"


def _plain(project: Store, found: Distinguishing) -> dict[str, object]:
    return {
        "outcome": found.grouping.outcome,
        "by": list(found.grouping.by),
        "cuts": list(found.grouping.cuts),
        "rule": found.rule.said,
        "warning": found.warning,
        "groups": [
            {"name": name, "cases": [dict(case) for case in cases]}
            for name, cases in zip(found.grouping.groups, found.groups, strict=True)
        ],
        "ungrouped": [dict(case) for case in found.ungrouped],
        "elsewhere": [
            {
                "code": one.key,
                "call": one.call,
                "cuts": list(one.grouping.cuts),
                "groups": list(one.grouping.groups),
            }
            for one in found.elsewhere
        ],
        "rows": [_row(project, row) for row in found.rows],
    }


def _row(project: Store, row: Distinguished) -> dict[str, object]:
    said = row.call
    return {
        "code": row.key,
        "name": row.name,
        "ratings": [[_sign(one) if one else None for one in group] for group in row.groups],
        "n": _counted(row),
        "suggested": row.suggested.call,
        "direction": row.suggested.direction,
        "gap": row.suggested.gap,
        "apart": row.suggested.apart,
        "why": row.suggested.said,
        "call": said.call if said else None,
        "reason": said.reason if said else None,
        "called_by": workbench.coder_name(project, said.coder) if said else None,
        "called_at": row.called_at,
    }
