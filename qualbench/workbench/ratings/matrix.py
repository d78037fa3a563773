"""Constructs down, cases across: how each is rated, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualbench.errors import NotFoundError
from qualbench.model import PAIR_MARK, CaseKey, Codebook, Guide, Polarity, Rating
from qualbench.store import Store
from qualbench.workbench.coders import coder_id
from qualbench.workbench.pages import name_of
from qualbench.workbench.quotes import Quote, quoted
from qualbench.workbench.ratings.asking import guide_if_any, heard_in, put
from qualbench.workbench.ratings.cases import Cases, cases, find_case
from qualbench.workbench.ratings.rating import key_of
from qualbench.workbench.ratings.seeing import (
    MatrixCell,
    cell_of,
    make_cell,
    visible_ratings,
    with_ratings,
)
from qualbench.workbench.ratings.talk import Talk, talk
from qualbench.workbench.steady import steady
from qualbench.workbench.versions import codebook


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A construct in all cases. ``domain`` is the name of what it stands under, at the top."""

    key: str
    name: str
    domain: str
    polarity: Polarity
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows in the codebook's order; each row's cells in the order of the cases.

    ``unplaced`` counts codings of the analysis set that lie in no case.
    """

    cases: Cases
    rows: tuple[MatrixRow, ...]
    unplaced: int

    @property
    def keys(self) -> tuple[CaseKey, ...]:
        return tuple(self.cases.members)

    def cell(self, key: str, case: CaseKey) -> MatrixCell | None:
        return next(
            (c for row in self.rows if row.key == key for c in row.cells if c.case == case), None
        )


@steady
def matrix(project: Store, viewer: str, by: Sequence[str] = (), *, every: bool = False) -> Matrix:
    """The matrix as ``viewer`` may see it: constructs that were coded, rated or asked about.

    With ``every``, all constructs of the codebook. ``by`` makes the cases.
    """
    known = cases(project, by)
    said, book = talk(project, viewer, known), codebook(project)
    seen, hidden = visible_ratings(project, viewer)
    guide, asked, me = guide_if_any(project), put(project), coder_id(project, viewer)
    keys = row_keys(book, guide, said, (*seen, *hidden), every)
    by_case = {case: heard_in(guide, asked, known, said, case, keys) for case in known.members}
    at_hand, unseen = _by_cell(seen), _by_cell(hidden)
    rows = []
    for key in keys:
        code = book.by_id[key.partition(PAIR_MARK)[0]]
        above = book.ancestors(code.id)
        made = tuple(
            make_cell(
                me,
                said,
                case,
                key,
                by_case[case][key],
                at_hand.get((case, key), ()),
                unseen.get((case, key), ()),
            )
            for case in known.members
        )
        domain = above[-1].name if above else code.name
        rows.append(MatrixRow(key, name_of(book, key), domain, code.polarity, made))
    return Matrix(known, tuple(rows), said.unplaced)


@steady
def rerated(project: Store, viewer: str, before: Matrix) -> Matrix:
    """The same matrix with the ratings as they stand now; what was said is not read again."""
    seen, hidden = map(_by_cell, visible_ratings(project, viewer))
    me = coder_id(project, viewer)

    def now(cell: MatrixCell) -> MatrixCell:
        place = cell.case, cell.key
        return with_ratings(cell, me, seen.get(place, ()), hidden.get(place, ()))

    rows = tuple(replace(row, cells=tuple(map(now, row.cells))) for row in before.rows)
    return replace(before, rows=rows)


def find_cell(
    project: Store, viewer: str, case: str, code: str, by: Sequence[str] = ()
) -> MatrixCell:
    """One cell, its case and construct said as people say them."""
    known = cases(project, by)
    of, key = find_case(known, case), key_of(project, code)
    return cell_of(project, viewer, known, talk(project, viewer, known), of, key)


def cell_quotes(project: Store, cell: MatrixCell) -> tuple[Quote, ...]:
    """The quotations behind a cell, in reading order."""
    return quoted(project, [one.coding for one in cell.said])


def quotes_named(project: Store, cell: MatrixCell, named: Sequence[str]) -> tuple[str, ...]:
    """The lineages of quotations of a cell, each named by its place from 1 or by its lineage.

    ``all`` names every one, ``none`` none.
    """
    there = [one.shown.coding.lineage for one in cell_quotes(project, cell)]
    if "all" in named or "none" in named:
        return tuple(there) if "all" in named else ()
    for said in named:
        if said not in there and not (said.isdecimal() and 1 <= int(said) <= len(there)):
            raise NotFoundError(
                f"the cell has no quote {said}",
                f"It has {len(there)}; `qualbench matrix PROJECT CASE CODE` lists them.",
            )
    return tuple(one if one in there else there[int(one) - 1] for one in named)


def row_keys(
    book: Codebook, guide: Guide | None, said: Talk, rated: Iterable[Rating], every: bool
) -> tuple[str, ...]:
    """What has a row, in the codebook's order, each characteristic followed by its pairs."""
    asked = {key for one in guide.questions for key in one.constructs} if guide else set()
    used = {*said.keys, *(one.key for one in rated), *asked}
    pairs = sorted(key for key in used if PAIR_MARK in key)
    return tuple(
        key
        for code in book.codes
        for key in (code.id, *(pair for pair in pairs if pair.startswith(f"{code.id}{PAIR_MARK}")))
        if key in used or (every and not code.retired and code.kind != "domain")
    )


def _by_cell(found: Iterable[Rating]) -> Mapping[tuple[CaseKey, str], list[Rating]]:
    placed: dict[tuple[CaseKey, str], list[Rating]] = {}
    for one in found:
        placed.setdefault((one.case, one.key), []).append(one)
    return placed
