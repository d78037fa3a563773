"""qualbench topics"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, columns, shortened
from qualbench.errors import RefusedError
from qualbench.model import Codebook
from qualbench.workbench import Scope, Steadiness, Store, TopicRow, TopicsFound, TopicTable

_KEYS = """JSON keys: topics, turns, outside, method, reason, seed, parameters, versions, scope,
kept, with --by table, and with --steady steadiness; each topic: number, size, phrases, label,
code, quotes; each quote: transcript, speaker, start, end, text; the table: by, columns, rows; each
row: number (-1 outside all), of, coded, cells; each of these: words, respondents; steadiness:
draws, agreement (adjusted Rand index), returns (number, share).

"""
_OUTSIDE = -1
_MOST = 3
_WIDTH = 80
_VALUE = 24


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench topics study.qualbench --by code --coder lead",
        "qualbench topics study.qualbench --unit sentence --role counselor",
        "qualbench topics study.qualbench --uncoded --keep missed --coder lead",
        "qualbench topics study.qualbench --run missed --quotes 5",
    )
)
@options.project
@click.option("--unit", type=click.Choice(["turn", "sentence"]), help="Of what; turn if not given.")
@click.option("--role", multiple=True, help="Only of cases with this role; can be repeated.")
@click.option("--clinic", multiple=True, help="Only of cases of this clinic; can be repeated.")
@click.option("--wave", multiple=True, help="Only of this wave; can be repeated.")
@click.option("--code", default="", help="Only what is coded with it, or a code below it.")
@click.option("--uncoded", is_flag=True, help="Only what is not coded at all.")
@click.option(
    "--topics", type=click.IntRange(0), default=0, help="So many of them; 0: as there are."
)
@click.option("--steady", is_flag=True, help="Say how much is left when some is left out.")
@click.option("--keep", metavar="NAME", default="", help="Keep what is found, by this name.")
@click.option("--run", metavar="NAME", default="", help="Show what was kept; search for nothing.")
@click.option("--by", metavar="code|ATTRIBUTE", default="", help="Hold topics against this.")
@click.option(
    "--quotes",
    type=click.IntRange(0, 5),
    default=1,
    show_default=True,
    help="Typical ones to show of each topic.",
)
@options.json
@options.coder
def topics(
    project: Path,
    unit: str | None,
    role: Sequence[str],
    clinic: Sequence[str],
    wave: Sequence[str],
    code: str,
    uncoded: bool,
    topics: int,
    steady: bool,
    keep: str,
    run: str,
    by: str,
    quotes: int,
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
    attributes = tuple((name, value) for name, values in asked for value in values)
    if run and (unit or attributes or code or uncoded or topics or keep):
        raise RefusedError(
            f"the run {run} is kept with the scope that it had",
            "Leave out --run to search anew, or what chooses a scope, and --keep.",
        )
    with workbench.opened(project) as opened, Bar() as bar:
        if by:
            workbench.require_columns(opened, coder, by)
        if run:
            found = workbench.kept_topics(opened, run, bar)
        else:
            scope = Scope(_unit(unit), attributes, _key(opened, code), uncoded, topics)
            found = workbench.topics(opened, coder, scope, bar)
        table = workbench.topic_table(opened, coder, found, by) if by else None
        book = workbench.codebook(opened)
        held = workbench.topic_steadiness(opened, found, bar) if steady else None
        kept = workbench.keep_topics(opened, coder, keep, found).name if keep else found.kept
    if json_:
        more = {"steadiness": asdict(held)} if held else {}
        more |= {"table": asdict(table)} if table else {}
        as_json(_plain(found) | {"kept": kept} | more)
        return
    show(found)
    if steady:
        _show_steadiness(held)
    if table:
        _show_table(table, book)
    else:
        _show_quotes(found, quotes)
    if keep:
        click.echo(f"\nKept as {kept}.")


def _show_steadiness(found: Steadiness | None) -> None:
    """Of all topics together, and of each how often it came back."""
    if found is None:
        click.echo("\nToo few texts to leave some out and see what stays.")
        return
    came = ", ".join(f"{number}: {share:.0%}" for number, share in found.returns)
    said = (
        f"With one text in ten left out, {found.draws} times, topics agree by an adjusted Rand "
        f"index of {found.agreement:.2f} on the mean. How often each came back: {came or '-'}."
    )
    click.echo(f"\n{click.wrap_text(said, _WIDTH)}")


def _unit(unit: str | None) -> workbench.TopicUnit:
    return "sentence" if unit == "sentence" else "turn"


def _key(project: Store, code: str) -> str:
    return workbench.keys_of(project, [code])[0] if code else ""


def show(found: TopicsFound) -> None:
    """A line a topic: its number, its size, label and phrases; below it the code that it has."""
    click.echo(click.wrap_text(found.summary, _WIDTH))
    for topic in found.topics:
        words = ", ".join(topic.phrases)
        said = f"{topic.label}: {words}" if topic.label else words
        _line(f"{topic.number:>3}  {topic.size:>3} {found.scope.unit}s  ", said)
        if topic.code:
            _line("     code ", topic.code)


def _line(before: str, words: str) -> None:
    """What fits into 80 columns."""
    click.echo(before + shortened(words, _WIDTH - len(before)))


def _show_quotes(found: TopicsFound, most: int) -> None:
    for topic in found.topics if most else ():
        click.echo()
        for place, quote in enumerate(topic.quotes[:most], 1):
            at = f"quote {place}: " if most > 1 else ""
            _line(f"{topic.number:>3}  {at}", f"{quote.transcript}, {quote.speaker}")
            _line("     ", quote.text)


def _show_table(table: TopicTable, book: Codebook) -> None:
    click.echo()
    if table.by == "code":
        _show_codes(table, {key: workbench.name_of(book, key) for key in table.columns})
    else:
        _show_values(table)


def _show_codes(table: TopicTable, names: dict[str, str]) -> None:
    """How much of each topic is coded, and with what most."""
    rows = []
    for row in table.rows:
        most = sorted(zip(row.cells, table.columns, strict=True), key=lambda c: -c[0].words)
        said = (f"{names[key]} {cell.words}" for cell, key in most[:_MOST] if cell.words)
        rows.append([_number(row), _share(row), shortened(", ".join(said) or "-", 58)])
    columns(("topic", "coded", "with, and on how many"), rows)
    if missed := [str(row.number) for row in table.rows if row.missed and row.number != _OUTSIDE]:
        which = f"Not covered by the codebook, as less than half is coded: {', '.join(missed)}."
        click.echo(f"\n{click.wrap_text(which, _WIDTH)}")


def _show_values(table: TopicTable) -> None:
    """Turns or sentences, and in brackets how many respondents they are of."""
    first = (table.by, *map(_number, table.rows))
    values = [
        (shortened(value, _VALUE), *(_counted(row, place) for row in table.rows))
        for place, value in enumerate(table.columns)
    ]
    for block in _blocks(first, values):
        head, *rows = zip(first, *block, strict=True)
        columns(head, rows)
        click.echo()
    click.echo("In brackets: how many respondents.")


def _counted(row: TopicRow, place: int) -> str:
    cell = row.cells[place]
    return f"{cell.words} ({cell.respondents})"


def _blocks(
    first: Sequence[str], values: Sequence[Sequence[str]]
) -> Iterator[Sequence[Sequence[str]]]:
    """As many of the columns at a time as there is room for beside the first."""
    block: list[Sequence[str]] = []
    for column in values:
        width = sum(2 + max(map(len, one)) for one in (*block, column)) + max(map(len, first))
        if block and width > _WIDTH:
            yield block
            block = []
        block.append(column)
    yield block


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
