"""qualbench topics"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, columns, shortened
from qualbench.workbench import Scope, TopicRow, TopicsFound, TopicTable

_KEYS = """JSON keys: topics, turns, outside, method, reason, seed, parameters, versions, scope, and
with --by table; each topic: number, size, phrases, label, code, quotes; each quote: transcript,
speaker, start, end, text; the table: by, columns, rows; each row: number (-1 outside all), of,
coded, cells; each of these: words, respondents.

"""
_OUTSIDE = -1
_MOST = 3


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench topics study.qualbench --by code --coder lead",
        "qualbench topics study.qualbench --unit sentence --role counselor",
        "qualbench topics study.qualbench --uncoded --coder lead",
    )
)
@options.project
@click.option("--unit", type=click.Choice(["turn", "sentence"]), default="turn", show_default=True)
@click.option("--role", multiple=True, help="Only of cases with this role; can be repeated.")
@click.option("--clinic", multiple=True, help="Only of cases of this clinic; can be repeated.")
@click.option("--wave", multiple=True, help="Only of this wave; can be repeated.")
@click.option("--code", default="", help="Only what is coded with it, or a code below it.")
@click.option("--uncoded", is_flag=True, help="Only what is not coded at all.")
@click.option("--by", metavar="code|ATTRIBUTE", default="", help="Hold topics against this.")
@options.json
@options.coder
def topics(
    project: Path,
    unit: str,
    role: Sequence[str],
    clinic: Sequence[str],
    wave: Sequence[str],
    code: str,
    uncoded: bool,
    by: str,
    json_: bool,
    coder: str,
) -> None:
    """Find topics in what respondents say, without the codebook.

    The same study gives the same topics on one machine. They are a proposal: clusters are
    found in noise too. --by code says which constructs a topic falls into, and which topics the
    codebook misses; --by role, clinic, wave, or any attribute who talks of it. Codings are those
    of the analysis set: the consensus, else the primary coder's.
    """
    asked = (("role", role), ("clinic", clinic), ("wave", wave))
    with workbench.opened(project) as opened, Bar() as bar:
        attributes = tuple((name, value) for name, values in asked for value in values)
        (key,) = workbench.keys_of(opened, [code]) if code else ("",)
        scope = Scope(_unit(unit), attributes, key, uncoded)
        found = workbench.topics(opened, coder, scope, bar)
        table = workbench.topic_table(opened, coder, found, by) if by else None
        book = workbench.codebook(opened)
    if json_:
        as_json(_plain(found) | ({"table": asdict(table)} if table else {}))
        return
    show(found)
    if table and by == "code":
        _show_codes(table, {key: workbench.name_of(book, key) for key in table.columns})
    elif table:
        _show_values(table)
    else:
        _show_quotes(found)


def _unit(unit: str) -> workbench.TopicUnit:
    return "sentence" if unit == "sentence" else "turn"


def show(found: TopicsFound) -> None:
    """A line a topic: its number, its size, its phrases."""
    click.echo(click.wrap_text(found.summary, 80))
    for topic in found.topics:
        phrases = shortened(topic.label or ", ".join(topic.phrases), 64)
        click.echo(f"{topic.number:>3}  {topic.size:>3} {found.scope.unit}s  {phrases}")


def _show_quotes(found: TopicsFound) -> None:
    for topic in found.topics:
        quote = topic.quotes[0]
        click.echo(f"\n{topic.number:>3}  {quote.transcript}, {quote.speaker}")
        click.echo(f"     {shortened(quote.text, 74)}")


def _show_codes(table: TopicTable, names: dict[str, str]) -> None:
    """How much of each topic is coded, and with what most."""
    click.echo()
    rows = []
    for row in table.rows:
        most = sorted(zip(row.cells, table.columns, strict=True), key=lambda c: -c[0].words)
        said = (f"{names[key]} {cell.words}" for cell, key in most[:_MOST] if cell.words)
        rows.append([_number(row), _share(row), shortened(", ".join(said) or "-", 58)])
    columns(("topic", "coded", "with, and on how many"), rows)
    if missed := [str(row.number) for row in table.rows if row.missed and row.number != _OUTSIDE]:
        click.echo(
            f"\nNot covered by the codebook, as less than half is coded: {', '.join(missed)}."
        )


def _show_values(table: TopicTable) -> None:
    """Turns or sentences, and in brackets how many respondents they are of."""
    click.echo()
    rows = [
        [_number(row), *(f"{cell.words} ({cell.respondents})" for cell in row.cells)]
        for row in table.rows
    ]
    columns((table.by, *table.columns), rows)
    click.echo("In brackets: how many respondents.")


def _number(row: TopicRow) -> str:
    return "outside" if row.number == _OUTSIDE else str(row.number)


def _share(row: TopicRow) -> str:
    return "-" if row.covered is None else f"{row.covered:.0%}"


def _plain(found: TopicsFound) -> dict[str, object]:
    return {
        "topics": [
            {
                "number": topic.number,
                "size": topic.size,
                "phrases": list(topic.phrases),
                "label": topic.label,
                "code": topic.code,
                "quotes": [
                    {
                        "transcript": quote.transcript,
                        "speaker": quote.speaker,
                        "start": quote.span.start,
                        "end": quote.span.end,
                        "text": quote.text,
                    }
                    for quote in topic.quotes
                ],
            }
            for topic in found.topics
        ],
        "turns": len(found.words),
        "outside": found.outside,
        "method": found.run.method,
        "reason": found.run.reason,
        "seed": found.run.seed,
        "parameters": dict(found.run.parameters),
        "versions": dict(found.run.versions),
        "scope": found.scope.asked,
    }
