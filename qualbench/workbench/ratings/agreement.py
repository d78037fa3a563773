"""How far raters agree, on the initial ratings: what was agreed on afterwards does not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualbench import agreement, store
from qualbench.agreement import RatingAgreement
from qualbench.errors import RefusedError
from qualbench.model import CaseKey, Judgement
from qualbench.store import Store
from qualbench.workbench.ratings.cases import cases
from qualbench.workbench.ratings.seeing import visible_ratings
from qualbench.workbench.steady import steady

_Cell = tuple[CaseKey, str]


@dataclass(frozen=True, slots=True)
class RatersAgreement:
    """Agreement over all constructs and cases, and construct by construct.

    ``raters`` are names, ``cells`` how many were rated by two or more of them.
    """

    by: tuple[str, ...]
    raters: tuple[str, ...]
    cells: int
    overall: RatingAgreement
    constructs: tuple[tuple[str, RatingAgreement], ...]


@steady
def rating_agreement(project: Store, viewer: str, by: Sequence[str] = ()) -> RatersAgreement:
    """Compare the raters of what ``viewer`` may see; RefusedError where none was rated twice."""
    known = cases(project, by)
    given: dict[str, dict[_Cell, agreement.Rating]] = defaultdict(dict)
    for one in visible_ratings(project, viewer)[0]:
        if not one.consensus and one.case in known.members and one.judged.status != "draft":
            given[one.coder][one.case, one.key] = _rating(one.judged)
    count: dict[_Cell, int] = defaultdict(int)
    for cells in given.values():
        for cell in cells:
            count[cell] += 1
    twice = sorted(cell for cell, raters in count.items() if raters > 1)
    if not twice:
        raise RefusedError(
            "no construct was rated by two raters in the same case",
            "Two analysts rate independently: `qualbench rate`; you see others' once you did.",
        )
    names = {one.id: one.name for one in store.coders(project)}
    raters = sorted(given, key=names.__getitem__)
    keys = tuple(dict.fromkeys(key for _, key in twice))
    return RatersAgreement(
        known.by,
        tuple(names[rater] for rater in raters),
        len(twice),
        _compared(given, raters, twice),
        tuple((key, _compared(given, raters, [c for c in twice if c[1] == key])) for key in keys),
    )


def _compared(
    given: Mapping[str, Mapping[_Cell, agreement.Rating]],
    raters: Sequence[str],
    cells: Sequence[_Cell],
) -> RatingAgreement:
    return agreement.rating_agreement(
        [[given[rater].get(cell) for cell in cells] for rater in raters]
    )


def _rating(judged: Judgement) -> agreement.Rating:
    if judged.value is not None:
        return judged.value
    off: dict[str, agreement.OffScale] = {one: one for one in agreement.OFF_SCALE}
    return off[judged.status]
