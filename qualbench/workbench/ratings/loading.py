"""Taking over ratings that were made elsewhere: matrices and memos in a workbook, an export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualbench import codebooks, reading, store
from qualbench import ratings as scale
from qualbench.errors import NotFoundError, QualbenchError, ReadingError, RefusedError
from qualbench.model import (
    CONSENSUS,
    PAIR_MARK,
    Asked,
    CaseKey,
    Codebook,
    Guide,
    Judgement,
    Rating,
    case_name,
)
from qualbench.reading import RatingRow
from qualbench.store import Draft, Store
from qualbench.workbench.coders import at_work, leading
from qualbench.workbench.codings import resolving
from qualbench.workbench.ratings.asking import guide_if_any, heard_in, put
from qualbench.workbench.ratings.cases import Cases, cases
from qualbench.workbench.ratings.rating import (
    NOTHING,
    cell_concerns,
    require_decided,
    require_quotes,
)
from qualbench.workbench.ratings.seeing import MatrixCell, make_cell, rated
from qualbench.workbench.ratings.talk import Talk, talk
from qualbench.workbench.versions import codebook

ALL = "all"
"""As ``evidence``: every quote of the cell."""

_About = tuple[CaseKey, str, str]
"""The case, the coding key, and who rated: a coder, by id, or the consensus."""


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


@dataclass(frozen=True, slots=True)
class _Scene:
    """What rows are held against: the codebook, the guide, and by attributes cases and talk."""

    book: Codebook
    guide: Guide | None
    asked: Mapping[tuple[str, str], Asked]
    made: Mapping[tuple[str, ...], tuple[Cases, Talk]]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row of the file with what it refers to; ``judged`` is what it says, ``author`` who did."""

    row: RatingRow
    cell: MatrixCell
    judged: Judgement
    author: str = ""

    @property
    def about(self) -> _About:
        return self.cell.case, self.cell.key, CONSENSUS if self.row.consensus else self.author

    def said_by(self, one: Rating) -> bool:
        """Whether a rating says this; as ``all`` evidence it says whatever it did."""
        quotes = one.judged.evidence if ALL in self.row.evidence else self.judged.evidence
        return one.judged == replace(self.judged, evidence=quotes)


def load_ratings(project: Store, lead: str, path: Path) -> LoadedRatings:
    """Take over the ratings of a CSV, all or none; each becomes its rater's own.

    The consensus is recorded by ``lead``. A rating that says something new replaces the one of
    that rater that stands; what a rater said once is not said again, so that loading twice adds
    nothing and an old file undoes no change.
    """
    leading(project, lead)
    every = _read(project, lead, path)
    with project.writing():
        placed = _by_author(project, lead, path, (one for one in every if one.judged != NOTHING))
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


# From rows to what they refer to


def _read(project: Store, viewer: str, path: Path) -> list[_Placed]:
    rows = reading.read_ratings(path)
    scene = _Scene(
        codebook(project),
        guide_if_any(project),
        put(project),
        _made(project, viewer, rows, path),
    )
    found = []
    for row in rows:
        try:
            found.append(_placed(project, row, scene))
        except QualbenchError as error:
            raise _at(path, row, error) from None
    return found


def _made(
    project: Store, viewer: str, rows: Iterable[RatingRow], path: Path
) -> Mapping[tuple[str, ...], tuple[Cases, Talk]]:
    found: dict[tuple[str, ...], tuple[Cases, Talk]] = {}
    for row in rows:
        if (by := _by(row)) not in found:
            try:
                known = cases(project, by)
            except NotFoundError as error:
                hint = f"{error.hint} A column that is no attribute is to be left out."
                raise _at(path, row, NotFoundError(error.message, hint)) from None
            found[by] = known, talk(project, viewer, known)
    return found


def _placed(project: Store, row: RatingRow, scene: _Scene) -> _Placed:
    known, said = scene.made[_by(row)]
    if row.case not in known.members:
        names = ", ".join(case_name(case, known.by) for case in known.members)
        raise NotFoundError(f"there is no case {case_name(row.case)}", f"The cases are {names}.")
    wanted = f"{row.code}{PAIR_MARK}{row.role}" if row.role else row.code
    code, role = codebooks.find(scene.book, wanted)
    key = f"{code}{PAIR_MARK}{role}" if role else code
    heard = heard_in(scene.guide, scene.asked, known, said, row.case, [key])[key]
    cell = make_cell("", said, row.case, key, heard, (), ())
    return _Placed(row, cell, _judged(project, row, cell))


def _judged(project: Store, row: RatingRow, cell: MatrixCell) -> Judgement:
    everything = ALL in row.evidence
    quotes = [one.coding.lineage for one in cell.said] if everything else row.evidence
    require_quotes(project, () if everything else quotes)
    return replace(
        scale.read_rating(row.rating) if row.rating else NOTHING,
        summary=row.summary,
        rationale=row.rationale,
        source=row.source,
        evidence=tuple(sorted(set(quotes))),
    )


def _by(row: RatingRow) -> tuple[str, ...]:
    return tuple(name for name, _ in row.case)


def _at(path: Path, row: RatingRow, error: QualbenchError) -> ReadingError:
    return ReadingError(f"{path}:{row.line}: {error.message}", error.hint)


def _by_author(project: Store, lead: str, path: Path, placed: Iterable[_Placed]) -> list[_Placed]:
    """The same with their authors, new coders if need be; nobody rates a thing twice in a file."""
    found: dict[_About, _Placed] = {}
    for one in placed:
        author = _coder(project, path, one.row, lead if one.row.consensus else one.row.rater)
        owned = replace(one, author=author)
        first = found.setdefault(owned.about, owned).row.line
        if first != one.row.line:
            error = RefusedError(f"is rated in line {first} too", "Leave one of the two rows.")
            raise _at(path, one.row, error)
    return list(found.values())


def _coder(project: Store, path: Path, row: RatingRow, name: str) -> str:
    try:
        return at_work(project, name).id
    except QualbenchError as error:
        raise _at(path, row, error) from None


# Beside what is there


def _standing(project: Store) -> Mapping[_About, Rating]:
    return {_about(one, one.key): one for one in rated(project)}


def _ever(project: Store) -> Mapping[_About, Sequence[Rating]]:
    """All that anybody ever said of a thing, standing or not."""
    read = resolving(codebook(project))
    found: dict[_About, list[Rating]] = defaultdict(list)
    for one in store.ratings_ever(project):
        found[_about(one, read(one.key))].append(one)
    return found


def _about(one: Rating, key: str) -> _About:
    return one.case, key, CONSENSUS if one.consensus else one.coder


def _record(project: Store, new: Iterable[_Placed], before: Mapping[_About, Rating]) -> None:
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


def _verify(project: Store, path: Path, one: _Placed, rating: Rating) -> int:
    """How many new verifications of what stands the row brings."""
    authors = [_coder(project, path, one.row, name) for name in one.row.verified]
    if rating.coder in authors:
        error = RefusedError("nobody verifies an own rating", "Leave the rater out.")
        raise _at(path, one.row, error)
    return sum(
        len(store.record(project, author, [draft]).added)
        for author in authors
        if author not in rating.verified
        for draft in (store.verification_draft(rating.id, imported=True),)
    )
