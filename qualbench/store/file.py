"""The project file: made, opened, written to and closed."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualbench.errors import ProjectError
from qualbench.store.ids import new_id
from qualbench.store.schema import APPLICATION_ID, FORMAT, MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database

SUFFIX = ".qualbench"


@dataclass(frozen=True, slots=True)
class Store:
    """An open project file. ``project`` is the study's id, ``copy`` this file's own."""

    path: Path
    db: Database
    project: str
    copy: str

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is stored or none. Other programs wait for it."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield
            self.db.commit()
        except sqlite3.OperationalError as error:
            self.db.rollback()
            raise _unwritable(self.path, error) from error
        except BaseException:
            self.db.rollback()
            raise

    def fold(self) -> None:
        """Take the write-ahead log into the file, so that the one file is the project."""
        try:
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            raise _unwritable(self.path, error) from error

    def close(self) -> None:
        """Close the file, folded if that can be: else the log is read when it is next opened."""
        with suppress(ProjectError):
            self.fold()
        self.db.close()


def _unwritable(path: Path, error: sqlite3.OperationalError) -> ProjectError:
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
        migrate(db, 0)
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
            raise _unwritable(path, error) from error
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
    raise ProjectError(f"{path}: {what}", "Name a project file, or make one with `qualbench init`.")


def _open(path: Path) -> Store:
    try:
        db = connect(path)
        try:
            return admitted(path, db)
        except BaseException:
            db.close()
            raise
    except sqlite3.DatabaseError as error:
        raise ProjectError(
            f"{path}: cannot be opened as a project ({error})",
            "Name a file that `qualbench init` made, in a folder that you can write to.",
        ) from error


def connect(path: Path) -> Database:
    with _without("pandas", "numpy"):
        from sqlite_utils import Database

    connection = sqlite3.connect(path, timeout=30)
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
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found > FORMAT:
        raise ProjectError(
            f"{path}: was written by a newer qualbench (format {found}; this one knows {FORMAT})",
            "Update qualbench, then open it again; nothing was changed.",
        )
    if found < FORMAT:
        migrate(db, found)
    return Store(path, db, _only(path, db, "fact_project"), _only(path, db, "copy"))


def migrate(db: Database, found: int) -> None:
    """Apply the migrations that are missing, all or none."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    for statement in _statements(found):
        db.execute(statement)
    db.commit()


def _statements(found: int) -> Iterable[str]:
    for migration in MIGRATIONS[found:]:
        yield from migration
    yield f"PRAGMA application_id = {APPLICATION_ID}"
    yield f"PRAGMA user_version = {FORMAT}"


def _only(path: Path, db: Database, table: str) -> str:
    """The id in a table of one row."""
    rows = db.execute(f"SELECT id FROM {table}").fetchall()
    if len(rows) != 1:
        raise ProjectError(
            f"{path}: is damaged ({table} has {len(rows)} rows, not one)", "Go back to a backup."
        )
    return str(rows[0][0])
