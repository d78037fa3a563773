"""qualbench erase"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, complain, count, printable
from qualbench.errors import RefusedError
from qualbench.workbench import Erased

_KEYS = """JSON: keys transcripts, participant, others (who else speaks in them), near (ids
that stay and may mean the same person), facts and redacted (by kind; null where a round is
sealed), codebook (whether the one in force is redacted), backups, deleted, out_of_reach (coder,
round, at), done.

"""


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench erase study.qualbench P07 --reason 'withdrew' --coder lead",
        "qualbench erase study.qualbench interview-3 --yes --coder lead",
    )
)
@options.project
@click.argument("name")
@click.option(
    "--as",
    "what",
    type=click.Choice(["transcript", "participant"]),
    help="What NAME is, where it could be both.",
)
@click.option("--reason", metavar="TEXT", default="", help="Why; it is kept. Name nobody in it.")
@click.option("--yes", is_flag=True, help="Destroy it; else it is asked, or only shown.")
@options.json
@options.coder
@click.pass_context
def erase(
    ctx: click.Context,
    project: Path,
    name: str,
    what: workbench.ErasedThing | None,
    reason: str,
    yes: bool,
    json_: bool,
    coder: str,
) -> None:
    """Destroy what somebody said, when they withdraw.

    NAME is a transcript, or a participant, who goes with all transcripts in which they speak
    and all that is known of them. Leads do this. Text, turns, codings, decisions and memos on it
    are destroyed in the project and its backups; where others quote it, in memos or in the
    codebook, the words are taken out; the cache is deleted. What remains is the fact that it
    happened. There is no way back, and merging an old copy brings nothing back.

    First it says what would go. Copies that were handed out, and files that were exported, are
    out of its reach: it lists the copies that it knows of.
    """
    with workbench.opened(project) as opened:
        shown = workbench.erase(opened, coder, name, what, reason, dry_run=True)
        if not json_:
            _show(name, shown)
        if yes or (not json_ and _asked(name)):
            shown = workbench.erase(opened, coder, name, what, reason)
    if json_:
        as_json(_plain(shown))
    elif shown.done:
        _say_done(shown)
    if not shown.done:
        complain(RefusedError("nothing was erased", "To destroy it, say --yes."))
        ctx.exit(1)


def _asked(name: str) -> bool:
    """Whether there is somebody to ask, who writes the name once more."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    asked = f"\nThere is no way back. Write {name} to destroy it"
    if click.prompt(asked, default="", show_default=False) == name:
        return True
    click.echo(f"That is not {name}.")
    return False


def _show(name: str, shown: Erased) -> None:
    number = count(len(shown.transcripts), "transcript")
    whose = f"the participant {printable(name)} and {number}" if shown.participant else number
    click.echo(f"This destroys {whose}, for good: {', '.join(map(printable, shown.transcripts))}")
    click.echo("")
    columns(("goes", "facts"), [(kind.replace("_", " "), _told(n)) for kind, n in _named(shown)])
    for line in ("", *_besides(shown)):
        click.echo(line)
    if shown.out_of_reach:
        click.echo("\nOut of reach: ask for these copies, and have them deleted.")
        columns(
            ("handed out to", "round", "on"),
            [(one.coder, one.round or "-", one.handout.at[:10]) for one in shown.out_of_reach],
        )
        click.echo("")
    click.echo("Exported files, and copies made by hand, are out of reach too.")


def _named(shown: Erased) -> Iterator[tuple[str, int | None]]:
    """Kinds in the order in which an analyst thinks of them."""
    first = ("transcript", "coding", "memo", "decision", "reconciliation", "submission")
    kinds = sorted(shown.facts, key=lambda kind: (kind not in first, kind))
    return ((kind, shown.facts[kind]) for kind in kinds)


def _besides(shown: Erased) -> Iterator[str]:
    if shown.others:
        yield f"{', '.join(map(printable, shown.others))} speak there too; what they say goes."
    for one in shown.near:
        yield f"{printable(one)} stays. If that is the same person, it is to be erased by itself."
    if shown.redacted:
        where = _listed(shown.redacted)
        yield f"Quoted elsewhere, where its words become “[erased]”: {where}."
    if shown.in_force:
        yield "The codebook in force quotes it: look through its examples afterwards."
    if shown.backups:
        yield f"{count(len(shown.backups), 'backup')} and the cache are cleared of it too."
    for file in shown.deleted:
        yield f"It cannot be read, may hold it, and is deleted: {file.name}"


def _listed(numbers: Mapping[str, int]) -> str:
    names = {"codebook": "codebook version", "publication": "note on a codebook version"}
    return ", ".join(
        count(number, names.get(kind, kind.replace("_", " "))) for kind, number in numbers.items()
    )


def _told(number: int | None) -> object:
    return "sealed" if number is None else number


def _say_done(shown: Erased) -> None:
    click.echo("\nErased.")
    if shown.backups:
        click.echo(f"No longer in {count(len(shown.backups), 'backup')} either.")
    for file in shown.deleted:
        click.echo(f"Could not be read, and was deleted: {file}")
    click.echo("What others wrote in words of their own stays: search it for names and ids.")
    click.echo("Vectors and topics are made anew by `qualbench prepare`.")


def _plain(shown: Erased) -> dict[str, object]:
    return {
        "transcripts": list(shown.transcripts),
        "participant": shown.participant,
        "others": list(shown.others),
        "near": list(shown.near),
        "facts": shown.facts,
        "redacted": shown.redacted,
        "codebook": shown.in_force,
        "backups": [str(file) for file in shown.backups],
        "deleted": [str(file) for file in shown.deleted],
        "out_of_reach": [
            {"coder": one.coder, "round": one.round, "at": one.handout.at}
            for one in shown.out_of_reach
        ],
        "done": shown.done,
    }
