"""qualbench merge"""

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, complain, count, printable, warn
from qualbench.workbench import Merged, ShownConflict

_KEYS = """JSON: with copies, keys dry_run and copies (file, copy, given, added, already, barred and
erased by kind of fact, refused, conflicts); with --conflicts, a list of conflicts. A conflict
has keys id, kind, about, claims (fact, coder, says) and decides.

"""


@click.command(
    epilog=_KEYS
    + options.example(
        "qualbench merge study.qualbench ana.qualbench ben.qualbench --dry-run",
        "qualbench merge study.qualbench ana.qualbench ben.qualbench",
        "qualbench merge study.qualbench --conflicts",
        "qualbench merge study.qualbench --choose 3f9a21 --keep 2",
    )
)
@options.project
@click.argument(
    "copies", nargs=-1, metavar="[COPY...]", type=click.Path(path_type=Path, readable=False)
)
@click.option("--dry-run", is_flag=True, help="Say what would be merged, and store nothing.")
@click.option("--conflicts", is_flag=True, help="List the conflicts that stand.")
@click.option("--choose", metavar="ID", default="", help="Decide a conflict; needs --keep.")
@click.option(
    "--keep", metavar="CLAIM", help="The number of the claim that stands; of namesakes a new name."
)
@click.option("--reason", metavar="TEXT", default="", help="Why; kept as a memo.")
@options.json
@options.coder
@click.pass_context
def merge(
    ctx: click.Context,
    project: Path,
    copies: tuple[Path, ...],
    dry_run: bool,
    conflicts: bool,
    choose: str,
    keep: str | None,
    reason: str,
    json_: bool,
    coder: str,
) -> None:
    """Unite copies of a project with it.

    Every fact of each is added, nothing twice; the copies stay as they are, and a dated backup
    of the project is made first. In which order copies are merged, and how often, makes no
    difference. A copy of another study, of a newer format or with facts that were changed is
    refused and reported, the others are merged, and the exit code is then 1. What was erased
    is not taken, and an erasure that comes with a copy is carried out here.

    Where copies contradict one another, both are kept until somebody decides with --choose: a
    lead, or of codings and memos their coder.
    """
    if bool(copies) + conflicts + bool(choose) != 1 or bool(choose) != (keep is not None):
        raise click.UsageError("Name copies, or say --conflicts, or --choose ID with --keep.")
    with workbench.opened(project) as opened:
        warn(workbench.misplaced(project))
        if conflicts:
            _list(workbench.conflicts(opened, coder), json_)
            return
        if choose:
            decided = workbench.choose(opened, coder, choose, keep or "", reason)
            click.echo(f"Decided: {printable(decided.about)}.")
            return
        done = workbench.merge(opened, coder, copies, dry_run=dry_run)
        backup = next(iter(workbench.backups(opened)), None)
    _report(done, dry_run, json_)
    if backup and not dry_run and not json_:
        click.echo(f"What was before: {backup}")
    if any(one.refused for one in done):
        ctx.exit(1)


def _list(found: tuple[ShownConflict, ...], json_: bool) -> None:
    if json_:
        as_json([_plain(one) for one in found])
    elif found:
        _show(found)
    else:
        click.echo("Nothing contradicts anything.")


def _report(done: tuple[Merged, ...], dry_run: bool, json_: bool) -> None:
    for one in done:
        if one.refused:
            complain(one.refused)
    if json_:
        as_json({"dry_run": dry_run, "copies": [_ledger(one) for one in done]})
        return
    taken = [one for one in done if not one.refused]
    if not taken:
        return
    columns(
        ("copy", "of", "facts", "added", "already there"), [r for one in taken for r in _rows(one)]
    )
    for one in taken:
        _say_erased(one)
    added = sum(sum(one.added.values()) for one in taken)
    would = "would be added; nothing was stored" if dry_run else "added"
    click.echo(f"{count(added, 'fact')} {would}.")
    if found := [conflict for one in taken for conflict in one.conflicts]:
        click.echo("")
        _show(found)


def _say_erased(one: Merged) -> None:
    """Facts that are not here for an erasure's sake."""
    if one.barred:
        number = count(sum(one.barred.values()), "fact")
        click.echo(f"{one.file.name}: {number} about what was erased; not taken.")
    if one.erased:
        number = count(sum(one.erased.values()), "fact")
        click.echo(f"{one.file.name}: it holds an erasure, which destroys {number} here.")


def _rows(one: Merged) -> list[tuple[object, ...]]:
    told = [(k.replace("_", " "), n, one.already.get(k, 0)) for k, n in sorted(one.added.items())]
    rest = sum(number for kind, number in one.already.items() if kind not in one.added)
    told.append(("all else", 0, rest))
    names = [(one.file.name, one.given or "-"), *[("", "")] * len(told)]
    return [(*name, *row) for name, row in zip(names, told, strict=False)]


def _show(found: list[ShownConflict] | tuple[ShownConflict, ...]) -> None:
    """Conflicts in words, and what to do about each."""
    click.echo(f"{count(len(found), 'conflict')}; all that is said is kept until it is decided:")
    for one in found:
        click.echo(f"\n{one.id}  {printable(one.about)}")
        for number, claim in enumerate(one.claims, 1):
            click.echo(f"  {number}  {printable(claim.says)}  ({printable(claim.coder)})")
        who = " or ".join(one.decides) or "its coder"
        keep = "NEW-NAME" if one.conflict.kind == "namesake" else "NUMBER"
        click.echo(f"  {printable(who)}: qualbench merge PROJECT --choose {one.id} --keep {keep}")


def _ledger(one: Merged) -> dict[str, object]:
    return {
        "file": str(one.file),
        "copy": one.copy,
        "given": one.given,
        "added": one.added,
        "already": one.already,
        "barred": one.barred,
        "erased": one.erased,
        "refused": one.refused.message if one.refused else None,
        "conflicts": [_plain(conflict) for conflict in one.conflicts],
    }


def _plain(one: ShownConflict) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.conflict.kind,
        "about": one.about,
        "claims": [
            {"fact": claim.fact, "coder": claim.coder, "says": claim.says} for claim in one.claims
        ],
        "decides": list(one.decides),
    }
