"""qualbench status"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count, printable, warn
from qualbench.workbench import Case, Status, TranscriptStatus

_KEYS = """JSON keys: project, name, codebook, codebook_version, lead, coders, primary, transcripts,
erasures; each transcript: name, hash, format, turns, respondent_turns, respondent_words, cases
(participant, wave, speaker, attributes), codings (coder: count), sealed, submitted, changed_since
(who changed codings after submitting); each erasure: at, transcripts (how many), participant
(whether one withdrew), reason.

"""


@click.command(epilog=_KEYS + options.example("qualbench status study.qualbench --json"))
@options.project
@options.json
@options.coder
def status(project: Path, json_: bool, coder: str) -> None:
    """Show the transcripts, and who coded and submitted what."""
    with workbench.opened(project) as opened:
        found = workbench.status(opened, coder)
    warn(workbench.misplaced(project))
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
    plain["erasures"] = [
        {
            "at": one.at,
            "transcripts": len(one.transcripts),
            "participant": bool(one.participant),
            "reason": one.reason,
        }
        for one in found.erasures
    ]
    return plain


def _show(found: Status) -> None:
    click.echo(f"{found.name}  ({found.path})")
    click.echo(f"Codebook: {found.codebook}")
    click.echo(f"Version: {found.codebook_version[:12]}")
    click.echo(f"Lead: {found.lead}. Coders: {', '.join(found.coders)}.")
    click.echo(f"Primary coder: {found.primary or 'not named'}.")
    words = sum(transcript.respondent_words for transcript in found.transcripts)
    click.echo(f"{count(len(found.transcripts), 'transcript')}, {words} words of respondents\n")
    columns(
        ("transcript", "case", "turns", "codings"),
        (
            (
                transcript.name,
                ", ".join(_case(case) for case in transcript.cases),
                transcript.respondent_turns,
                ", ".join(_by(transcript)),
            )
            for transcript in found.transcripts
        ),
    )
    if any(transcript.submitted for transcript in found.transcripts):
        click.echo("\n* submitted, ! submitted and changed since")
    for one in found.erasures:
        why = f": {printable(one.reason)}" if one.reason else ""
        click.echo(f"\nErased on {one.at[:10]}: {count(len(one.transcripts), 'transcript')}{why}")


def _case(case: Case) -> str:
    said = [case.participant, case.wave, *(value for _, value in case.attributes)]
    return " ".join(filter(None, said))


def _by(transcript: TranscriptStatus) -> Iterator[str]:
    """How many codings each coder has, marked where the coder has submitted."""
    for coder in sorted({*transcript.codings, *transcript.sealed, *transcript.submitted}):
        submitted = "*" if coder in transcript.submitted else ""
        mark = "!" if coder in transcript.changed_since else submitted
        number = "sealed" if coder in transcript.sealed else transcript.codings.get(coder, 0)
        yield f"{coder} {number}{mark}"
