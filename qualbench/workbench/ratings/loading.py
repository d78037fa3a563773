"""Taking over ratings that were made elsewhere: matrices and memos in a workbook, an export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualbench import store
from qualbench.errors import RefusedError
from qualbench.model import CONSENSUS, Rating
from qualbench.store import Draft, Store
from qualbench.workbench.coders import at_work, leading
from qualbench.workbench.codings import resolving
from qualbench.workbench.ratings.placing import About, Placed, by_author, in_line, placed_rows
from qualbench.workbench.ratings.rating import NOTHING, cell_concerns, require_decided
from qualbench.workbench.ratings.seeing import rated
from qualbench.workbench.versions import codebook


@dataclass(frozen=True, slots=True)
class LoadedRatings:
    """How many ratings were new, how many of them ``replaced`` one, how many were there already.

    ``left`` of those that were there do not stand: what was changed or taken back since stays so.
    ``verified`` counts new verifications, ``empty`` rows that say nothing; ``concerns`` is what the
    rules of the scale hold against new ratings, each with the line of the file.
    """

    added: int
    replaced: int
    already: int
    left: int
    verified: int
    empty: int
    concerns: tuple[tuple[int, str], ...]


def load_ratings(project: Store, lead: str, path: Path) -> LoadedRatings:
    """Take over the ratings of a CSV, all or none; each becomes its rater's own.

    The consensus is recorded by ``lead``. A rating that says something new replaces the one of
    that rater that stands; what a rater said once is not said again, so that loading twice adds
    nothing and an old file undoes no change.
    """
    leading(project, lead)
    every = placed_rows(project, lead, path)
    with project.writing():
        placed = by_author(project, lead, path, (one for one in every if one.judged != NOTHING))
        before, ever = _standing(project), _ever(project)
        new = [one for one in placed if not any(map(one.said_by, ever.get(one.about, ())))]
        _record(project, new, before)
        standing = _standing(project)
        stand = [
            (one, standing[one.about])
            for one in placed
            if one.about in standing and one.said_by(standing[one.about])
        ]
        verified = sum(_verify(project, path, one, rating) for one, rating in stand)
    return LoadedRatings(
        added=len(new),
        replaced=sum(one.about in before for one in new),
        already=len(placed) - len(new),
        left=len(placed) - len(stand),
        verified=verified,
        empty=len(every) - len(placed),
        concerns=tuple(
            (one.row.line, concern)
            for one in new
            for concern in cell_concerns(project, one.cell, one.judged)
        ),
    )


def _standing(project: Store) -> Mapping[About, Rating]:
    return {_about(one, one.key): one for one in rated(project)}


def _ever(project: Store) -> Mapping[About, Sequence[Rating]]:
    """All that anybody ever said of a thing, standing or not."""
    read = resolving(codebook(project))
    found: dict[About, list[Rating]] = defaultdict(list)
    for one in store.ratings_ever(project):
        found[_about(one, read(one.key))].append(one)
    return found


def _about(one: Rating, key: str) -> About:
    return one.case, key, CONSENSUS if one.consensus else one.coder


def _record(project: Store, new: Iterable[Placed], before: Mapping[About, Rating]) -> None:
    """One action of each author."""
    drafts: dict[str, list[Draft]] = defaultdict(list)
    for one in new:
        case, key, agreed = one.cell.case, one.cell.key, one.row.consensus
        if known := before.get(one.about):
            require_decided(project, one.author, case, key, consensus=agreed)
        after = known.id if known else ""
        drafts[one.author].append(
            store.rating_draft(
                case, key, one.judged, consensus=agreed, replaces=after, imported=True
            )
        )
    for author, theirs in drafts.items():
        store.record(project, author, theirs)


def _verify(project: Store, path: Path, one: Placed, rating: Rating) -> int:
    """How many new verifications of what stands the row brings."""
    with in_line(path, one.row):
        authors = [at_work(project, name).id for name in one.row.verified]
        if rating.coder in authors:
            raise RefusedError("nobody verifies an own rating", "Leave the rater out.")
    return sum(
        len(store.record(project, author, [draft]).added)
        for author in authors
        if author not in rating.verified
        for draft in (store.verification_draft(rating.id, imported=True),)
    )
