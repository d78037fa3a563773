"""Waiting for one's turn to write, where several programs have one file open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from random import uniform
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

PATIENCE = 30.0
"""Seconds to wait for others: no program writes for so long but one that hangs."""

_PAUSE = 0.004  # seconds at most between two attempts


def begin_writing(db: Database) -> None:
    """Begin to write as soon as nobody else does; OperationalError where that takes too long.

    SQLite's own waiting comes down to one attempt in 100 ms, and is not fair: beside a program
    that writes all the time somebody waits for seconds. Attempts at random moments a few
    milliseconds apart give everybody a turn.
    """
    with patient(db, 0) as patience:
        until = monotonic() + patience
        while True:
            try:
                db.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if not busy(error) or monotonic() > until:
                    raise
            sleep(uniform(0, _PAUSE))


@contextmanager
def patient(db: Database, seconds: float) -> Iterator[float]:
    """Let SQLite wait so long for others inside; gives the seconds that it waits else."""
    before: int = db.execute("PRAGMA busy_timeout").fetchone()[0]
    db.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
    try:
        yield before / 1000
    finally:
        db.execute(f"PRAGMA busy_timeout = {before}")


def busy(error: Exception) -> bool:
    """Whether another program stood in the way; the higher bits only say more of it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
