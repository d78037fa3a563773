"""Dated copies of the project, made while work goes on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from qualbench import store
from qualbench.store import Store


def back_up(project: Store) -> Path | None:
    """Copy the project into its folder of backups; None if no fact is newer than the last copy.

    Raises ProjectError where the copy cannot be written.
    """
    return store.back_up(project, datetime.now())


def backups(project: Store) -> tuple[Path, ...]:
    """The copies that are there, newest first; a name begins with date and time (local)."""
    return store.backups(project)


def backup_folder(project: Store) -> Path:
    """Where copies are put; it may not be there yet."""
    return store.backup_folder(project)
