"""The cache beside the project: what can be computed again. No fact, never merged.

It holds vectors and fits of the study's texts, and is as confidential as the project. It can
be deleted at any time; one that cannot be read is made anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qualbench.errors import ProjectError
from qualbench.store.ids import canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qualbench.store.file import Store

Found = TypeVar("Found")

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS vector (model TEXT, text TEXT, vector BLOB NOT NULL, "
    "PRIMARY KEY (model, text)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS result (key TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID",
)


def cache_path(store: Store) -> Path:
    """``study.qualbench-cache`` beside ``study.qualbench``."""
    return store.path.with_name(f"{store.path.name}-cache")


def vectors(store: Store, model: str, texts: Iterable[str]) -> dict[str, bytes]:
    """The vectors that are kept, by the hash of their text; those of other models never."""
    wanted = canonical(sorted(set(texts)))

    def find(db: Database) -> dict[str, bytes]:
        rows = db.execute(
            "SELECT text, vector FROM vector WHERE model = ? "
            "AND text IN (SELECT value FROM json_each(?))",
            [model, wanted],
        )
        return dict(rows.fetchall())

    return _on_cache(store, find)


def keep_vectors(store: Store, model: str, found: Mapping[str, bytes]) -> None:
    """Keep vectors by the hash of their text."""
    rows = [(model, text, vector) for text, vector in found.items()]

    def write(db: Database) -> None:
        with db.atomic():
            db.conn.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", rows)

    _on_cache(store, write)


def kept(store: Store, key: str) -> str | None:
    """A result that was kept under ``key``, which must name all that it was made from."""

    def find(db: Database) -> str | None:
        row = db.execute("SELECT content FROM result WHERE key = ?", [key]).fetchone()
        return row[0] if row else None

    return _on_cache(store, find)


def keep(store: Store, key: str, content: str) -> None:
    def write(db: Database) -> None:
        with db.atomic():
            db.execute("INSERT OR REPLACE INTO result VALUES (?, ?)", [key, content])

    _on_cache(store, write)


def _on_cache(store: Store, work: Callable[[Database], Found]) -> Found:
    """What ``work`` gives; where the file turns out to be damaged, on a new one."""
    path = cache_path(store)
    try:
        try:
            return _on_file(path, work)
        except sqlite3.OperationalError:  # locked, read-only, disk full: no damage
            raise
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            return _on_file(path, work)
    except (sqlite3.OperationalError, OSError) as error:
        raise ProjectError(
            f"{path}: cannot be used ({getattr(error, 'strerror', None) or error})",
            "Check that it, its folder and the disk can be written; it can also be deleted.",
        ) from error


def _on_file(path: Path, work: Callable[[Database], Found]) -> Found:
    from sqlite_utils import Database

    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        db = Database(connection, execute_plugins=False)
        for statement in _SCHEMA:
            db.execute(statement)
        return work(db)
