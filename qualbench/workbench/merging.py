"""Copies come back together; where they cannot all be meant, somebody decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qualbench import store
from qualbench.errors import NotFoundError, ProjectError, QualbenchError, RefusedError
from qualbench.model import MemoTarget
from qualbench.progress import Progress, quiet
from qualbench.store import Claim, Conflict, Store
from qualbench.workbench.coders import named, unused
from qualbench.workbench.telling import ShownConflict, told


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a copy: how many facts of each kind were added, and were there already.

    ``given`` is the name of whom it was handed out to, if that is known; ``copy`` the copy's own
    id. ``barred`` were not taken, being about what was erased, and ``erased`` were here until an
    erasure came with the copy. ``conflicts`` are those that came with it. One that was
    ``refused`` added nothing.
    """

    file: Path
    copy: str
    given: str
    added: Mapping[str, int]
    already: Mapping[str, int]
    barred: Mapping[str, int]
    erased: Mapping[str, int]
    conflicts: tuple[ShownConflict, ...]
    refused: QualbenchError | None


def found_in(project: Store, folders: Iterable[Path]) -> Mapping[Path, datetime]:
    """What may be copies of the project in some folders, and when each was changed (local).

    The latest comes first. The project itself and its backups are left out.
    """
    backups, found = store.backup_folder(project).resolve(), dict[Path, float]()
    for folder in folders:
        if folder.resolve() != backups:
            found |= _project_files(folder)
    found.pop(project.path.resolve(), None)
    latest = sorted(found, key=lambda file: (-found[file], file))
    return {file: datetime.fromtimestamp(found[file]) for file in latest}


def _project_files(folder: Path) -> dict[Path, float]:
    """None where the folder is gone or cannot be read."""
    with suppress(OSError):
        files = [one.resolve() for one in folder.iterdir() if one.suffix == store.SUFFIX]
        return {file: file.stat().st_mtime for file in files if file.is_file()}
    return {}


def merge(
    project: Store,
    coder: str,
    copies: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> tuple[Merged, ...]:
    """Unite copies of the project with it: every fact of each, in one transaction.

    A dated backup is made first. A copy that cannot be taken is refused whole, and the others
    are merged. What was erased, here or there, is not taken, and destroyed here. A dry run
    stores nothing and tells the same. ``coder`` is who looks at it, and
    sees no more in the conflicts than elsewhere; who has the files may merge them.
    """
    if not dry_run:
        _back_up(project)
    with store.merging(project, copies, dry_run=dry_run, progress=progress) as done:
        people = {one.id: one.name for one in store.coders(project)}
        merged = tuple(
            Merged(
                one.file,
                one.copy,
                people.get(one.given, ""),
                one.added,
                one.already,
                one.barred,
                one.erased,
                told(project, coder, one.conflicts),
                one.refused,
            )
            for one in done
        )
    if store.unfinished(project):
        store.wipe(project)
    return merged


def _back_up(project: Store) -> None:
    try:
        store.back_up(project, datetime.now())
    except ProjectError as error:
        raise ProjectError(
            error.message, "Nothing was merged. Make room for a backup, then merge again."
        ) from error


def conflicts(project: Store, coder: str) -> tuple[ShownConflict, ...]:
    """The conflicts that stand, as ``coder`` may see them."""
    return told(project, coder, store.conflicts(project))


def choose(
    project: Store, coder: str, conflict: str, choice: str, reason: str = ""
) -> ShownConflict:
    """Decide a conflict, by its id or the beginning of it; gives what it was.

    ``choice`` is the number of the claim that is to stand, counted from 1, or its fact; the
    others are retracted, which can be undone. Of coders who are called alike, one takes the
    name ``choice``. A ``reason`` is kept as a memo.
    """
    with project.writing():
        author = store.find_coder(project, named(coder)).id
        found = _find(project, conflict)
        (shown,) = told(project, coder, [found])
        if found.kind == "namesake":
            drafts = [_renaming(project, found, author, choice)]
        else:
            drafts = list(_retractions(project, shown, author, choice))
        if reason.strip():
            target, about = _on(project, found)
            drafts.append(store.memo_draft(about, reason.strip(), target))
        store.record(project, author, drafts)
    return shown


def _find(project: Store, conflict: str) -> Conflict:
    every = store.conflicts(project)
    found = [one for one in every if conflict and one.id.startswith(conflict)]
    if len(found) == 1:
        return found[0]
    what = (
        f"{len(found)} conflicts begin with {conflict}"
        if found
        else f"no conflict {conflict} stands"
    )
    raise NotFoundError(what, "`qualbench merge PROJECT --conflicts` lists those that stand.")


def _retractions(
    project: Store, shown: ShownConflict, author: str, choice: str
) -> Iterator[store.Draft]:
    conflict = shown.conflict
    keep = _claim(conflict, choice)
    for claim in store.losers(project, conflict, keep.fact):
        if author not in store.decides(project, claim):
            raise RefusedError(
                f"conflict {conflict.id} is not yours to decide",
                f"Ask {' or '.join(shown.decides)}.",
            )
        if claim.kind == "round" and any(
            one.revealed for one in store.rounds(project) if one.id == claim.fact
        ):
            raise RefusedError(
                f"round {claim.said['name']} is revealed, and stays",
                "Keep it; or keep both, and name them by their ids.",
            )
        yield store.Draft("retraction", {"fact": claim.fact, "manner": "do"})


def _claim(conflict: Conflict, choice: str) -> Claim:
    for number, claim in enumerate(conflict.claims, 1):
        if choice in (str(number), claim.fact):
            return claim
    raise NotFoundError(
        f"conflict {conflict.id} has no claim {choice}", f"Say 1 to {len(conflict.claims)}."
    )


def _renaming(project: Store, conflict: Conflict, author: str, name: str) -> store.Draft:
    profiles = {claim.author: claim.fact for claim in conflict.claims}
    if author not in profiles:
        raise RefusedError(
            f"conflict {conflict.id} is not yours to decide", "Coders take names for themselves."
        )
    return store.renaming(author, unused(project, name), profiles[author])


def _on(project: Store, conflict: Conflict) -> tuple[MemoTarget, str]:
    """What a memo on the reason is about."""
    first = str(conflict.subject[0]) if conflict.subject else ""
    if conflict.kind in ("name", "turns", "sentences", "belonging"):
        return "transcript", first
    if conflict.kind in ("coding", "proposal"):
        return ("coding" if conflict.kind == "coding" else "code"), first
    return ("case", first) if conflict.kind == "attribute" else ("project", project.project)
