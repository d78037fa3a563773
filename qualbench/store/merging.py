"""Copies of a project united: every fact of each, once, and none taken away.

A union of sets: in which order copies are merged, and how often, makes no difference. What is
inserted is what was verified, row by row, so that no copy can change in between.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualbench.errors import ProjectError, QualbenchError
from qualbench.progress import Progress, quiet
from qualbench.store import live
from qualbench.store.conflicts import Conflict, conflicts
from qualbench.store.copies import held, require_sound
from qualbench.store.erasing import Doomed, begun, carry_traces, destroy
from qualbench.store.erasures import erasures
from qualbench.store.facts import kinds
from qualbench.store.live import leads, standing
from qualbench.store.schema import ENVELOPE

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qualbench.store.file import Store

_DIGEST = ENVELOPE.index("digest")


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a copy: how many facts of each kind were added, and were there already.

    ``copy`` is its own id and ``given`` the id of the coder whom it was handed out to, if that
    is known. ``barred`` were not taken, being about what was erased; ``erased`` were here, and
    an erasure that came with the copy destroyed them. ``conflicts`` are those that came with it.
    One that was ``refused`` added nothing.
    """

    file: Path
    copy: str = ""
    given: str = ""
    added: Mapping[str, int] = field(default_factory=dict)
    already: Mapping[str, int] = field(default_factory=dict)
    barred: Mapping[str, int] = field(default_factory=dict)
    erased: Mapping[str, int] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    refused: QualbenchError | None = None


@contextmanager
def merging(
    store: Store, files: Sequence[Path], *, dry_run: bool = False, progress: Progress = quiet
) -> Iterator[tuple[Merged, ...]]:
    """Unite copies of this project with it, in one transaction; gives what became of each.

    It is stored when the block ends. A copy of another study, of a newer format or with facts
    that were changed is refused whole, and the others are merged. A dry run tells the same and
    takes everything back when the block ends.
    """
    steps = 2 * len(files)
    with ExitStack() as held_open:
        copies: list[tuple[Path, Store | QualbenchError]] = []
        for file in files:
            progress(len(copies), steps)
            copies.append((file, _held(held_open, store, file)))
        done: list[Merged] = []
        with _rehearsing(store) if dry_run else store.writing():
            known = {one.id for one in conflicts(store)}
            for file, copy in copies:
                progress(len(copies) + len(done), steps)
                done.append(_merged(store, file, copy, known))
                known |= {one.id for one in done[-1].conflicts}
            yield tuple(done)
    progress(steps, steps)


class _TakenBack(Exception):  # noqa: N818 - nothing went wrong
    """Ends a rehearsal."""


@contextmanager
def _rehearsing(store: Store) -> Iterator[None]:
    """A transaction that leaves nothing behind."""
    try:
        with store.writing():
            yield
            raise _TakenBack
    except _TakenBack:
        pass


def _held(held_open: ExitStack, store: Store, file: Path) -> Store | QualbenchError:
    """A copy that may be merged, or why it may not."""
    try:
        copy = held_open.enter_context(held(file))
        if copy.project != store.project:
            raise ProjectError(
                f"{file}: is of another study", "Merge copies of one and the same project."
            )
        require_sound(copy)
        return copy
    except QualbenchError as error:
        return error


def _merged(store: Store, file: Path, copy: Store | QualbenchError, known: set[str]) -> Merged:
    if isinstance(copy, QualbenchError):
        return Merged(file, refused=copy)
    given = _given(store, copy)
    try:
        taken = _united(store, copy)
    except ProjectError as error:
        return Merged(file, copy.copy, given, refused=error)
    found = tuple(one for one in conflicts(store) if one.id not in known)
    return replace(taken, given=given, conflicts=found)


def _given(store: Store, copy: Store) -> str:
    sql = f"SELECT coder FROM {standing('handout')} WHERE given = ? ORDER BY id"
    row = store.db.execute(sql, [copy.copy]).fetchone()
    return row[0] if row else ""


def _united(store: Store, copy: Store) -> Merged:
    """Add what is not here: how much of each kind that was, and how much was here."""
    db, added, already, fresh = store.db, {}, {}, list[str]()
    with _whole(db, copy.path):
        barred, erased = _honoured(store, copy)
        for kind in kinds(db):
            rows, here = _news(db, copy, kind)
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                db.conn.executemany(f"INSERT INTO fact_{kind} VALUES ({marks})", rows)
                added[kind] = len(rows)
                fresh += [row[0] for row in rows]
            if here:
                already[kind] = here
        live.refresh(db, fresh)
        if carry_traces(copy.db, db):
            begun(db, erasures(db))
    return Merged(copy.path, copy.copy, "", added, already, barred, erased)


def _honoured(store: Store, copy: Store) -> tuple[dict[str, int], dict[str, int]]:
    """Destroy on both sides what the erasures of either name, before anything is added.

    Gives how much that was of each kind in the copy, which is in memory, and here.
    """
    lead = leads(store.db)
    stated = (one for one in erasures(copy.db) if one.lead in lead)
    law = list({one.id: one for one in (*erasures(store.db), *stated)}.values())
    with copy.writing():
        barred = destroy(copy.db, copy.project, law)
    erased = destroy(store.db, store.project, law)
    if erased:
        begun(store.db, law)
    return _counted(barred), _counted(erased)


def _counted(gone: Doomed) -> dict[str, int]:
    return {kind: len(ids) for kind, ids in gone.facts.items()}


@contextmanager
def _whole(db: Database, file: Path) -> Iterator[None]:
    """All of a copy or none of it, and the copies before it stay."""
    db.execute("SAVEPOINT copy")
    try:
        yield
    except (ProjectError, sqlite3.IntegrityError) as error:
        db.execute("ROLLBACK TO copy")
        if isinstance(error, ProjectError):
            raise
        raise ProjectError(
            f"{file}: does not fit this project ({error})",
            "Run `qualbench check` on both files: one of them was changed by hand.",
        ) from error
    db.execute("RELEASE copy")


def _news(db: Database, copy: Store, kind: str) -> tuple[list[Sequence[Any]], int]:
    """The rows of a kind that are not here, and how many are. Refused where one says otherwise."""
    here = dict(db.execute(f"SELECT id, digest FROM fact_{kind}").fetchall())
    fresh, already = [], 0
    for row in copy.db.execute(f"SELECT * FROM fact_{kind} ORDER BY id"):
        known = here.get(row[0])
        if known is None:
            fresh.append(row)
        elif known == row[_DIGEST]:
            already += 1
        else:
            raise ProjectError(
                f"{copy.path}: {kind} {row[0]} is here with other content",
                "Run `qualbench check` on both files: one of them was changed by hand.",
            )
    return fresh, already
