"""qualbench topics"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, shortened
from qualbench.workbench import TopicsFound

_KEYS = """JSON keys: topics, turns, outside, method, reason, seed, parameters, versions; each
topic: number, size, phrases, quotes; each quote: transcript, speaker, start, end, text.

"""


@click.command(epilog=_KEYS + options.example("qualbench topics study.qualbench"))
@options.project
@options.json
@options.coder
def topics(project: Path, json_: bool, coder: str) -> None:
    """Find topics in what respondents say, without the codebook.

    The same study gives the same topics on one machine. They are a proposal: clusters are
    found in noise too.
    """
    with workbench.opened(project) as opened, Bar() as bar:
        found = workbench.topics(opened, bar)
    if json_:
        as_json(_plain(found))
    else:
        show(found)
        for topic in found.topics:
            quote = topic.quotes[0]
            click.echo(f"\n{topic.number:>3}  {quote.transcript}, {quote.speaker}")
            click.echo(f"     {shortened(quote.text, 74)}")


def show(found: TopicsFound) -> None:
    """A line a topic: its number, its size, its phrases."""
    click.echo(click.wrap_text(found.summary, 80))
    for topic in found.topics:
        phrases = shortened(", ".join(topic.phrases), 64)
        click.echo(f"{topic.number:>3}  {topic.size:>3} turns  {phrases}")


def _plain(found: TopicsFound) -> dict[str, object]:
    return {
        "topics": [
            {
                "number": topic.number,
                "size": topic.size,
                "phrases": list(topic.phrases),
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
        "turns": found.turns,
        "outside": found.outside,
        "method": found.run.method,
        "reason": found.run.reason,
        "seed": found.run.seed,
        "parameters": dict(found.run.parameters),
        "versions": dict(found.run.versions),
    }
