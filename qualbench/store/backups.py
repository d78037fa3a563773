"""Backups: dated copies of the project file in a folder beside it, old ones thinned out.

Each copy is a project file of its own and as confidential as the project.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from qualbench.errors import ProjectError
from qualbench.store.file import SUFFIX
from qualbench.store.project import facts_digest

if TYPE_CHECKING:
    from qualbench.store.file import Store

NEWEST = 10
"""So many of the newest copies are kept, and the first copy of each of the last ``DAYS`` days."""

DAYS = 7

_DATED = "%Y-%m-%d_%H-%M-%S"
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\d)_\d\d-\d\d-\d\d_([0-9a-f]{{12}}){re.escape(SUFFIX)}")


def backup_folder(store: Store) -> Path:
    """``study.qualbench-backups`` beside ``study.qualbench``."""
    return store.path.with_name(f"{store.path.name}-backups")


def backups(store: Store) -> tuple[Path, ...]:
    """The copies that are there, newest first; names begin with date and time (local)."""
    with suppress(OSError):
        found = [file for file in backup_folder(store).iterdir() if _NAME.fullmatch(file.name)]
        return tuple(sorted(found, reverse=True))
    return ()


def back_up(store: Store, now: datetime) -> Path | None:
    """Copy the project, unless no fact was added since the last copy; None then.

    Raises ProjectError where the copy cannot be written; nothing half written is left.
    """
    digest, before = facts_digest(store)[:12], backups(store)
    if before and _digest(before[0]) == digest:
        return None
    copy = backup_folder(store) / f"{now.strftime(_DATED)}_{digest}{SUFFIX}"
    try:
        _write(store.path, copy)
        for old in _outlived((copy, *before), now.date()):
            old.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(
            f"{copy.parent}: no backup was made ({error})",
            "Work goes on and is stored. Check that the folder and the disk can be written.",
        ) from error
    return copy


def _write(project: Path, copy: Path) -> None:
    """A whole copy under its name or none, readable by its owner alone."""
    copy.parent.mkdir(mode=0o700, exist_ok=True)
    partial = copy.with_suffix(".partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        with closing(sqlite3.connect(project)) as source, closing(sqlite3.connect(partial)) as to:
            source.backup(to)
            to.execute("PRAGMA journal_mode = DELETE")  # the one file is all of it
        partial.replace(copy)
    finally:
        partial.unlink(missing_ok=True)


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
