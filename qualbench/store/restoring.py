"""Going back to a backup: which there are, what would change, and the change itself."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qualbench.errors import DamagedError, ProjectError, RefusedError
from qualbench.store.backups import DATED, back_up, backups_of, made_at, write_whole
from qualbench.store.copies import held, require_sound
from qualbench.store.erasing import adopt, carry_traces, destroy
from qualbench.store.erasures import erasures
from qualbench.store.facts import kinds
from qualbench.store.file import opened, require_file, unwritable
from qualbench.store.waiting import PATIENCE

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qualbench.store.file import Store


@dataclass(frozen=True, slots=True)
class Backup:
    """A dated copy: when it was made (local time), how many bytes it has.

    ``differs`` counts the facts that only the project or only the copy has; None where one of
    them cannot be read.
    """

    file: Path
    at: datetime
    size: int
    differs: int | None


@dataclass(frozen=True, slots=True)
class Restoring:
    """A project as it is now and in a backup, both in memory; ``then`` is what is put back.

    Without ``now`` where the file is missing or damaged.
    """

    path: Path
    file: Path
    now: Store | None
    then: Store


def restorable(path: Path) -> tuple[Backup, ...]:
    """The backups of a project, the newest first. The project may be missing or damaged."""
    with _standing(path) as now:
        here = _facts(now.db) if now else None
        return tuple(
            Backup(file, made_at(file), file.stat().st_size, _apart(here, file))
            for file in backups_of(path)
        )


def _apart(here: dict[str, tuple[str, str]] | None, file: Path) -> int | None:
    with suppress(ProjectError), held(file) as then:
        return None if here is None else len(here.keys() ^ _facts(then.db).keys())
    return None


@contextmanager
def restoring(path: Path, file: Path) -> Iterator[Restoring]:
    """A project and the backup that it could go back to; nothing is changed by that.

    What was erased in the project is not in ``then``, whatever the file holds.
    Raises ProjectError for a backup that is damaged, was changed, is of a newer format or of
    another study; RefusedError for another copy of the study, which is merged.
    """
    if not backups_of(path):
        require_file(path)
    with ExitStack() as stack:
        then = stack.enter_context(held(file))
        if path.exists() and path.samefile(file):
            raise RefusedError(f"{file}: is the project itself", "Name one of its backups.")
        now = stack.enter_context(_standing(path))
        known = now or _last_known(stack, path)
        _require_its_own(path, then, known)
        require_sound(then)
        if known:
            _honour(known, then)
        yield Restoring(path, file, now, then)


def _honour(known: Store, then: Store) -> None:
    """What was erased since does not come back, by whichever file."""
    with then.writing():
        adopt(known.db, then.db)
        found = destroy(then.db, then.project, erasures(known.db))
        carried = carry_traces(known.db, then.db)
    if found or carried:
        then.db.execute("VACUUM")


@contextmanager
def _standing(path: Path) -> Iterator[Store | None]:
    """The project as it stands, in memory; None for one that is missing or damaged."""
    with ExitStack() as stack:
        yield _readable(stack, path)


def _readable(stack: ExitStack, path: Path) -> Store | None:
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        return None
    with suppress(DamagedError):
        store = stack.enter_context(held(path))
        if store.db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
            return store
    return None


def _last_known(stack: ExitStack, path: Path) -> Store | None:
    """The newest backup that can be read: it says what the project was."""
    for file in backups_of(path):
        with suppress(ProjectError):
            return stack.enter_context(held(file))
    return None


def _require_its_own(path: Path, then: Store, known: Store | None) -> None:
    if known is None or (then.project, then.copy) == (known.project, known.copy):
        return
    if then.project != known.project:
        raise ProjectError(
            f"{then.path}: is of another study", f"`qualbench restore {path}` lists the backups."
        )
    raise RefusedError(
        f"{then.path}: is another copy of this study, and no backup of this one",
        f"Merge it: `qualbench merge {path} {then.path}`.",
    )


def changes(one: Restoring) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """By author and kind, how many facts would go, and how many would come back."""
    here, there = _facts(one.now.db) if one.now else {}, _facts(one.then.db)
    gone = Counter(here[fact] for fact in here.keys() - there.keys())
    return gone, Counter(there[fact] for fact in there.keys() - here.keys())


def _facts(db: Database) -> dict[str, tuple[str, str]]:
    """Whose each fact is, and of which kind."""
    return {
        fact: (author, kind)
        for kind in kinds(db)
        for fact, author in db.execute(f"SELECT id, author FROM fact_{kind}")
    }


def put_back(one: Restoring, at: datetime, patience: float = PATIENCE) -> Path | None:
    """Make the project what it is in the backup, in one step: all of it or nothing.

    Gives where the project as it stood is kept: a backup, or the damaged file under another
    name. Raises ProjectError, also where another program writes for so long (in seconds); then
    nothing was changed.
    """
    try:
        return _in_place(one, at, patience) if one.now else _anew(one, at)
    except (OSError, sqlite3.Error) as error:
        raise unwritable(one.path, error) from error


def _in_place(one: Restoring, at: datetime, patience: float) -> Path | None:
    """In the file as it lies there, which other programs may have open.

    The backup of what was is made when the file is locked for writing already and nothing is
    committed yet: what anybody adds before is in it, and nobody adds anything after.
    """
    kept: list[Path | None] = []

    def keep(state: int, remaining: int, total: int) -> None:
        if state == sqlite3.SQLITE_BUSY:
            raise ProjectError(
                f"{one.path}: another program keeps writing to it", "Nothing was changed."
            )
        if not kept:
            kept.append(_back_up(store, at, one.file))

    with opened(one.path) as store, closing(sqlite3.connect(one.path, timeout=patience)) as to:
        if to.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
            raise sqlite3.OperationalError("another program has it open in another mode")
        one.then.db.conn.backup(to, pages=1, progress=keep)
    return kept[0]


def _back_up(store: Store, at: datetime, spare: Path) -> Path | None:
    try:
        return back_up(store, at, spare)
    except ProjectError as error:
        raise ProjectError(
            error.message, "Nothing was restored. Make room for a backup, then restore again."
        ) from error


def _anew(one: Restoring, at: datetime) -> Path | None:
    """As a new file, in the place of one that is missing or damaged."""
    path = one.path.resolve() if one.path.is_symlink() else one.path
    fresh = path.with_name(f"{path.name}.new.partial")
    try:
        write_whole(one.then.db.conn, fresh)
        aside = _set_aside(path, at)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def _set_aside(path: Path, at: datetime) -> Path | None:
    """Give a file and its logs another name. A log that stayed would be taken for the new file's.

    Where a file can have two names, it keeps its old one until the new file takes that.
    """
    aside = _unused(path.with_name(f"{path.name}.damaged-{at.strftime(DATED)}"))
    if found := path.exists():
        try:
            aside.hardlink_to(path)
        except OSError:
            path.rename(aside)
    for suffix in ("-wal", "-shm", "-journal"):
        if (log := Path(f"{path}{suffix}")).exists():
            log.rename(f"{aside}{suffix}")
    return aside if found else None


def _unused(path: Path) -> Path:
    return path if not path.exists() else _unused(path.with_name(f"{path.name}+"))
