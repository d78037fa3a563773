"""qualbench join"""

from __future__ import annotations

from pathlib import Path

import click

from qualbench import workbench
from qualbench.cli import options
from qualbench.cli.output import as_json, columns, count, notice
from qualbench.model import CaseKey
from qualbench.workbench import JoinReport


@click.command(
    epilog="JSON keys: table, source, keys, measures, rows, new, matched, only_in_study,"
    " only_in_file, perhaps, doubts, left_out; without a file a list of tables.\n\n"
    + options.example(
        "qualbench join study.qualbench clinics.csv",
        "qualbench join study.qualbench trial.sav --key SITE=clinic --name trial",
        "qualbench join study.qualbench mothers.dta --by clinic",
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
    sheet: str,
    dry_run: bool,
    drop: str | None,
    json_: bool,
    coder: str,
) -> None:
    """Join a trial's numbers to cases, or list what is joined.

    From .csv, .xlsx, .sav or .dta. Numbers are read and never edited. Ids have to be equal to the
    letter; every id that is on one side alone is listed.
    """
    if drop and file:
        raise click.UsageError("--drop takes a table out; it goes without a file.")
    with workbench.opened(project) as opened:
        if drop:
            gone = workbench.leave_out(opened, coder, drop)
            click.echo(f"Took out {gone.name}.")
            return
        if file is None:
            _list(workbench.joined(opened), json_)
            return
        pairs = [_pair(key) for key in keys]
        done = workbench.join(opened, coder, file, name, pairs, by, sheet, dry_run=dry_run)
    table, report = done.table, done.report
    if json_:
        as_json(
            {
                **_plain(table.name, table.source, table.keys, report),
                "measures": [one.name for one in table.measures],
                "rows": len(table.rows),
                "new": done.new,
                "doubts": [one.measure for one in done.doubts],
                "left_out": list(done.left_out),
            }
        )
        return
    how = "Would join" if dry_run else "Joined" if done.new else "Joined already"
    rows, measures = count(len(table.rows), "row"), count(len(table.measures), "measure")
    click.echo(f"{how} {table.name}: {rows}, {measures}; {_fits(report)}.")
    _tell(report)
    for doubt in done.doubts:
        row, text = doubt.others[0]
        notice(f"{doubt.measure} is text, as row {row} says {text!r}: numbers alone can be cut.")
    if done.left_out:
        notice(f"Text cannot be aggregated, so left out: {', '.join(done.left_out)}")


def _pair(said: str) -> tuple[str, str]:
    column, mark, attribute = said.partition("=")
    if not (column and mark and attribute):
        raise click.UsageError(f"--key {said}: write COLUMN=ATTRIBUTE.")
    return column.strip(), attribute.strip().lower()


def _fits(report: JoinReport) -> str:
    return f"{count(len(report.matched), 'case')} of the study matched"


def _tell(report: JoinReport) -> None:
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


def _plain(name: str, source: str, keys: tuple[str, ...], report: JoinReport) -> dict[str, object]:
    return {
        "table": name,
        "source": source,
        "keys": list(keys),
        "matched": len(report.matched),
        "only_in_study": [dict(case) for case in report.only_in_study],
        "only_in_file": [dict(key) for key, _ in report.only_in_file],
        "perhaps": [{"study": dict(one.study), "file": dict(one.file)} for one in report.perhaps],
    }


def _list(found: tuple[tuple[workbench.Joined, JoinReport], ...], json_: bool) -> None:
    if json_:
        as_json(
            [
                {
                    **_plain(one.table.name, one.table.source, one.table.keys, report),
                    "measures": [measure.name for measure in one.table.measures],
                    "rows": len(one.table.rows),
                }
                for one, report in found
            ]
        )
    elif not found:
        click.echo("Nothing is joined yet: `qualbench join PROJECT FILE`.")
    else:
        columns(
            ("table", "keys", "rows", "matched", "measures"),
            (
                (
                    one.table.name,
                    " ".join(one.table.keys),
                    len(one.table.rows),
                    len(report.matched),
                    ", ".join(measure.name for measure in one.table.measures),
                )
                for one, report in found
            ),
        )
        for _, report in found:
            _tell(report)
