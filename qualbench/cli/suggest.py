"""qualbench suggest"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, shortened
from qualbench.workbench import Page, ShownSuggestion

_KEYS = """JSON: a list with keys transcript, start, end, turn, suggestions; each suggestion: code
(with @role where it is said of one), name, similarity, reason, why; the reason: kind (quote or
definition), source (a coding or a code), text, similarity.

"""


@click.command(epilog=_KEYS + options.example("qualbench suggest study.qualbench --top 1"))
@options.project
@click.option("--transcript", default="", help="Only for one transcript.")
@click.option("--top", type=click.IntRange(1, 20), default=3, show_default=True)
@options.json
@options.coder
def suggest(project: Path, transcript: str, top: int, json_: bool, coder: str) -> None:
    """Suggest codes for turns that you have not coded.

    They rest on the codebook, on your codings, and on others' codings of other transcripts.
    Similarity is a cosine: it ranks the codes of one turn and is no probability.
    """
    with workbench.opened(project) as opened, Bar() as bar:
        names = (
            [transcript] if transcript else [t.name for t in workbench.status(opened).transcripts]
        )
        found = [_uncoded(opened, coder, name, top, bar) for name in names]
    rows = [row for of_transcript in found for row in of_transcript]
    if json_:
        as_json(rows)
    else:
        _show(rows)


def _uncoded(
    opened: workbench.Store, coder: str, name: str, top: int, bar: Bar
) -> list[dict[str, object]]:
    page = workbench.page(opened, coder, name)
    said = workbench.suggestions(opened, coder, name, top, bar)
    return [
        _row(page, turn, said[words])
        for turn, words in enumerate((t.words for t in page.transcript.turns), start=1)
        if words in said and not page.own_on(words)
    ]


def _row(page: Page, turn: int, said: tuple[ShownSuggestion, ...]) -> dict[str, object]:
    words = page.transcript.turns[turn - 1].words
    return {
        "transcript": page.transcript.name,
        "start": words.start,
        "end": words.end,
        "turn": turn,
        "suggestions": [_plain(shown) for shown in said],
    }


def _plain(shown: ShownSuggestion) -> dict[str, object]:
    reason = shown.said.reason
    return {
        "code": shown.said.key,
        "name": shown.name,
        "similarity": shown.said.similarity,
        "reason": {
            "kind": reason.kind,
            "source": reason.source,
            "text": reason.text,
            "similarity": reason.similarity,
        },
        "why": shown.why,
    }


def _show(rows: list[dict[str, object]]) -> None:
    if not rows:
        click.echo("No turn of a respondent here is without a code of yours.")
    for row in rows:
        click.echo(f"{row['transcript']}  turn {row['turn']}  {row['start']}:{row['end']}")
        suggestions = row["suggestions"]
        for said in suggestions if isinstance(suggestions, list) else []:
            click.echo(f"  {said['similarity']:.2f}  {said['code']}")
            click.echo(f"        {shortened(said['why'], 70)}")
