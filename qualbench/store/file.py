"""The project file: made, opened, written to and closed."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualbench.errors import DamagedError, ProjectError
from qualbench.store.ids import new_id
from qualbench.store.schema import APPLICATION_ID, FORMAT, MIGRATIONS
from qualbench.store.waiting import PATIENCE, begin_writing, busy, patient

if TYPE_CHECKING:
    from sqlite_utils import Database

SUFFIX = ".qualbench"

_BRIEFLY = 0.2
"""Seconds to wait for others with what can also be done another time."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open project file. ``project`` is the study's id, ``copy`` this file's own."""

    path: Path
    db: Database
    project: str
    copy: str
    found: list[dict[object, Any]] = field(default_factory=list, repr=False, compare=False)
    """While something is read as of one moment, what was found; see :func:`remembered`."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is stored or none. Other programs wait for it."""
        try:
            begin_writing(self.db)
            yield
            self.db.commit()
        except sqlite3.OperationalError as error:
            self.db.rollback()
            raise unwritable(self.path, error) from error
        except BaseException:
            self.db.rollback()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside stands as of one moment, whatever others store meanwhile."""
        if self.db.conn.in_transaction:
            yield
            return
        self.db.execute("BEGIN")
        self.found.append({})
        try:
            yield
        finally:
            self.found.clear()
            self.db.commit()

    def fold(self, patience: float = PATIENCE) -> None:
        """Take the write-ahead log into the file, so that the one file is the project."""
        try:
            with patient(self.db, patience):
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            raise unwritable(self.path, error) from error

    def close(self) -> None:
        """Close the file, folded if that can be: else the log is read when it is next opened.

        Who has only read leaves the log alone. Nobody waits long for another program: whoever
        is the last to leave folds it.
        """
        if self.db.conn.total_changes:
            with suppress(ProjectError):
                self.fold(_BRIEFLY)
        self.db.close()


def unwritable(path: Path, error: sqlite3.Error | OSError) -> ProjectError:
    if isinstance(error, sqlite3.Error) and busy(error):
        return ProjectError(
            f"{path}: another program keeps writing to it",
            "Try again when that has ended; nothing was changed.",
        )
    return ProjectError(
        f"{path}: cannot be written ({error})",
        "Check that the file, its folder and the disk can be written; nothing was changed.",
    )


@contextmanager
def making(path: Path) -> Iterator[Store]:
    """A new project file, readable by its owner alone. If the block fails, no file is left."""
    _claim(path)
    try:
        db = connect(path)
        migrate(db)
        copy = new_id()
        db.execute("INSERT INTO copy VALUES (?)", [copy])
        store = Store(path, db, new_id(), copy)
        try:
            yield store
        finally:
            store.close()
    except BaseException as error:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        if isinstance(error, sqlite3.OperationalError):
            raise unwritable(path, error) from error
        raise


def _claim(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise ProjectError(
            f"{path}: is there already", "Choose another name, or open it."
        ) from None
    except OSError as error:
        raise ProjectError(
            f"{path}: cannot be made ({error.strerror})",
            "Choose a folder that exists and that you can write to.",
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """An existing project, brought to this program's format. Raises ProjectError."""
    require_file(path)
    store = _open(path)
    try:
        yield store
    finally:
        store.close()


def require_file(path: Path) -> None:
    try:
        if path.is_file():
            return
        there = "is no file" if path.exists() else "does not exist"
        what = "is a folder" if path.is_dir() else there
    except OSError as error:
        what = f"cannot be reached ({error.strerror})"
    hint = "Name a project file, or make one with `qualbench init`."
    with suppress(OSError):
        if path.with_name(f"{path.name}-backups").is_dir():
            hint = f"Its backups are there: `qualbench restore {path}`."
    raise ProjectError(f"{path}: {what}", hint)


def _open(path: Path) -> Store:
    try:
        db = connect(path)
        try:
            store = admitted(path, db)
            _log_ahead(db)  # a backup that was put in its place comes without
            return store
        except BaseException:
            db.close()
            raise
    except sqlite3.DatabaseError as error:
        raise ProjectError(
            f"{path}: cannot be opened as a project ({error})",
            "Name a file that `qualbench init` made, in a folder that you can write to; "
            f"`qualbench restore {path}` goes back to a backup.",
        ) from error


def connect(path: Path) -> Database:
    with _without("pandas", "numpy"):
        from sqlite_utils import Database

    connection = sqlite3.connect(path, timeout=PATIENCE)
    db = Database(connection, execute_plugins=False)
    db.execute("PRAGMA foreign_keys = ON")
    return db


@contextmanager
def _without(*optional: str) -> Iterator[None]:
    """Around the first import of sqlite_utils, which loads these where they are installed.

    It needs them only to convert types that are not used here, and they would double the time
    to the first screen.
    """
    hidden = [] if "sqlite_utils" in sys.modules else [n for n in optional if n not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # an import of it fails
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def admitted(path: Path, db: Database) -> Store:
    """A project that was read from ``path``; what is older is migrated.

    Refuses what is no project, or newer than this program.
    """
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ProjectError(
            f"{path}: is no qualbench project", "Name a file that `qualbench init` made."
        )
    found = _format(db)
    if found > FORMAT:
        raise ProjectError(
            f"{path}: was written by a newer qualbench (format {found}; this one knows {FORMAT})",
            "Update qualbench, then open it again; nothing was changed.",
        )
    if found < FORMAT:
        migrate(db)
    return Store(path, db, _only(path, db, "fact_project"), _only(path, db, "copy"))


def migrate(db: Database) -> None:
    """Apply the migrations that are missing, all or none; another program may just have done so."""
    _log_ahead(db)
    begin_writing(db)
    try:
        for statement in _statements(_format(db)):
            db.execute(statement)
        db.commit()
    except BaseException:
        db.rollback()
        raise


def _log_ahead(db: Database) -> None:
    """Let readers and a writer not wait for one another, unless somebody is at work otherwise."""
    with suppress(sqlite3.OperationalError), patient(db, _BRIEFLY):
        db.execute("PRAGMA journal_mode = WAL")


def _format(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _statements(found: int) -> Iterable[str]:
    for migration in MIGRATIONS[found:]:
        yield from migration
    yield f"PRAGMA application_id = {APPLICATION_ID}"
    yield f"PRAGMA user_version = {FORMAT}"


def _only(path: Path, db: Database, table: str) -> str:
    """The id in a table of one row."""
    rows = db.execute(f"SELECT id FROM {table}").fetchall()
    if len(rows) != 1:
        raise DamagedError(
            f"{path}: is damaged ({table} has {len(rows)} rows, not one)",
            "`qualbench restore` goes back to a backup.",
        )
    return str(rows[0][0])
