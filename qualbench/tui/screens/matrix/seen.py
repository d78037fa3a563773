"""What is asked for in a matrix, and what was found: asked of the workbench in a thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualbench import workbench
from qualbench.model import CaseKey, Codebook, Grouping, Judgement, Number
from qualbench.workbench import Distinguished, Distinguishing, Matrix, MatrixCell, MatrixRow, Store


@dataclass(frozen=True, slots=True)
class Want:
    """``by`` makes the cases, ``outcome`` orders them, ``grouping`` parts them by it.

    ``every`` asks for constructs without any talk, too, ``words`` for those that hold them.
    """

    by: tuple[str, ...] = ()
    every: bool = False
    outcome: str = ""
    grouping: Grouping | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """``people`` are the names of coders by id, ``numbers`` the outcome of each case.

    ``rows`` are the constructs that are shown, ``order`` the places of cases from left to right.
    """

    want: Want
    matrix: Matrix
    book: Codebook
    people: Mapping[str, str]
    numbers: Mapping[CaseKey, Number] = field(default_factory=dict)
    told: Distinguishing | None = None

    @property
    def rows(self) -> tuple[MatrixRow, ...]:
        words = self.want.words.casefold().split()
        return tuple(row for row in self.matrix.rows if all(word in _said(row) for word in words))

    @property
    def order(self) -> Sequence[int]:
        keys = self.matrix.keys
        if self.told:
            groups = [*self.told.groups, self.told.ungrouped]
            return [keys.index(case) for group in groups for case in sorted(group, key=self._rank)]
        return sorted(range(len(keys)), key=lambda place: self._rank(keys[place]))

    def _rank(self, case: CaseKey) -> tuple[bool, bool, float, str]:
        """Numbers from low to high, words, and last what is missing."""
        number = self.numbers.get(case)
        if isinstance(number, str) or number is None:
            return number is None, True, 0.0, number or ""
        return False, False, number, ""

    def distinguished(self, key: str) -> Distinguished | None:
        rows = self.told.rows if self.told else ()
        return next((row for row in rows if row.key == key), None)

    def name(self, coder: str) -> str:
        return self.people.get(coder, "somebody")

    def case(self, case: CaseKey) -> str:
        return workbench.case_name(case, self.matrix.cases.by)


def seen(project: Store, coder: str, want: Want) -> Seen:
    """What ``coder`` may see of it."""
    matrix = workbench.matrix(project, coder, want.by, every=want.every)
    people = dict(_people(project, matrix))
    book = workbench.codebook(project)
    return with_outcome(project, coder, Seen(want, matrix, book, people))


def with_outcome(project: Store, coder: str, found: Seen) -> Seen:
    """The same with the outcome, and what distinguishes, as they stand now."""
    want, matrix = found.want, found.matrix
    if not want.outcome:
        return replace(found, numbers={}, told=None)
    numbers = workbench.outcome(project, coder, want.outcome, matrix.cases)
    told = workbench.distinguished(project, coder, matrix, want.grouping) if want.grouping else None
    return replace(found, numbers=numbers, told=told)


def rerated(project: Store, coder: str, before: Seen) -> Seen:
    """The same with ratings as they stand now."""
    matrix = workbench.rerated(project, coder, before.matrix)
    people = dict(before.people) | dict(_people(project, matrix))
    return with_outcome(project, coder, replace(before, matrix=matrix, people=people))


def _people(project: Store, matrix: Matrix) -> Iterator[tuple[str, str]]:
    """Those who have rated or verified anything that is shown."""
    ids = {one for row in matrix.rows for cell in row.cells for one in _of_cell(cell)}
    for one in sorted(ids):
        yield one, workbench.coder_name(project, one)


def _of_cell(cell: MatrixCell) -> Iterator[str]:
    for rating in (*cell.ratings, *([cell.consensus] if cell.consensus else [])):
        yield rating.coder
        yield from rating.verified


def signs(cell: MatrixCell) -> Sequence[str]:
    """What raters say that can be seen, drafts aside, each once."""
    rated = (one.judged for one in cell.ratings if one.judged.status != "draft")
    return list(dict.fromkeys(judged.sign for judged in rated))


def judged_in(cell: MatrixCell, *, consensus: bool) -> Judgement | None:
    """What is changed by rating: the consensus, or one's own."""
    rating = cell.consensus if consensus else cell.own
    return rating.judged if rating else None


def _said(row: MatrixRow) -> str:
    return f"{row.name} {row.domain} {row.key}".casefold()
