"""A trial's table in words: every id has its place, and what cannot be counted is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualbench import workbench
from qualbench.model import CaseKey, Number
from qualbench.tui.quoted import one_line
from qualbench.tui.rounds import counted
from qualbench.tui.screens.numbers.seen import Held, Tried
from qualbench.workbench import JoinReport

_PLAIN = Console(width=80)

Section = tuple[str, Sequence[str]]
"""A heading, and lines below it."""


def in_list(one: Held, width: int) -> Sequence[Text]:
    """Two lines on a table: what it is, and how it fits."""
    first = Text(one_line(one.table.name), style="bold")
    measures = counted(len(one.table.measures), "measure")
    by = " x ".join(one.table.keys)
    first.append(f"  {counted(len(one.table.rows), 'row')} by {by}, {measures}", "not bold")
    return [first, Text(f"{_sign(one.report)} {fits(one.report)}", style="dim")]


def refused_in_list(tried: Tried, width: int) -> Sequence[Text]:
    first = Text(one_line(tried.how.path.name), style="bold")
    why = tried.refused.message if tried.refused else ""
    return [first, Text(one_line(f"✗ {why}"), style="dim")]


def _sign(report: JoinReport) -> str:
    return "!" if report.only_in_study or report.only_in_file or report.perhaps else "✓"


def fits(report: JoinReport) -> str:
    """``4 of 5 cases matched; 1 only in the study; 2 only in the file; 1 near miss``."""
    cases = len(report.matched) + len(report.only_in_study)
    cases += sum(len(one.cases) for one in report.duplicates)
    said = [f"{len(report.matched)} of {counted(cases, 'case')} matched"]
    said += [f"{len(report.only_in_study)} only in the study"] * bool(report.only_in_study)
    said += [f"{len(report.only_in_file)} only in the file"] * bool(report.only_in_file)
    said += [counted(len(report.perhaps), "near miss", "near misses")] * bool(report.perhaps)
    return "; ".join(said)


def sections(one: Held, *, hidden: bool) -> Iterator[Section]:
    """What does not fit first; values last, unless they are ``hidden``."""
    report, table = one.report, one.table
    yield "", list(_about(one))
    yield (
        "Near misses: ids have to be equal to the letter",
        [
            f"{_name(near.file)!r} in the file, {_name(near.study)!r} in the study"
            for near in report.perhaps
        ],
    )
    yield "Only in the study", list(map(_name, report.only_in_study))
    yield (
        "Only in the file",
        [f"{_name(key)} (row {row})" for key, row in report.only_in_file],
    )
    yield (
        "Several rows",
        [f"{_name(twice.key)}: rows {_rows(twice.rows)}" for twice in report.duplicates],
    )
    yield (
        "Measures",
        [
            f"{measure.name}{f': {measure.label}' * bool(measure.label)}  {_kind(one, at)}"
            for at, measure in enumerate(table.measures)
        ],
    )
    names = [] if hidden else [measure.name for measure in table.measures]
    yield "Matched", [_matched(match.case, match.cells, names) for match in report.matched]


def _rows(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows))


def _about(one: Held) -> Iterator[str]:
    if one.by:
        yield f"From {one.table.source}, joined by {one.by}"
    elif one.tried and one.tried.found:
        yield f"From {one.table.source}, not joined yet"
        if one.replaces:
            yield f"! It takes the place of the {one.table.name} that is joined"
        yield from _doubts(one.tried)
    yield f"{counted(len(one.table.rows), 'row')}, one for each {' x '.join(one.table.keys)}"
    yield fits(one.report)


def _doubts(tried: Tried) -> Iterator[str]:
    for doubt in tried.found.doubts if tried.found else ():
        yield f"! {doubt.measure} is text, as {doubt.why}: numbers alone can be cut"
    for code in tried.found.codes if tried.found else ():
        yield f"! {code.says}"
    if tried.found and tried.found.left_out:
        yield f"! Text cannot be aggregated, so left out: {', '.join(tried.found.left_out)}"


def _kind(one: Held, at: int) -> str:
    """Numbers or text, and how many are missing."""
    cells = [row[len(one.table.keys) + at] for row in one.table.rows]
    text = any(isinstance(cell, str) for cell in cells)
    missing = sum(cell is None for cell in cells)
    return f"{'text' if text else 'numbers'}{f', {missing} missing' if missing else ''}"


def _matched(case: CaseKey, cells: Sequence[Number], names: Sequence[str]) -> str:
    values = zip(names, cells, strict=False)
    said = " · ".join(f"{name} {_number(value)}" for name, value in values)
    return f"{_name(case)}  {said}".rstrip()


def _number(value: Number) -> str:
    return "–" if value is None else f"{value:,.10g}" if isinstance(value, float) else value


def refused_sections(tried: Tried) -> Iterator[Section]:
    if error := tried.refused:
        yield "", [f"✗ {error.message}.", error.hint]


def _name(case: CaseKey) -> str:
    return workbench.case_name(case)


def lines(said: str, width: int) -> Sequence[Text]:
    """One line that is wrapped, its later parts indented."""
    first, *more = Text(one_line(said)).wrap(_PLAIN, max(1, width - 2))
    return [first, *(Text("  ") + piece for piece in more)]
