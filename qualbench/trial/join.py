"""The study's cases beside a trial's rows: what fits, and by name what does not."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualbench.errors import RefusedError
from qualbench.model import CaseKey, Number, TrialTable

_DIGITS = re.compile(r"^\D*(\d+)\D*$")


@dataclass(frozen=True, slots=True)
class Match:
    """A case with its row (from 1) and that row's measures."""

    case: CaseKey
    row: int
    cells: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key that several rows have (their numbers, from 1), and the cases that it leaves open."""

    key: CaseKey
    rows: tuple[int, ...]
    cases: tuple[CaseKey, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two keys that differ in case, spaces, invisible characters or leading zeros alone.

    Or the one is 1 and the other C1, and on neither side has another key these digits.
    """

    study: CaseKey
    file: CaseKey


@dataclass(frozen=True, slots=True)
class JoinReport:
    """Every case and every row, each in one place.

    The cases are those matched, those only in the study and those of the duplicates; the rows
    are those that were matched, those only in the file and those of the duplicates. Several
    cases share a row where ``on``, the attributes that the table's rows belong to, are fewer
    than those of a case. ``perhaps`` only tells what may be meant: nothing is joined by it.
    """

    on: tuple[str, ...]
    matched: tuple[Match, ...]
    only_in_study: tuple[CaseKey, ...]
    only_in_file: tuple[tuple[CaseKey, int], ...]
    duplicates: tuple[Duplicate, ...]
    perhaps: tuple[NearMiss, ...]


def join(cases: Iterable[CaseKey | Mapping[str, str]], table: TrialTable) -> JoinReport:
    """Find each case's row, by ids that are equal to the letter. All cases have the same
    attributes.

    Raises RefusedError for a table whose rows belong to more than a case does (participants,
    where cases are clinics): it is aggregated first, see ``aggregate``.
    """
    study = [tuple(sorted(dict(case).items())) for case in cases]
    for case in study:
        _check(dict(case), table)
    on = tuple(sorted(table.keys))
    by_key: dict[CaseKey, list[CaseKey]] = defaultdict(list)
    for case in study:
        by_key[tuple(pair for pair in case if pair[0] in on)].append(case)
    rows = _rows(table)
    single = {key: found[0] for key, found in rows.items() if len(found) == 1}
    return JoinReport(
        on=on,
        matched=tuple(
            Match(case, row, table.rows[row - 1][len(on) :])
            for key, those in by_key.items()
            if (row := single.get(key))
            for case in those
        ),
        only_in_study=tuple(c for key, those in by_key.items() if key not in rows for c in those),
        only_in_file=tuple((key, row) for key, row in single.items() if key not in by_key),
        duplicates=tuple(
            Duplicate(key, found, tuple(by_key.get(key, ())))
            for key, found in rows.items()
            if key not in single
        ),
        perhaps=_perhaps(by_key, rows),
    )


def _check(case: Mapping[str, str], table: TrialTable) -> None:
    if not (more := [name for name in table.keys if name not in case]):
        return
    shared = [name for name in table.keys if name in case]
    raise RefusedError(
        f"{table.name}: its rows belong to {', '.join(table.keys)}, cases to {', '.join(case)}",
        f"Aggregate it by {', '.join(shared)} first, or make cases by {', '.join(more)} too."
        if shared
        else f"Make cases by {', '.join(more)}, or add a column {' or '.join(case)} to the file.",
    )


def _rows(table: TrialTable) -> dict[CaseKey, tuple[int, ...]]:
    found: dict[CaseKey, list[int]] = defaultdict(list)
    for number, row in enumerate(table.rows, 1):
        ids = map(str, row[: len(table.keys)])
        found[tuple(sorted(zip(table.keys, ids, strict=True)))].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def _perhaps(study: Iterable[CaseKey], file: Iterable[CaseKey]) -> tuple[NearMiss, ...]:
    """Pairs of near keys of which one at least has no equal on the other side."""
    ours, theirs = dict.fromkeys(study), dict.fromkeys(file)
    alike, ours_by, theirs_by = _by(_folded, theirs), _by(_digits, ours), _by(_digits, theirs)

    def of_digits(key: CaseKey) -> Sequence[CaseKey]:
        """What alone has the digits of this key, which no other on its side has."""
        same, mine = theirs_by.get(_digits(key), ()), ours_by[_digits(key)]
        return [one for one in same if len(same) == len(mine) == 1 and _are_bare(key, one)]

    return tuple(
        NearMiss(key, other)
        for key in ours
        for other in alike.get(_folded(key)) or of_digits(key)
        if key != other and (key not in theirs or other not in ours)
    )


def _by(
    shape: Callable[[CaseKey], CaseKey], keys: Iterable[CaseKey]
) -> Mapping[CaseKey, Sequence[CaseKey]]:
    found: dict[CaseKey, list[CaseKey]] = defaultdict(list)
    for key in keys:
        found[shape(key)].append(key)
    return found


def near(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Ids that differ from one in case, spaces, invisible characters or leading zeros alone."""
    return tuple(sorted(o for o in others if o != name and _plain(o) == _plain(name)))


def _folded(key: CaseKey) -> CaseKey:
    return tuple((name, _plain(value)) for name, value in key)


def _digits(key: CaseKey) -> CaseKey:
    """A key with the digits alone of each id that has them in one place: 1 of C01."""
    return tuple((name, _DIGITS.sub(r"\1", value)) for name, value in _folded(key))


def _are_bare(key: CaseKey, other: CaseKey) -> bool:
    """Whether ids that differ differ in that one of them is digits alone."""
    pairs = zip(_folded(key), _folded(other), strict=True)
    return all(one == two or one.isdecimal() or two.isdecimal() for (_, one), (_, two) in pairs)


def _plain(value: str) -> str:
    """What is left of an id without case, spaces, invisible characters and leading zeros."""
    composed = unicodedata.normalize("NFKC", value).casefold()
    seen = (mark for mark in composed if unicodedata.category(mark) not in ("Cf", "Cc"))
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"\s", "", "".join(seen)))
