"""Files that may hold a trial's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from qualbench.trial import SUFFIXES


def numbers_in(folders: Iterable[Path]) -> Mapping[Path, datetime]:
    """The tables that lie in some folders, and when each was changed (local), the latest first.

    A folder that is gone or cannot be read holds none.
    """
    found = dict(pair for folder in folders for pair in _tables(folder))
    latest = sorted(found, key=lambda file: (-found[file], file))
    return {file: datetime.fromtimestamp(found[file]) for file in latest}


def _tables(folder: Path) -> Iterator[tuple[Path, float]]:
    with suppress(OSError):
        for one in folder.iterdir():
            if one.suffix.lower() in SUFFIXES and one.is_file():
                yield one.resolve(), one.stat().st_mtime
