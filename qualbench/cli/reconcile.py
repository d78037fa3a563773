"""qualbench reconcile"""

from collections.abc import Iterable
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, count, shortened
from qualbench.model import Reconciliation, Span, Verdict
from qualbench.workbench import ShownDisagreement, ShownPart, Store, Walk

_KEYS = """JSON: a list with keys id, number, transcript, hash, kind, start, end, quote, codings,
absent, decision; each of the codings: coder, code, name, start, end, quote, unsure, memo, note;
the decision, or null: id, choice, outcome (start, end, code, role, valence), reason, rule,
changes, at.

"""


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench reconcile study.qualbench pilot --order worst",
        "qualbench reconcile study.qualbench pilot 12 --take ana --reason 'a need'",
    )
)
@options.project
@click.argument("round_name", metavar="ROUND")
@click.argument("item", metavar="[ITEM]", default="")
@click.option("--order", type=click.Choice(["reading", "worst"]), default="reading")
@click.option("--take", metavar="NAME", default="", help="What this coder had, or had not.")
@click.option("--both", is_flag=True, help="All that anybody had.")
@click.option("--neither", is_flag=True, help="Nothing.")
@click.option("--edges", metavar="START:END", type=options.SpanType(), help="On these words.")
@click.option(
    "--code",
    metavar="CODE",
    default="",
    help="Another code; with --edges which of several.",
)
@click.option("--span", metavar="START:END", type=options.SpanType(), help="Where --code goes.")
@click.option("--meeting", is_flag=True, help="Leave it for the meeting.")
@click.option("--reason", metavar="TEXT", default="", help="Why.")
@click.option("--rule", metavar="TEXT", default="", help="What in the codebook it rests on.")
@click.option("--codebook", is_flag=True, help="The codebook is to change because of it.")
@options.json
@options.coder
def reconcile(
    project: Path,
    round_name: str,
    item: str,
    order: Walk,
    take: str,
    both: bool,
    neither: bool,
    edges: Span | None,
    code: str,
    span: Span | None,
    meeting: bool,
    reason: str,
    rule: str,
    codebook: bool,
    json_: bool,
    coder: str,
) -> None:
    """Show where the coders of a round differ, or decide it.

    The round must be revealed. ITEM is a number or an id from the list; numbers count in
    reading order. Say just one of --take, --both, --neither, --edges, --code and --meeting with
    it. Nobody's codings change: what is decided goes into the consensus, and `qualbench undo`
    takes it back.
    """
    choices: dict[Verdict, bool] = {
        "take": bool(take),
        "both": both,
        "neither": neither,
        "edges": edges is not None,
        "code": bool(code) and edges is None,
        "meeting": meeting,
    }
    chosen = [choice for choice, said in choices.items() if said]
    if len(chosen) != bool(item):
        raise click.UsageError(
            "with ITEM say one of --take, --both, --neither, --edges, --code and --meeting; "
            "without it none."
        )
    if span and chosen != ["code"]:
        raise click.UsageError("--span is where --code goes; --edges has a span of its own.")
    with workbench.opened(project) as opened:
        if not item:
            _list(opened, coder, round_name, order, json_)
            return
        found = workbench.find_disagreement(opened, coder, round_name, item)
        made = workbench.reconcile(
            opened,
            coder,
            round_name,
            found,
            chosen[0],
            coder=take,
            span=edges or span,
            code=code,
            reason=reason,
            rule=rule,
            changes=codebook,
        )
    as_json(_decision(made)) if json_ else click.echo(_decided(made))


def _list(project: Store, viewer: str, round_name: str, order: Walk, json_: bool) -> None:
    found = workbench.disagreements(project, viewer, round_name, order)
    if json_:
        as_json([_plain(one) for one in found])
    else:
        _show(found)


def _plain(one: ShownDisagreement) -> dict[str, object]:
    return {
        "id": one.id,
        "number": one.number,
        "transcript": one.transcript,
        "hash": one.hash,
        "kind": one.kind,
        "start": one.extent.start,
        "end": one.extent.end,
        "quote": one.quote,
        "codings": [_coded(part) for part in one.parts],
        "absent": list(one.absent),
        "decision": _decision(one.decision) if one.decision else None,
    }


def _coded(part: ShownPart) -> dict[str, object]:
    return {
        "coder": part.coder,
        "code": part.key,
        "name": part.name,
        "start": part.span.start,
        "end": part.span.end,
        "quote": part.quote,
        "unsure": part.unsure,
        "memo": part.memo,
        "note": part.note,
    }


def _decision(made: Reconciliation) -> dict[str, object]:
    return {
        "id": made.id,
        "choice": made.choice,
        "outcome": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "code": one.code,
                "role": one.role,
                "valence": one.valence,
            }
            for one in made.outcome
        ],
        "reason": made.reason,
        "rule": made.rule,
        "changes": made.changes,
        "at": made.at,
    }


def _show(found: Iterable[ShownDisagreement]) -> None:
    """Number, id, place and kind in one line; below it who said what, and what was decided."""
    every = list(found)
    for one in every:
        place = f"{one.transcript} {one.extent.start}:{one.extent.end}"
        click.echo(f"{one.number:>4}  {one.id}  {place}  {one.kind}")
        for part in one.parts:
            mark = " (unsure)" if part.unsure else ""
            click.echo(f"      {part.coder}: {part.name}{mark}")
            click.echo(f"        “{shortened(part.quote, 68)}”")
        for name in one.absent:
            click.echo(f"      {name}: nothing")
        if one.decision:
            click.echo(f"      {_decided(one.decision)}")
    left = sum(one.decision is None for one in every)
    click.echo(f"{count(len(every), 'disagreement')}, {left} not yet decided.")


def _decided(made: Reconciliation) -> str:
    if made.choice == "meeting":
        return "Left for the meeting."
    put = ", ".join(f"{one.key} {one.span.start}:{one.span.end}" for one in made.outcome)
    return f"Decided: {put or 'nothing stands'}."
