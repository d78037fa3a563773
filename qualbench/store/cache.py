"""The cache beside the project: what can be computed again. No fact, never merged.

It holds vectors and fits of the study's texts, and is as confidential as the project. It can
be deleted at any time; one that cannot be read is made anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualbench.store.ids import canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qualbench.store.file import Store

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
    with _cache(store) as db:
        rows = db.execute(
            "SELECT text, vector FROM vector WHERE model = ? "
            "AND text IN (SELECT value FROM json_each(?))",
            [model, wanted],
        ).fetchall()
    return dict(rows)


def keep_vectors(store: Store, model: str, found: Mapping[str, bytes]) -> None:
    """Keep vectors by the hash of their text."""
    with _cache(store) as db, db.atomic():
        db.conn.executemany(
            "INSERT OR REPLACE INTO vector VALUES (?, ?, ?)",
            [(model, text, vector) for text, vector in found.items()],
        )


def kept(store: Store, key: str) -> str | None:
    """A result that was kept under ``key``, which must name all that it was made from."""
    with _cache(store) as db:
        row = db.execute("SELECT content FROM result WHERE key = ?", [key]).fetchone()
    return row[0] if row else None


def keep(store: Store, key: str, content: str) -> None:
    with _cache(store) as db, db.atomic():
        db.execute("INSERT OR REPLACE INTO result VALUES (?, ?)", [key, content])


@contextmanager
def _cache(store: Store) -> Iterator[Database]:
    path = cache_path(store)
    try:
        db = _open(path)
    except sqlite3.DatabaseError:  # damaged: it only holds what can be computed again
        path.unlink()
        db = _open(path)
    try:
        yield db
    finally:
        db.close()


def _open(path: Path) -> Database:
    from sqlite_utils import Database

    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    db = Database(sqlite3.connect(path, timeout=30), execute_plugins=False)
    try:
        for statement in _SCHEMA:
            db.execute(statement)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
