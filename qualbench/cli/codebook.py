"""qualbench codebook"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, count
from qualbench.model import Code, Codebook
from qualbench.workbench import CodebookVersion

_KEYS = """JSON keys: name, title, version, codes (id, name, kind, parent, definition, local,
include, exclude, examples, retired, merged_into, proposed_by, codings), history (number, version,
at, author, note, current, changes).

"""


@click.command(epilog=_KEYS + options.example("qualbench codebook study.qualbench --history"))
@options.project
@click.option("--history", is_flag=True, help="The versions: who made them, when, why, and what.")
@options.json
@options.coder
def codebook(project: Path, history: bool, json_: bool, coder: str) -> None:
    """Show the codebook in force, and how much each code is used."""
    with workbench.opened(project) as opened:
        book = workbench.codebook(opened)
        counts = workbench.code_counts(opened)
        proposed = workbench.proposals(opened)
        versions = workbench.codebook_versions(opened)
    if json_:
        as_json(_plain(book, counts, proposed, versions))
    elif history:
        _tell(versions)
    else:
        _show(book, counts, proposed, len(versions))


def _plain(
    book: Codebook,
    counts: Mapping[str, int],
    proposed: Mapping[str, str],
    versions: tuple[CodebookVersion, ...],
) -> dict[str, object]:
    return {
        "name": book.name,
        "title": book.title,
        "version": book.version,
        "codes": [
            {
                "id": code.id,
                "name": code.name,
                "kind": code.kind,
                "parent": code.parent,
                "definition": code.definition,
                "local": code.local,
                "include": code.include,
                "exclude": code.exclude,
                "examples": code.examples,
                "retired": code.retired,
                "merged_into": code.merged_into,
                "proposed_by": proposed.get(code.id, ""),
                "codings": counts.get(code.id, 0),
            }
            for code in book.codes
        ],
        "history": [
            {
                "number": version.number,
                "version": version.version,
                "at": version.at,
                "author": version.author,
                "note": version.note,
                "current": version.current,
                "changes": version.changes,
            }
            for version in versions
        ],
    }


def _show(
    book: Codebook, counts: Mapping[str, int], proposed: Mapping[str, str], number: int
) -> None:
    click.echo(f"{book.title}: version {number}, {count(len(book.codes), 'code')}\n")
    for code in book.codes:
        used = counts.get(code.id, 0)
        said = "; ".join(_said(book, code, proposed))
        line = f"{used or '':>5}  {'  ' * len(book.ancestors(code.id))}{code.name}  {code.id}"
        click.echo(f"{line}  ({said})" if said else line)


def _said(book: Codebook, code: Code, proposed: Mapping[str, str]) -> Iterator[str]:
    if code.id in proposed:
        yield f"proposed by {proposed[code.id]}"
    if code.merged_into:
        yield f"merged into {code.merged_into}"
    elif code.retired:
        yield "retired"


def _tell(versions: tuple[CodebookVersion, ...]) -> None:
    for version in reversed(versions):
        force = ", in force" if version.current else ""
        when = f"{version.at[:10]} {version.at[11:16]} UTC"
        click.echo(f"{version.number}  {version.version[:12]}  {version.author}, {when}{force}")
        for line in filter(None, (version.note and f'"{version.note}"', *version.changes)):
            click.echo(f"   {line}")
