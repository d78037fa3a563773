"""How far raters agree, on the initial ratings: what was agreed on afterwards does not count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from qualbench import agreement, store
from qualbench.agreement import Coefficient, RatingAgreement, Undefined
from qualbench.errors import RefusedError
from qualbench.export import RatingAgreementRow
from qualbench.model import CaseKey, Judgement
from qualbench.store import Store
from qualbench.workbench.ratings.cases import Cases, cases
from qualbench.workbench.ratings.seeing import visible_ratings
from qualbench.workbench.steady import steady

_Cell = tuple[CaseKey, str]

_COEFFICIENTS = (
    *("exact", "within_one", "linear_kappa", "quadratic_kappa", "ordinal_alpha"),
    *("icc_single", "icc_mean"),
)


@dataclass(frozen=True, slots=True)
class RatersAgreement:
    """Agreement over all constructs and cases, and construct by construct.

    ``raters`` are the names of those who share a cell with another, ``cells`` how many cells were
    rated by two or more of them.
    """

    by: tuple[str, ...]
    raters: tuple[str, ...]
    cells: int
    overall: RatingAgreement
    constructs: tuple[tuple[str, RatingAgreement], ...]


@steady
def rating_agreement(
    project: Store, viewer: str, by: Sequence[str] = (), between: Sequence[str] = ()
) -> RatersAgreement:
    """Compare the raters named in ``between``, or all, on what ``viewer`` may see.

    Raises NotFoundError for a name that nobody has, RefusedError where no two of them rated the
    same.
    """
    known = cases(project, by)
    given = _given(project, viewer, known, {store.find_coder(project, one).id for one in between})
    count = Counter(cell for cells in given.values() for cell in cells)
    twice = sorted(cell for cell, raters in count.items() if raters > 1)
    if not twice:
        whom = f"two of {', '.join(dict.fromkeys(between))}" if between else "two raters"
        raise RefusedError(
            f"no construct was rated by {whom} in the same case",
            "Two analysts rate independently: `qualbench rate`; you see others' once you did.",
        )
    names = {one.id: one.name for one in store.coders(project)}
    shared = [rater for rater, cells in given.items() if not cells.keys().isdisjoint(twice)]
    raters = sorted(shared, key=names.__getitem__)
    keys = tuple(dict.fromkeys(key for _, key in twice))
    return RatersAgreement(
        known.by,
        tuple(names[rater] for rater in raters),
        len(twice),
        _compared(given, raters, twice),
        tuple((key, _compared(given, raters, [c for c in twice if c[1] == key])) for key in keys),
    )


def _given(
    project: Store, viewer: str, known: Cases, chosen: Set[str]
) -> Mapping[str, Mapping[_Cell, agreement.Rating]]:
    """By rater what each rated in these cases; of all raters where none are chosen."""
    given: dict[str, dict[_Cell, agreement.Rating]] = defaultdict(dict)
    for one in visible_ratings(project, viewer)[0]:
        initial = not one.consensus and one.judged.status != "draft"
        if initial and one.case in known.members and (not chosen or one.coder in chosen):
            given[one.coder][one.case, one.key] = _rating(one.judged)
    return given


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


def agreement_rows(found: RatersAgreement) -> tuple[RatingAgreementRow, ...]:
    """A row for all constructs together, of which the key is empty, and one for each of them."""
    return tuple(_row(key, of) for key, of in (("", found.overall), *found.constructs))


def _row(key: str, of: RatingAgreement) -> RatingAgreementRow:
    found: dict[str, Coefficient] = {name: getattr(of, name) for name in _COEFFICIENTS}
    counts = {name: getattr(of, name) for name in ("units", "pairs", "rater_pairs", "kappa_pairs")}
    return RatingAgreementRow(
        key,
        counts
        | {name: one for name, one in found.items() if not isinstance(one, Undefined)}
        | {"lost": sum(of.lost.values())},
        {name: one.reason for name, one in found.items() if isinstance(one, Undefined)},
    )


def raters_sentence(found: RatersAgreement) -> str:
    """How far raters agreed before they talked, as a paper tells it: on what, by which numbers.

    Sources: Cohen 1968, Psychol Bull 70:213-220; Krippendorff 2011; McGraw & Wong 1996, Psychol
    Methods 1:30-46.
    """
    of, lost = found.overall, sum(found.overall.lost.values())
    several = of.rater_pairs > 1
    who = (
        f"Two or more of the raters {', '.join(found.raters)}"
        if several
        else f"The raters {' and '.join(found.raters)} both"
    )
    mean = f", mean over {of.kappa_pairs} of {of.rater_pairs} pairs of raters," if several else ""
    return (
        f"{who} rated {found.cells:,} cells (construct x {' x '.join(found.by)}) independently. "
        f"Of {of.pairs:,} pairs of numbers "
        f"{_percent(of.exact)} were equal and {_percent(of.within_one)} at most one step apart; "
        f"kappa with quadratic weights (Cohen 1968){mean} was {_said(of.quadratic_kappa)}, "
        f"ordinal alpha (Krippendorff 2011) {_said(of.ordinal_alpha)}, and ICC(A,1) (McGraw & Wong "
        f"1996) {_said(of.icc_single)}, of cells that every rater gave a number "
        f"({of.complete:,}). Pairs of which one rater said mixed, missing or not applicable and "
        f"the other a number ({lost:,}) are counted apart."
    )


def _said(value: Coefficient) -> str:
    return f"undefined ({value.reason})" if isinstance(value, Undefined) else f"{value:.2f}"


def _percent(value: Coefficient) -> str:
    return _said(value) if isinstance(value, Undefined) else f"{value:.0%}"
