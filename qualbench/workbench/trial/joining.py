"""Joining a file of the trial's numbers to the cases of the study: every id is accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualbench import store
from qualbench import trial as rooms
from qualbench.errors import RefusedError
from qualbench.model import Coder, Joined, TrialTable, case_name
from qualbench.store import Store
from qualbench.trial import Doubt, Duplicate, JoinReport, MissingCode, NearMiss
from qualbench.workbench.coders import at_work, named
from qualbench.workbench.ratings.cases import cases

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """A table as it was joined, and where each of its rows and each case of the study belongs.

    ``new`` is False where it was joined so already. ``doubts`` are measures that a few cells
    keep from being numbers, ``codes`` numbers that look like missing ones, ``left_out``
    measures that cannot be aggregated. ``without`` are transcripts, by name, of which somebody
    lacks one of the keys: they are in no case.
    """

    table: TrialTable
    report: JoinReport
    new: bool
    doubts: tuple[Doubt, ...] = ()
    codes: tuple[MissingCode, ...] = ()
    left_out: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def join(
    project: Store,
    coder: str,
    path: Path,
    name: str = "",
    keys: Sequence[tuple[str, str]] = (),
    by: Sequence[str] = (),
    sheet: str = "",
    missing: Sequence[tuple[str, str]] = (),
    *,
    dry_run: bool = False,
) -> JoinedFile:
    """Read a file and join it; a table of the same name is replaced, never edited.

    ``keys`` are pairs of a column and the attribute that it holds. ``by`` aggregates rows that
    are finer than these attributes: n, mean and standard deviation of each measure. ``missing``
    are pairs of a measure, or nothing for all, and a value that means that there is none; the
    table that is stored tells them. Raises RefusedError where two rows have one key and where
    no row fits any case; what fits on one side alone is in the report.
    """
    table = rooms.read_trial(path, keys, sheet, missing)
    doubts, codes = rooms.doubts(table), rooms.missing_codes(table)
    left_out: tuple[str, ...] = ()
    if by:
        summed = rooms.aggregate(table, by)
        table, left_out = summed.table, summed.left_out
    table = replace(table, name=_named(name or table.name))
    report, without = _report(project, table), cases(project, table.keys).without
    found = JoinedFile(table, report, False, doubts, codes, left_out, without)
    if dry_run:
        return found
    named(coder)
    with project.writing():
        author = at_work(project, coder)
        store.require_decided(project, "trial_table", table.name)
        _require_own(project, author, table.name)
        draft = store.trial_draft(project, table)
        if draft is not None:
            store.record(project, author.id, [draft])
    return replace(found, new=draft is not None)


def joined(project: Store) -> tuple[tuple[Joined, JoinReport], ...]:
    """The tables that are joined, each with how it fits the study as it stands now."""
    return tuple((one, _matched(project, one.table)) for one in store.trial_tables(project))


def leave_out(project: Store, coder: str, name: str) -> TrialTable:
    """Take a joined table out again."""
    coder, found = named(coder), store.find_trial_table(project, name)
    with project.writing():
        author = store.find_coder(project, coder)
        _require_own(project, author, name)
        store.retract(project, author.id, store.trial_line(project, name))
    return found.table


def _require_own(project: Store, author: Coder, name: str) -> None:
    """Nothing of somebody else's is replaced or taken out, but by a lead."""
    of = [one.coder for one in store.trial_tables(project) if one.table.name == name]
    if of and author.id not in of and not author.lead:
        raise RefusedError(f"{name} was joined by somebody else", "Ask them, or a lead.")


def _report(project: Store, table: TrialTable) -> JoinReport:
    report = _matched(project, table)
    if report.duplicates:
        listed = "; ".join(map(_twice, report.duplicates[:_SHOWN]))
        more = len(report.duplicates) - _SHOWN
        raise RefusedError(
            f"{table.source}: several rows have one id: {listed}" + f"; {more} more" * (more > 0),
            "Leave one row for each, or aggregate them with --by.",
        )
    if not report.matched:
        ours = ", ".join(case_name(case) for case in report.only_in_study[:_SHOWN])
        theirs = ", ".join(case_name(key) for key, _ in report.only_in_file[:_SHOWN])
        raise RefusedError(
            f"{table.source}: no row belongs to a case; the file has {theirs}, the study {ours}",
            f"Ids have to be equal to the letter; the keys are {', '.join(table.keys)}."
            + "".join(map(_perhaps, report.perhaps[:_SHOWN])),
        )
    return report


def _matched(project: Store, table: TrialTable) -> JoinReport:
    return rooms.join(cases(project, table.keys).members, table)


def _twice(one: Duplicate) -> str:
    return f"{case_name(one.key)} in rows {', '.join(map(str, one.rows))}"


def _perhaps(one: NearMiss) -> str:
    ours, theirs = case_name(one.study), case_name(one.file)
    return f" Perhaps {theirs!r} in the file is {ours!r} in the study."


def _named(name: str) -> str:
    said = " ".join(name.split()).replace(".", "_")
    if not said:
        raise RefusedError("the table has no name", "Call it something, such as: clinics.")
    return said
