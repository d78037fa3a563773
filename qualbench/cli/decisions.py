"""qualbench decisions"""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, count, printable, shortened
from qualbench.model import Difference
from qualbench.workbench import LedgerEntry, OwnDifference, ShownPart

_KEYS = """JSON: a list with keys id, round, transcript, hash, start, end, quote, kind, codings
(coder, code, name, start, end), choice, said, outcome (code, name, start, end, quote), reason,
rule, changes, lead, at; with --mine: how, transcript, hash, mine (code, name, start, end, quote)
and taken (code, name, start, end, quote), either of which may be null, reason, rule, decision.

"""


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench decisions study.qualbench --code inner.culture",
        "qualbench decisions study.qualbench --mine --round pilot --coder ana",
    )
)
@options.project
@click.option("--find", metavar="TEXT", default="", help="In quotations, reasons, rules, names.")
@click.option("--code", metavar="CODE", default="", help="About this code, or one below it.")
@click.option("--kind", type=click.Choice(get_args(Difference)), help="How coders differed.")
@click.option("--round", "round_name", metavar="ROUND", default="", help="Only of this round.")
@click.option("--mine", is_flag=True, help="How your own codings differ from what was decided.")
@options.json
@options.coder
def decisions(
    project: Path,
    find: str,
    code: str,
    kind: str | None,
    round_name: str,
    mine: bool,
    json_: bool,
    coder: str,
) -> None:
    """List what was decided where coders differed, and why.

    Round by round, in reading order. --mine shows how your own codings differ from it.
    """
    if mine and (find or code or kind):
        raise click.UsageError("--mine goes with --round alone.")
    with workbench.opened(project) as opened:
        if mine:
            revealed = [one.round.id for one in workbench.rounds(opened) if one.round.revealed]
            rounds = [round_name] if round_name else revealed
            own = [one for name in rounds for one in workbench.differed(opened, coder, name)]
            as_json([_own(one) for one in own]) if json_ else _show_own(own)
            return
        key = workbench.keys_of(opened, [code])[0] if code else ""
        found = workbench.ledger(opened, coder, find, key, kind or "", round_name)
    if json_:
        as_json([_plain(entry) for entry in found])
    else:
        _show(found)


def _plain(entry: LedgerEntry) -> dict[str, object]:
    decision = entry.decision
    return {
        "id": decision.id,
        "round": entry.round,
        "transcript": entry.transcript,
        "hash": decision.transcript,
        "start": entry.extent.start,
        "end": entry.extent.end,
        "quote": entry.quote,
        "kind": decision.difference,
        "codings": [{"coder": part.coder, **_part(part)} for part in entry.parts],
        "choice": decision.choice,
        "said": entry.said,
        "outcome": [
            {
                "code": one.key,
                "name": name,
                "start": one.span.start,
                "end": one.span.end,
                "quote": quote,
            }
            for one, name, quote in zip(decision.outcome, entry.names, entry.quotes, strict=True)
        ],
        "reason": decision.reason,
        "rule": decision.rule,
        "changes": decision.changes,
        "lead": entry.lead,
        "at": decision.at,
    }


def _part(part: ShownPart) -> dict[str, object]:
    span = part.span
    return {"code": part.key, "name": part.name, "start": span.start, "end": span.end}


def _own(one: OwnDifference) -> dict[str, object]:
    taken = one.taken
    return {
        "how": one.how,
        "transcript": one.transcript,
        "hash": one.hash,
        "mine": {**_part(one.mine), "quote": one.mine.quote} if one.mine else None,
        "taken": {
            "code": taken.key,
            "name": one.name,
            "start": taken.span.start,
            "end": taken.span.end,
            "quote": one.quote,
        }
        if taken
        else None,
        "reason": one.decision.reason,
        "rule": one.decision.rule,
        "decision": one.decision.id,
    }


def _show(found: Sequence[LedgerEntry]) -> None:
    for entry in found:
        decision = entry.decision
        place = f"{entry.transcript} {entry.extent.start}:{entry.extent.end}"
        click.echo(f"{decision.id[-12:]}  {entry.round}  {place}  {decision.difference}")
        click.echo(f"    “{shortened(entry.quote, 72)}”")
        said = "; ".join(f"{part.coder}: {part.name}" for part in entry.parts)
        click.echo(f"    {said}")
        click.echo(f"    {entry.said} ({entry.lead})")
        _why(decision.reason, decision.rule)
        if decision.changes:
            click.echo("    the codebook is to change")
    click.echo(f"{count(len(found), 'decision')}.")


def _show_own(found: Sequence[OwnDifference]) -> None:
    for one in found:
        said = [one.mine.name if one.mine else "", one.name]
        names = " -> ".join(dict.fromkeys(filter(None, said)))
        click.echo(f"{one.transcript}  {one.how}: {names}")
        click.echo(f"    “{shortened(one.quote, 72)}”")
        _why(one.decision.reason, one.decision.rule)
    click.echo(f"{count(len(found), 'difference')}.")


def _why(reason: str, rule: str) -> None:
    for what, text in (("why", reason), ("rule", rule)):
        if text:
            click.echo(f"    {what}: {printable(text)}")
