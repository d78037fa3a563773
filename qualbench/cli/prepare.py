"""qualbench prepare"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import Bar, as_json, count


@click.command(
    epilog="JSON keys: transcripts, texts, sentence_model, vector_model.\n\n"
    + options.example("qualbench prepare study.qualbench --coder ana")
)
@options.project
@options.json
@options.coder
def prepare(project: Path, json_: bool, coder: str) -> None:
    """Find sentences and vectors, for suggestions and topics.

    Sentences are recorded with the model that found them. Vectors lie in a cache beside the
    project, which is as confidential as the project and can be deleted at any time. What is
    there already is not done again; Ctrl+C keeps what is done.
    """
    with workbench.opened(project) as opened, Bar() as bar:
        done = workbench.prepare(opened, coder, bar)
    if json_:
        as_json(
            {
                "transcripts": done.transcripts,
                "texts": done.texts,
                "sentence_model": done.sentence_model,
                "vector_model": done.vector_model,
            }
        )
    else:
        click.echo(
            f"Sentences of {count(done.transcripts, 'transcript')} ({done.sentence_model}),\n"
            f"vectors of {count(done.texts, 'text')} ({done.vector_model})."
        )
