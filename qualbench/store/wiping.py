"""Behind an erasure: freed pages, backups and the cache, in which the words still lie.

That takes longer than a transaction may. Until it is done the erasure is on a list in the file,
and whoever opens the project next goes on with it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualbench.errors import ProjectError
from qualbench.store.backups import backup_folder, backups, dated, write_whole
from qualbench.store.cache import cache_path
from qualbench.store.copies import held
from qualbench.store.erasing import adopt, carry_traces, destroy
from qualbench.store.erasures import erasures
from qualbench.store.project import facts_digest

if TYPE_CHECKING:
    from qualbench.store.file import Store

_LOGS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Wiped:
    """The backups without the words, and the files that were deleted: nobody could read them."""

    backups: tuple[Path, ...]
    deleted: tuple[Path, ...]


def wipe(store: Store) -> Wiped:
    """Leave no word of what was erased in the file, its log, its backups or its cache.

    The cache is deleted, and so is what cannot be read. Raises ProjectError where another
    program is in the way; it is gone on with when the project is opened next.
    """
    _empty(store)
    try:
        cleared, lost = _cleared(store)
        lost += remains(store)
        for file in (*lost, cache_path(store)):
            _delete(file)
    except (OSError, sqlite3.Error) as error:
        raise _held_up(store.path, f"backups and cache: {error}") from error
    with store.writing():
        store.db.execute("DELETE FROM unfinished")
    _empty(store)
    return Wiped(tuple(cleared), tuple(lost))


def _empty(store: Store) -> None:
    """Write the file anew without its freed pages, and empty its log."""
    try:
        store.db.execute("VACUUM")
        busy, *_ = store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        raise _held_up(store.path, str(error)) from error
    if busy:
        raise _held_up(store.path, "another program has it open")


def _held_up(path: Path, why: str) -> ProjectError:
    return ProjectError(
        f"{path}: it is erased, but its words may still lie in freed space or in backups ({why})",
        "Close the project everywhere; the rest is done when it is opened next.",
    )


def _cleared(store: Store) -> tuple[list[Path], list[Path]]:
    """The backups of which words were taken out, and those that cannot be read."""
    cleared, lost = [], []
    for file in backups(store):
        try:
            with held(file) as copy:
                if copy.project == store.project and (anew := _anew(copy, store)):
                    cleared.append(anew)
        except ProjectError:
            lost.append(file)
    return cleared, lost


def _anew(copy: Store, store: Store) -> Path | None:
    """Write a backup anew, without the words; None where it had none of them."""
    with copy.writing():
        adopt(store.db, copy.db)
        found = destroy(copy.db, copy.project, erasures(store.db))
        carried = carry_traces(store.db, copy.db)
    if not (found or carried):
        return None
    copy.db.execute("VACUUM")
    anew = dated(copy.path, facts_digest(copy))
    write_whole(copy.db.conn, anew)
    if anew != copy.path:
        _delete(copy.path)
    return anew


def remains(store: Store) -> tuple[Path, ...]:
    """Files that a program left which was killed, and damaged ones that were set aside."""
    found = [*backup_folder(store).glob("*.partial*")]
    for left in ("damaged-*", "restored*"):
        found += store.path.parent.glob(f"{store.path.name}.{left}")
    return tuple(sorted(file for file in found if not file.name.endswith(_LOGS)))


def _delete(file: Path) -> None:
    for suffix in ("", *_LOGS):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
