"""qualbench restore"""

import shlex
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count, printable
from qualbench.workbench import Backup, Restored

_KEYS = """JSON: without --from a list with keys number, file, at, bytes, differs (how many facts
only one of both has); else keys project, file, at, state (sound, damaged, missing), changes
(coder, kind, gone, back), codings (transcript, coder, now, then), codebook (now, then), restored,
kept. Counts are null where a round is sealed.

"""


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench restore study.qualbench",
        "qualbench restore study.qualbench --from 2",
        "qualbench restore study.qualbench --from 2 --yes",
    )
)
@options.project
@click.option("--from", "which", metavar="BACKUP", help="Its number in the list, or a file.")
@click.option("--yes", is_flag=True, help="Go back to it; else it is asked, or only shown.")
@options.json
@options.coder
def restore(project: Path, which: str | None, yes: bool, json_: bool, coder: str) -> None:
    """List the backups, show what one would change, go back to it.

    Without --from it lists them. With it, it says what the project has and the backup has not,
    which would go, and what would come back; nothing is changed before somebody agrees. The
    project as it stands is backed up first. A project file that is damaged is set aside under
    another name; one that is missing comes back too.
    """
    if which is None:
        if yes:
            raise click.UsageError("Say which: --from BACKUP.")
        _list(project, workbench.restorable(project), json_)
        return
    backup = workbench.find_backup(project, which)
    shown = workbench.restore(project, coder, backup, dry_run=True)
    if not json_:
        _show(project, shown)
    if yes or (not json_ and _asked()):
        shown = workbench.restore(project, coder, backup)
    if json_:
        as_json(_plain(project, shown))
    elif shown.done:
        _say_done(project, shown)
    else:
        click.echo("\nNothing was changed.")
        words = ("qualbench", "restore", str(project), "--from", str(shown.file), "--yes")
        click.echo(f"To go back: {shlex.join(words)}")  # by name: numbers change


def _asked() -> bool:
    """Whether there is somebody to ask, who agrees."""
    there = sys.stdin.isatty() and sys.stdout.isatty()
    return there and click.confirm("\nGo back to this backup?")


def _list(project: Path, found: Sequence[Backup], json_: bool) -> None:
    if json_:
        as_json([_entry(number, one) for number, one in enumerate(found, 1)])
        return
    now = datetime.now()
    columns(
        ("number", "made", "age", "size", "facts that differ"),
        (
            (
                number,
                one.at.isoformat(" "),
                _age(now - one.at),
                _size(one.size),
                "cannot be told" if one.differs is None else one.differs,
            )
            for number, one in enumerate(found, 1)
        ),
    )
    click.echo(f"\nWhat one would change: qualbench restore {project} --from NUMBER")


def _entry(number: int, one: Backup) -> dict[str, object]:
    return {
        "number": number,
        "file": str(one.file),
        "at": one.at.isoformat(),
        "bytes": one.size,
        "differs": one.differs,
    }


def _age(age: timedelta) -> str:
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 60:
        return count(minutes, "minute")
    return count(minutes // 60, "hour") if minutes < 48 * 60 else count(age.days, "day")


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _show(project: Path, shown: Restored) -> None:
    """What would change, in words."""
    click.echo(f"{shown.file.name}, made {shown.at.isoformat(' ')}")
    if shown.state == "sound":
        _show_changes(shown)
    else:
        what = "is damaged" if shown.state == "damaged" else "is missing"
        click.echo(f"{project} {what}: what would change cannot be told. The backup has:")
    if shown.codings:
        click.echo("")
        _show_codings(shown)
    now, then = shown.codebooks
    if now and now != then:
        click.echo(f"\nCodebook: version {now[:12]} now, {then[:12]} then.")


def _show_changes(shown: Restored) -> None:
    if not shown.changes:
        click.echo("The project has the facts that this backup has.")
        return
    click.echo("What would go is kept in a backup that is made just before.\n")
    columns(
        ("coder", "facts", "would go", "would come back"),
        (
            (printable(one.coder), one.kind.replace("_", " "), _told(one.gone), _told(one.back))
            for one in shown.changes
        ),
    )


def _show_codings(shown: Restored) -> None:
    known = shown.state == "sound"
    head = ("transcript", "coder", *(["codings now"] if known else []), "codings then")
    columns(
        head,
        (
            (
                printable(one.transcript),
                printable(one.coder),
                *([_told(one.now)] if known else []),
                _told(one.then),
            )
            for one in shown.codings
        ),
    )


def _told(number: int | None) -> object:
    return "sealed" if number is None else number


def _say_done(project: Path, shown: Restored) -> None:
    click.echo(f"\n{project} is what it was on {shown.at.isoformat(' ')}.")
    if shown.kept:
        what = "The damaged file" if shown.state == "damaged" else "What it was before"
        click.echo(f"{what}: {shown.kept}")


def _plain(project: Path, shown: Restored) -> dict[str, object]:
    now, then = shown.codebooks
    return {
        "project": str(project),
        "file": str(shown.file),
        "at": shown.at.isoformat(),
        "state": shown.state,
        "changes": [
            {"coder": one.coder, "kind": one.kind, "gone": one.gone, "back": one.back}
            for one in shown.changes
        ],
        "codings": [
            {"transcript": o.transcript, "coder": o.coder, "now": o.now, "then": o.then}
            for o in shown.codings
        ],
        "codebook": {"now": now or None, "then": then},
        "restored": shown.done,
        "kept": str(shown.kept) if shown.kept else None,
    }
