"""What the rows of a file of ratings refer to: cells and quotes of the study, and who rated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from qualbench import codebooks, reading
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
from qualbench.store import Store
from qualbench.workbench.coders import at_work
from qualbench.workbench.ratings.asking import guide_if_any, heard_in, put
from qualbench.workbench.ratings.cases import Cases, cases
from qualbench.workbench.ratings.rating import NOTHING, require_quotes
from qualbench.workbench.ratings.seeing import MatrixCell, make_cell
from qualbench.workbench.ratings.talk import Talk, talk
from qualbench.workbench.versions import codebook

ALL = "all"
"""As ``evidence``: every quote of the cell."""

About = tuple[CaseKey, str, str]
"""The case, the coding key, and who rated: a coder, by id, or the consensus."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What rows are held against: the codebook, the guide, and by attributes cases and talk."""

    book: Codebook
    guide: Guide | None
    asked: Mapping[tuple[str, str], Asked]
    made: Mapping[tuple[str, ...], tuple[Cases, Talk]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of the file with what it refers to; ``judged`` is what it says, ``author`` who did."""

    row: RatingRow
    cell: MatrixCell
    judged: Judgement
    author: str = ""

    @property
    def about(self) -> About:
        return self.cell.case, self.cell.key, CONSENSUS if self.row.consensus else self.author

    def said_by(self, one: Rating) -> bool:
        """Whether a rating says this; as ``all`` evidence it says whatever it did."""
        quotes = one.judged.evidence if ALL in self.row.evidence else self.judged.evidence
        return one.judged == replace(self.judged, evidence=quotes)


def placed_rows(project: Store, viewer: str, path: Path) -> list[Placed]:
    """The rows of a file, without their authors yet; ReadingError for one that fits nothing."""
    rows = reading.read_ratings(path)
    scene = _Scene(
        codebook(project),
        guide_if_any(project),
        put(project),
        _made(project, viewer, rows, path),
    )
    found = []
    for row in rows:
        with in_line(path, row):
            found.append(_placed(project, row, scene))
    return found


def _made(
    project: Store, viewer: str, rows: Iterable[RatingRow], path: Path
) -> Mapping[tuple[str, ...], tuple[Cases, Talk]]:
    found: dict[tuple[str, ...], tuple[Cases, Talk]] = {}
    for row in rows:
        if (by := _by(row)) not in found:
            with in_line(path, row, " A column that is no attribute is to be left out."):
                known = cases(project, by)
            found[by] = known, talk(project, viewer, known)
    return found


def _placed(project: Store, row: RatingRow, scene: _Scene) -> Placed:
    known, said = scene.made[_by(row)]
    if row.case not in known.members:
        names = ", ".join(case_name(case, known.by) for case in known.members)
        raise NotFoundError(f"there is no case {case_name(row.case)}", f"The cases are {names}.")
    wanted = f"{row.code}{PAIR_MARK}{row.role}" if row.role else row.code
    code, role = codebooks.find(scene.book, wanted)
    key = f"{code}{PAIR_MARK}{role}" if role else code
    heard = heard_in(scene.guide, scene.asked, known, said, row.case, [key])[key]
    cell = make_cell("", said, row.case, key, heard, (), ())
    return Placed(row, cell, _judged(project, row, cell))


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


@contextmanager
def in_line(path: Path, row: RatingRow, hint: str = "") -> Iterator[None]:
    """Let an error say which line of the file it is about."""
    try:
        yield
    except QualbenchError as error:
        raise ReadingError(f"{path}:{row.line}: {error.message}", error.hint + hint) from None


def by_author(project: Store, lead: str, path: Path, placed: Iterable[Placed]) -> list[Placed]:
    """The same with their authors, new coders if need be; nobody rates a thing twice in a file."""
    found: dict[About, Placed] = {}
    for one in placed:
        with in_line(path, one.row):
            author = at_work(project, lead if one.row.consensus else one.row.rater)
            owned = replace(one, author=author.id)
            first = found.setdefault(owned.about, owned).row.line
            if first != one.row.line:
                raise RefusedError(f"is rated in line {first} too", "Leave one of the two rows.")
    return list(found.values())
