"""qualbench topic list, label, merge, split, code, map"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, columns, count, shortened
from qualbench.workbench import ShownRun

run = click.argument("run")
number = click.argument("number", type=int)


@click.group(
    epilog=options.example(
        "qualbench topic list study.qualbench",
        'qualbench topic label study.qualbench missed 3 "Rooms and toys"',
        "qualbench topic code study.qualbench missed 3 --coder lead",
    ),
)
def topic() -> None:
    """Name, merge and split kept topics; make codes of them.

    `qualbench topics --keep` keeps what it found. What is decided here is recorded with its
    author and can be undone.
    """


_KEYS = """JSON: a list with keys name, id, coder, topics, words, unit, scope, at.

"""


@topic.command("list", epilog=_KEYS + options.example("qualbench topic list study.qualbench"))
@options.project
@options.json
@options.coder
def list_(project: Path, json_: bool, coder: str) -> None:
    """List the runs that are kept."""
    with workbench.opened(project) as opened:
        found = workbench.topic_runs(opened)
    if json_:
        as_json(
            [
                {
                    "name": one.name,
                    "id": one.id,
                    "coder": one.coder,
                    "topics": one.topics,
                    "words": one.words,
                    "unit": one.scope.unit,
                    "scope": one.scope.asked,
                    "at": one.at,
                }
                for one in found
            ]
        )
    elif not found:
        click.echo("Nothing is kept yet. `qualbench topics PROJECT --keep NAME` keeps a run.")
    else:
        columns(("run", "coder", "topics", "kept, UTC"), chain.from_iterable(map(_lines, found)))


def _lines(one: ShownRun) -> Iterator[Sequence[object] | str]:
    yield shortened(one.name, 36), shortened(one.coder, 20), one.topics, one.at[:10]
    yield f"  {shortened(f'{one.words} {one.scope.said}', 78)}"


@topic.command(
    epilog=options.example('qualbench topic label study.qualbench missed 3 "Rooms and toys"')
)
@options.project
@run
@number
@click.argument("text")
@options.coder
def label(project: Path, run: str, number: int, text: str, coder: str) -> None:
    """Call a topic something.

    With an empty text its phrases name it again.
    """
    with workbench.opened(project) as opened:
        workbench.label_topic(opened, coder, run, number, text)
    said = f"is called {shortened(text, 60)}" if text.strip() else "is named by its phrases again"
    click.echo(f"Topic {number} {said}.")


@topic.command(epilog=options.example("qualbench topic merge study.qualbench missed 3 7"))
@options.project
@run
@click.argument("numbers", type=int, nargs=-1, required=True, metavar="NUMBER NUMBER...")
@options.coder
def merge(project: Path, run: str, numbers: tuple[int, ...], coder: str) -> None:
    """Take several topics for one.

    It has the smallest of their numbers, with that one's label and code.
    """
    with workbench.opened(project) as opened:
        into = workbench.merge_topics(opened, coder, run, numbers)
    click.echo(f"Merged into topic {into}.")


@topic.command(epilog=options.example("qualbench topic split study.qualbench missed 3 --parts 3"))
@options.project
@run
@number
@click.option("--parts", type=int, default=2, show_default=True, help="How many; nine at most.")
@options.coder
def split(project: Path, run: str, number: int, parts: int, coder: str) -> None:
    """Part a topic where what is said lies furthest apart.

    The parts of topic 3 are 31 and 32, or 301 and 302 where the run has ten topics or more.
    """
    with workbench.opened(project) as opened, Bar() as bar:
        new = workbench.split_topic(opened, coder, run, number, parts, bar)
    click.echo(f"Topic {number} is now the topics {', '.join(map(str, new))}.")


@topic.command(
    epilog=options.example(
        "qualbench topic code study.qualbench missed 3 --coder lead",
        'qualbench topic code study.qualbench missed 3 --name "Rooms" --quote 2',
    )
)
@options.project
@run
@number
@click.option("--name", metavar="NAME", default="", help="Else its label, else its phrases.")
@click.option(
    "--quote",
    "quotes",
    metavar="N",
    type=int,
    multiple=True,
    help="An example: one of the topic's quotes, from 1; can be repeated. Else the first two.",
)
@options.coder
def code(
    project: Path, run: str, number: int, name: str, quotes: tuple[int, ...], coder: str
) -> None:
    """Propose a code that means what a topic holds.

    Its phrases become the code's inclusions. What lies in the topic is suggested for the code
    from then on. `qualbench topics PROJECT --run RUN --quotes 5` shows the quotes.
    """
    with workbench.opened(project) as opened:
        places = [quote - 1 for quote in quotes]
        made = workbench.code_topic(opened, coder, run, number, name, places)
        turns = workbench.topic_turns(opened, run, number)
    click.echo(f"Proposed {made.id}: {made.name}. {_waiting(turns)}")


@topic.command(
    "map", epilog=options.example("qualbench topic map study.qualbench missed 3 inner.space")
)
@options.project
@run
@number
@click.argument("code")
@options.coder
def map_(project: Path, run: str, number: int, code: str, coder: str) -> None:
    """Say that a topic means what an existing code does.

    What lies in the topic is suggested for the code from then on.
    """
    with workbench.opened(project) as opened:
        key = workbench.map_topic(opened, coder, run, number, code)
        turns = workbench.topic_turns(opened, run, number)
    click.echo(f"Topic {number} is mapped to {key}. {_waiting(turns)}")


def _waiting(turns: int) -> str:
    return f"{count(turns, 'turn')} {'waits' if turns == 1 else 'wait'} as suggestions."
