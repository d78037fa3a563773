"""qualbench join"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count, notice
from qualbench.model import CaseKey, TrialTable
from qualbench.workbench import JoinedFile, JoinReport


@click.command(
    epilog="JSON keys: table, source, keys, matched, only_in_study, only_in_file, perhaps,"
    " without, measures, rows; of a file also new, doubts, codes, left_out; without one, a list"
    " of tables.\n\n"
    + options.example(
        "qualbench join study.qualbench clinics.csv",
        "qualbench join study.qualbench trial.sav --key SITE=clinic --name trial",
        "qualbench join study.qualbench mothers.dta --by clinic",
        "qualbench join study.qualbench clinics.csv --missing -99 --missing visits=-8",
        "qualbench join study.qualbench",
    )
)
@options.project
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--name", metavar="NAME", default="", help="What the table is called; else the file.")
@click.option(
    "--key",
    "keys",
    metavar="COLUMN=ATTRIBUTE",
    multiple=True,
    help="Which column holds what. Else participant, clinic (also with _id), role, wave.",
)
@click.option(
    "--by",
    metavar="ATTRIBUTE",
    multiple=True,
    help="Aggregate finer rows by this: n, mean and sd of each measure; can be repeated.",
)
@click.option(
    "--missing",
    metavar="[MEASURE=]VALUE",
    multiple=True,
    help="A value that means that there is none, such as -99; can be repeated.",
)
@click.option("--sheet", metavar="NAME", default="", help="Of a workbook; else the first.")
@click.option("--dry-run", is_flag=True, help="Show what would fit, and join nothing.")
@click.option("--drop", metavar="NAME", help="Take a joined table out again.")
@options.json
@options.coder
def join(
    project: Path,
    file: Path | None,
    name: str,
    keys: tuple[str, ...],
    by: tuple[str, ...],
    missing: tuple[str, ...],
    sheet: str,
    dry_run: bool,
    drop: str | None,
    json_: bool,
    coder: str,
) -> None:
    """Join a trial's numbers to cases, or list what is joined.

    From .csv, .xlsx, .sav or .dta. Numbers are read and never edited. Ids have to be equal to the
    letter; every id that is on one side alone is listed. The numbers themselves are not shown
    here.
    """
    if drop and file:
        raise click.UsageError("--drop takes a table out; it goes without a file.")
    with workbench.opened(project) as opened:
        if drop:
            gone = workbench.leave_out(opened, coder, drop)
            click.echo(f"Took out {gone.name}.")
            return
        if file is None:
            listed = [
                (one.table, report, workbench.cases(opened, one.table.keys).without)
                for one, report in workbench.joined(opened)
            ]
            _list(listed, json_)
            return
        pairs = [_pair(key) for key in keys]
        none = [_missing(value) for value in missing]
        done = workbench.join(opened, coder, file, name, pairs, by, sheet, none, dry_run=dry_run)
    table, report = done.table, done.report
    if json_:
        as_json(
            {
                **_plain(table, report, done.without),
                "new": done.new,
                "doubts": [one.measure for one in done.doubts],
                "codes": [asdict(one) for one in done.codes],
                "left_out": list(done.left_out),
            }
        )
        return
    how = "Would join" if dry_run else "Joined" if done.new else "Already joined:"
    rows, measures = count(len(table.rows), "row"), count(len(table.measures), "measure")
    fits = f"{count(len(report.matched), 'case')} of the study matched"
    click.echo(f"{how} {table.name}, {rows}, {measures}; {fits}.")
    _tell(table, report, done.without)
    _doubt(done)
    if done.left_out:
        notice(f"Text cannot be aggregated, so left out: {', '.join(done.left_out)}")


_Listed = tuple[TrialTable, JoinReport, Sequence[str]]
"""A table, how it fits, and the transcripts that are in no case of its keys."""


def _pair(said: str) -> tuple[str, str]:
    column, mark, attribute = said.partition("=")
    if not (column and mark and attribute):
        raise click.UsageError(f"--key {said}: write COLUMN=ATTRIBUTE.")
    return column.strip(), attribute.strip().lower()


def _missing(said: str) -> tuple[str, str]:
    *measure, value = said.split("=", 1)
    if not all(map(str.strip, (*measure, value))):
        raise click.UsageError(f"--missing {said}: write VALUE, or MEASURE=VALUE.")
    return "".join(measure).strip(), value.strip()


def _doubt(done: JoinedFile) -> None:
    """What a measure holds that it may not be meant to hold, and what to do about it."""
    for doubt in done.doubts:
        said = f"{doubt.measure} is text, as {doubt.why}: numbers alone can be cut."
        for _, text in doubt.others[:1]:
            none = shlex.quote(f"{doubt.measure}={text}")
            said += f" Write it as the other numbers are, or make it missing: --missing {none}"
        notice(said)
    for one in done.codes:
        notice(f"{one.says}: if it is one, --missing {one.code}")


def _tell(table: TrialTable, report: JoinReport, without: Sequence[str]) -> None:
    if without:
        keys = " and ".join(table.keys)
        notice(f"In no case, as nobody says their {keys}: {', '.join(without)}")
    if report.only_in_study:
        names = ", ".join(_name(case) for case in report.only_in_study)
        notice(f"Only in the study: {names}")
    if report.only_in_file:
        names = ", ".join(f"{_name(key)} (row {row})" for key, row in report.only_in_file)
        notice(f"Only in the file: {names}")
    for one in report.perhaps:
        notice(f"Perhaps {_name(one.file)!r} in the file is {_name(one.study)!r} in the study.")


def _name(case: CaseKey) -> str:
    return workbench.case_name(case)


def _plain(table: TrialTable, report: JoinReport, without: Sequence[str]) -> dict[str, object]:
    return {
        "table": table.name,
        "source": table.source,
        "keys": list(table.keys),
        "matched": len(report.matched),
        "only_in_study": [dict(case) for case in report.only_in_study],
        "only_in_file": [dict(key) for key, _ in report.only_in_file],
        "perhaps": [{"study": dict(one.study), "file": dict(one.file)} for one in report.perhaps],
        "without": list(without),
        "measures": [one.name for one in table.measures],
        "rows": len(table.rows),
    }


def _list(found: Sequence[_Listed], json_: bool) -> None:
    if json_:
        as_json([_plain(table, report, without) for table, report, without in found])
        return
    if not found:
        click.echo("Nothing is joined yet: `qualbench join PROJECT FILE`.")
        return
    columns(
        ("table", "keys", "rows", "cases matched"),
        (
            (table.name, " ".join(table.keys), len(table.rows), len(report.matched))
            for table, report, _ in found
        ),
    )
    for table, report, without in found:
        names = ", ".join(f"{table.name}.{one.name}" for one in table.measures)
        click.echo(click.wrap_text(names, 80, subsequent_indent="  "))
        _tell(table, report, without)
