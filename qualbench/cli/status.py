"""qualbench status"""

from dataclasses import asdict
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count
from qualbench.workbench import Status

_KEYS = """\b
JSON keys: project, name, codebook, codebook_version, lead, coders, primary, transcripts;
each transcript: name, hash, format, turns, respondent_turns, respondent_words, cases
(participant, wave, speaker, attributes), codings (coder: count), submitted, changed_since
(who changed codings after submitting).

"""


@click.command(epilog=_KEYS + options.example("qualbench status study.qualbench --json"))
@options.project
@options.json
@options.coder
def status(project: Path, json_: bool, coder: str) -> None:
    """What is in the project: transcripts, cases, who coded and submitted what."""
    with workbench.opened(project) as opened:
        found = workbench.status(opened)
    if json_:
        as_json(_plain(found))
    else:
        _show(found)


def _plain(found: Status) -> dict[str, object]:
    plain = asdict(found)
    plain["project"] = str(plain.pop("path"))
    for transcript in plain["transcripts"]:
        for case in transcript["cases"]:
            case["attributes"] = dict(case["attributes"])
            del case["transcript"]
    return plain


def _show(found: Status) -> None:
    click.echo(f"{found.name}  ({found.path})")
    click.echo(f"Codebook: {found.codebook}, version {found.codebook_version[:12]}")
    click.echo(f"Lead: {found.lead}. Coders: {', '.join(found.coders)}.")
    if found.primary:
        click.echo(f"Primary coder: {found.primary}.")
    words = sum(transcript.respondent_words for transcript in found.transcripts)
    click.echo(f"{count(len(found.transcripts), 'transcript')}, {words} words of respondents\n")
    columns(
        ("transcript", "case", "turns", "codings", "submitted by"),
        (
            (
                transcript.name,
                ", ".join(_case(case) for case in transcript.cases),
                transcript.respondent_turns,
                ", ".join(f"{coder} {n}" for coder, n in transcript.codings.items()),
                ", ".join(
                    f"{coder} (changed since)" if coder in transcript.changed_since else coder
                    for coder in transcript.submitted
                ),
            )
            for transcript in found.transcripts
        ),
    )


def _case(case: workbench.Case) -> str:
    return " ".join([case.participant, case.wave, *(value for _, value in case.attributes)])
