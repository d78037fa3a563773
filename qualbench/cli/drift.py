"""qualbench round drift"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.agree_tables import say, with_parents
from qualbench.cli.output import as_json, columns, shortened
from qualbench.workbench import RoundAgreement, Undefined, Unit

_KEYS = """JSON: a list with keys round, transcripts, coders, unit, n, overall (percent, pooled
kappa, pooled alpha, mean kappa, mean alpha, set alpha (MASI)), overall_change (since the last
round that has it), codes (code -> alpha), codes_change, reason (why a round has none of these).

"""
_SHOWN = 4
"""How many rounds fit beside each other."""
_NAME = 12
_SAME = 0.0005
"""Less than this is not seen in three decimals."""

Changes = Sequence[Mapping[str, float | None]]


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench round drift study.qualbench",
        "qualbench round drift study.qualbench --unit character --json",
    )
)
@options.project
@click.option(
    "--unit",
    type=click.Choice(["turn", "sentence", "segment", "character"]),
    default="turn",
    show_default=True,
)
@click.option("--interviewer", is_flag=True, help="Count the interviewer's words too.")
@options.json
@options.coder
def drift(project: Path, unit: Unit, interviewer: bool, json_: bool, coder: str) -> None:
    """Show how agreement went from round to round, overall and code by code.

    Behind each coefficient stands how much it is above or below that of the last round before
    it that has one.
    """
    with workbench.opened(project) as opened:
        found = workbench.drift(opened, coder, unit, interviewer=interviewer)
    overall = workbench.round_changes(one.overall for one in found)
    codes = workbench.round_changes(one.codes for one in found)
    if json_:
        rows = zip(found, overall, codes, strict=True)
        as_json([_plain(one, of_all, of_codes) for one, of_all, of_codes in rows])
    elif not found:
        click.echo("No round is revealed yet. Its lead does that with `qualbench round reveal`.")
    else:
        _show(found, overall, codes, unit)


def _plain(
    one: RoundAgreement,
    overall: Mapping[str, float | None],
    codes: Mapping[str, float | None],
) -> dict[str, object]:
    return {
        "round": one.round,
        "transcripts": list(one.whole.documents) if one.whole else [],
        "coders": list(one.whole.coders) if one.whole else [],
        "unit": one.whole.unit if one.whole else None,
        "n": one.whole.n if one.whole else 0,
        "overall": {name: _number(value) for name, value in one.overall.items()},
        "overall_change": dict(overall),
        "codes": {code: _number(value) for code, value in one.codes.items()},
        "codes_change": dict(codes),
        "reason": one.reason,
    }


def _show(found: Sequence[RoundAgreement], overall: Changes, codes: Changes, unit: Unit) -> None:
    """The last rounds side by side, all codes together and each code; why others are not there."""
    compared = [at for at, one in enumerate(found) if one.whole]
    if shown := compared[-_SHOWN:]:
        rounds = [found[at] for at in shown]
        head = [shortened(one.round, _NAME) for one in rounds]
        columns(("all codes", *head), _overall(rounds, [overall[at] for at in shown], unit))
        say("percent and pooled: counts added up over codes; mean: of the codes that have one")
        click.echo()
        columns(("alpha", *head), _codes(rounds, [codes[at] for at in shown]))
    for one in found:
        if one.reason:
            say(f"- {one.round}: {one.reason}")
    if len(shown) < len(compared):
        say(f"The last {_SHOWN} rounds; --json has all {len(compared)}.")


def _overall(
    rounds: Sequence[RoundAgreement], changes: Changes, unit: Unit
) -> Iterator[Sequence[object]]:
    wholes = [one.whole for one in rounds if one.whole]
    yield "transcripts", *(f"{len(whole.documents):6}" for whole in wholes)
    yield "coders", *(f"{len(whole.coders):6}" for whole in wholes)
    yield f"{unit}s", *(f"{whole.n:6}" for whole in wholes)
    for name in rounds[0].overall:
        yield name, *(_cell(r.overall, c, name) for r, c in zip(rounds, changes, strict=True))


def _codes(rounds: Sequence[RoundAgreement], changes: Changes) -> Iterator[str | Sequence[object]]:
    places = [str(at) for at in range(len(rounds))]
    told = list(zip(places, rounds, changes, strict=True))
    yield from with_parents(
        (
            {"code": code, **{at: _cell(of.codes, change, code) for at, of, change in told}}
            for code in _merged([list(one.codes) for one in rounds])
        ),
        places,
    )


def _merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """Everything in all of the orders, each behind what it follows in the first that has it."""
    found: list[str] = []
    for order in orders:
        for before, code in zip(("", *order), order, strict=False):
            if code not in found:
                found.insert(found.index(before) + 1 if before else 0, code)
    return found


def _cell(
    values: Mapping[str, float | Undefined], changes: Mapping[str, float | None], name: str
) -> str:
    """``0.812 +0.030``: how it is, and how much that is above the round before."""
    value, change = values.get(name), changes.get(name)
    if not isinstance(value, float):
        return f"{'-':>6}"
    if change is None:
        return f"{value:6.3f}"
    return f"{value:6.3f} {'  same' if abs(change) < _SAME else f'{change:+.3f}'}"


def _number(value: float | Undefined) -> float | None:
    return None if isinstance(value, Undefined) else value
