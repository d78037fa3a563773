"""Copies of a project, read without touching them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qualbench.errors import DamagedError, ProjectError
from qualbench.store.check import unsound
from qualbench.store.file import Store, admitted, connect, require_file

if TYPE_CHECKING:
    from sqlite_utils import Database


@contextmanager
def held(path: Path) -> Iterator[Store]:
    """A project as it stands, in memory: its file and what lies beside it stay as they are.

    What another program has written to its log counts. An older format is migrated, in memory.
    Raises ProjectError; DamagedError where the file can no longer be read as a project.
    """
    require_file(path)
    with closing(connect(Path(":memory:"))) as db:
        yield _read(path, db)


def require_sound(store: Store) -> None:
    """ProjectError for a copy that holds what was changed by hand or damaged; names the first."""
    first = next(unsound(store), None)
    if first is not None:
        raise ProjectError(
            f"{store.path}: {first.where} {first.what}",
            "It was damaged or changed by hand; take another copy. "
            f"`qualbench check {store.path}` lists all that is wrong with it.",
        )


def _read(path: Path, db: Database) -> Store:
    try:
        for _ in range(3):
            before = _marks(path)
            _load(path, db)
            if _marks(path) == before:
                return admitted(path, db)
    except (sqlite3.Error, OSError, ValueError) as error:
        raise _kind_of(error)(
            f"{path}: cannot be read as a project ({error})", "Take another copy of it."
        ) from error
    raise ProjectError(f"{path}: is being written to", "Close it there, then try again.")


def _kind_of(error: Exception) -> type[ProjectError]:
    """Whether the file is to blame, or only what stands between us and it."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    damage = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
    return DamagedError if code in damage else ProjectError


def _marks(path: Path) -> list[tuple[str, int, int]]:
    """By which it is seen that a file, or a log beside it, has changed."""
    stats = [(file.name, file.stat()) for file in (path, *_logs(path))]
    return [(name, stat.st_mtime_ns, stat.st_size) for name, stat in stats]


def _logs(path: Path) -> list[Path]:
    """What lies beside the file and belongs to it. SQLite leaves logs that are empty."""
    beside = [Path(f"{path}{suffix}") for suffix in ("-wal", "-journal")]
    return [file for file in beside if file.is_file() and file.stat().st_size]


def _load(path: Path, db: Database) -> None:
    """The file alone is opened as one that cannot change: else SQLite would write beside it."""
    if not (logs := _logs(path)):
        _copy(f"{path.absolute().as_uri()}?immutable=1", db)
        return
    with TemporaryDirectory() as folder:
        for file in (path, *logs):
            shutil.copyfile(file, Path(folder, file.name))
        _copy(Path(folder, path.name).as_uri(), db)


def _copy(uri: str, db: Database) -> None:
    with closing(sqlite3.connect(uri, uri=True)) as source:
        source.backup(db.conn)
