"""Backups: dated copies of the project file in a folder beside it, old ones thinned out.

Each copy is a project file of its own and as confidential as the project.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from glob import escape
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from qualbench.errors import ProjectError
from qualbench.store.file import SUFFIX
from qualbench.store.project import facts_digest

if TYPE_CHECKING:
    from qualbench.store.file import Store

NEWEST = 10
"""So many of the newest copies are kept, and the first copy of each of the last ``DAYS`` days."""

DAYS = 7

DATED = "%Y-%m-%d_%H-%M-%S"
"""How a time (local) stands in the name of a file."""

_ABANDONED = timedelta(hours=1)
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\d)_\d\d-\d\d-\d\d_([0-9a-f]{{12}}){re.escape(SUFFIX)}")


def backup_folder(store: Store) -> Path:
    """``study.qualbench-backups`` beside ``study.qualbench``."""
    return _folder(store.path)


def backups(store: Store) -> tuple[Path, ...]:
    """The copies that are there, newest first; names begin with date and time (local)."""
    return backups_of(store.path)


def backups_of(project: Path) -> tuple[Path, ...]:
    """The same of a project that may be missing."""
    with suppress(OSError):
        found = [file for file in _folder(project).iterdir() if _NAME.fullmatch(file.name)]
        return tuple(sorted(found, reverse=True))
    return ()


def made_at(copy: Path) -> datetime:
    """When a backup was made, by its name; when it was last written to, if that says nothing."""
    if _NAME.fullmatch(copy.name):
        with suppress(ValueError):
            return datetime.strptime(copy.name[:19], DATED)
    return datetime.fromtimestamp(int(copy.stat().st_mtime))


def _folder(project: Path) -> Path:
    return project.with_name(f"{project.name}-backups")


def back_up(store: Store, now: datetime, spare: Path | None = None) -> Path | None:
    """Copy the project, unless no fact was added since the last copy; None then.

    Before the copy ``spare`` is restored, one is made in any case, and that one is kept.
    Raises ProjectError where the copy cannot be written; nothing half written is left.
    """
    digest, before = facts_digest(store)[:12], backups(store)
    if spare is None and before and _digest(before[0]) == digest:
        return None
    copy = backup_folder(store) / f"{now.strftime(DATED)}_{digest}{SUFFIX}"
    try:
        copy.parent.mkdir(mode=0o700, exist_ok=True)
        with closing(sqlite3.connect(store.path)) as source:
            write_whole(source, copy)
        for old in (*_outlived((copy, *before), now.date()), *_abandoned(store, now)):
            if spare is None or old.resolve() != spare.resolve():
                old.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(
            f"{copy.parent}: no backup was made ({error})",
            "Work goes on and is stored. Check that the folder and the disk can be written.",
        ) from error
    return copy


def write_whole(source: sqlite3.Connection, to: Path) -> None:
    """A whole copy under its name or none, readable by its owner alone.

    Two programs may write the same one in the same second: each into a file of its own first.
    """
    file, name = mkstemp(".partial", f"{to.stem}.", to.parent)
    partial = Path(name)
    try:
        os.close(file)
        with closing(sqlite3.connect(partial)) as db:
            source.backup(db)
            db.execute("PRAGMA journal_mode = DELETE")  # the one file is all of it
        partial.replace(to)
    finally:
        partial.unlink(missing_ok=True)


def _abandoned(store: Store, now: datetime) -> Iterator[Path]:
    """What was being written when a program was killed, and by now nobody is writing any more."""
    restored = store.path.parent.glob(f"{escape(store.path.name)}.*.partial*")
    for file in (*backup_folder(store).glob("*.partial*"), *restored):
        with suppress(FileNotFoundError):  # another program has just finished it
            if file.stat().st_mtime < (now - _ABANDONED).timestamp():
                yield file


def dated(copy: Path, digest: str) -> Path:
    """The name of a backup of which the content is another now; it keeps its date."""
    return copy.with_name(f"{copy.name[:20]}{digest[:12]}{SUFFIX}")


def _outlived(copies: Sequence[Path], today: date) -> list[Path]:
    """The copies, newest first, that are neither among the newest nor the first of a late day."""
    first_of_day = {_day(copy): copy for copy in copies}
    late = {today - timedelta(days=ago) for ago in range(DAYS)}
    kept = {copy for day, copy in first_of_day.items() if day in late}
    return [copy for copy in copies[NEWEST:] if copy not in kept]


def _day(copy: Path) -> date:
    return date.fromisoformat(copy.name[:10])


def _digest(copy: Path) -> str:
    found = _NAME.fullmatch(copy.name)
    return found[2] if found else ""
