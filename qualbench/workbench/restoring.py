"""Going back to a backup: what it would change, said before anything is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from qualbench import store
from qualbench.errors import NotFoundError
from qualbench.store import Backup, Restoring, Store
from qualbench.workbench.sight import Layer, Sight, sight


@dataclass(frozen=True, slots=True)
class Change:
    """How many facts of a kind by a coder would go, and come back.

    None for what a sealed round hides.
    """

    coder: str
    kind: str
    gone: int | None
    back: int | None


@dataclass(frozen=True, slots=True)
class CodingChange:
    """How many live codings a coder has in a transcript now, and has then.

    None for what a sealed round hides; ``now`` also where the project cannot be read.
    """

    transcript: str
    coder: str
    now: int | None
    then: int | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What going back to a backup changes, or has changed: then ``done``.

    ``at`` is when the backup was made; ``codebooks`` are the versions now and then. Of a project
    that is ``damaged`` or ``missing`` only what comes is told. ``kept`` is the backup of the
    project as it stood, or the damaged file under its new name.
    """

    file: Path
    at: datetime
    state: Literal["sound", "damaged", "missing"]
    changes: tuple[Change, ...]
    codings: tuple[CodingChange, ...]
    codebooks: tuple[str, str]
    done: bool = False
    kept: Path | None = None


def restorable(path: Path) -> tuple[Backup, ...]:
    """The backups of a project, newest first, which may itself be missing or damaged.

    Raises NotFoundError where there are none.
    """
    if found := store.restorable(path):
        return found
    raise NotFoundError(
        f"there is no backup of {path}",
        "One is made when the terminal program is opened, and before copies are merged.",
    )


def find_backup(path: Path, which: str) -> Path:
    """The backup of that number, 1 for the newest; or the file of that name."""
    if not which.isdecimal():
        return Path(which)
    found = store.backups_of(path)
    if 1 <= int(which) <= len(found):
        return found[int(which) - 1]
    raise NotFoundError(
        f"there is no backup {which} of {path}", f"`qualbench restore {path}` lists them."
    )


def restore(path: Path, coder: str, backup: Path, *, dry_run: bool = False) -> Restored:
    """Make a project what it was in a backup. A dry run tells the same and changes nothing.

    The project as it stands is backed up first; one that is damaged is set aside. ``coder`` is
    who looks at it: how much others did in a sealed round is told to nobody. Raises ProjectError
    and RefusedError, and then nothing was changed.
    """
    with store.restoring(path, backup) as one:
        told = _told(one, coder)
        if dry_run:
            return told
        kept = store.put_back(one, datetime.now())
        return replace(told, done=True, kept=kept)


def _told(one: Restoring, coder: str) -> Restored:
    now, then = one.now, one.then
    missing: Literal["damaged", "missing"] = "damaged" if one.path.exists() else "missing"
    may = sight(now or then, coder)
    return Restored(
        file=one.file,
        at=store.made_at(one.file),
        state="sound" if now else missing,
        changes=tuple(_changes(one, may)),
        codings=tuple(_codings(one, may)),
        codebooks=(_version(now) if now else "", _version(then)),
    )


def _version(project: Store) -> str:
    return store.current_publication(project).version


def _changes(one: Restoring, may: Sight) -> Iterator[Change]:
    """Of a coder of whom something is sealed, no number is told: one would tell the other."""
    if one.now is None:
        return
    people, texts = _people(one), store.transcript_names(one.now)
    gone, back = store.changes(one)
    for author, kind in sorted({*gone, *back}, key=lambda it: (_called(people, it[0]), it[1])):
        told = all(may.allows(author, text) for text in texts)
        counts = (found[author, kind] if told else None for found in (gone, back))
        yield Change(_called(people, author), kind, *counts)


def _codings(one: Restoring, may: Sight) -> Iterator[CodingChange]:
    """Where other codings are live then; all of them, where those of now are not known."""
    people, texts = _people(one), _texts(one)
    now, then = _layers(one.now), _layers(one.then)
    for layer in sorted({*now, *then}, key=lambda it: (texts[it[1]], _called(people, it[0]))):
        if now.get(layer) != then.get(layer):
            coder, text = layer
            told = may.allows(coder, text)
            yield CodingChange(
                texts[text],
                _called(people, coder),
                len(now.get(layer, ())) if told and one.now else None,
                len(then.get(layer, ())) if told else None,
            )


def _layers(project: Store | None) -> dict[Layer, set[str]]:
    """The live codings of each coder in each transcript."""
    found = store.standing_ids(project) if project else {}
    return {(coder, text): ids for text, by in found.items() for coder, ids in by.items()}


def _people(one: Restoring) -> dict[str, str]:
    """Names of coders by id, those of now where they are known."""
    return {coder.id: coder.name for project in _both(one) for coder in store.coders(project)}


def _texts(one: Restoring) -> dict[str, str]:
    """The same of transcripts, by hash."""
    return {
        text: n for project in _both(one) for text, n in store.transcript_names(project).items()
    }


def _both(one: Restoring) -> tuple[Store, ...]:
    return (one.then, one.now) if one.now else (one.then,)


def _called(people: dict[str, str], coder: str) -> str:
    """A name; a copy that was handed out knows nobody else's."""
    return people.get(coder, "the lead")
