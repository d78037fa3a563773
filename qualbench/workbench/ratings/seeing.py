"""Who sees whose ratings, and what one cell of the matrix holds.

Ratings are made independently too: of a cell others' ratings are seen once one has rated it, or
once the team has agreed on it. A lead who does not rate sees what two or more have rated. Notes
without a rating hold nobody's judgement: everybody may read, verify and use them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import compress

from qualbench import store
from qualbench.model import CONSENSUS, PAIR_MARK, CaseKey, Judgement, Presence, Rating
from qualbench.ratings import Heard, presence
from qualbench.store import Store
from qualbench.workbench.coders import coder_id
from qualbench.workbench.codings import resolving
from qualbench.workbench.ratings.asking import heard
from qualbench.workbench.ratings.cases import Cases
from qualbench.workbench.ratings.talk import Said, Talk
from qualbench.workbench.versions import codebook

_ENOUGH = 2
"""So many who rated a cell make a comparison."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A construct in a case: what was said, whether it was asked, and how it is rated.

    ``own`` is the viewer's rating, ``others`` those of others that the viewer may see, the
    consensus apart; ``hidden`` counts those that stay unseen.
    """

    case: CaseKey
    key: str
    said: Sequence[Said]
    asked: Sequence[Heard]
    consensus: Rating | None
    own: Rating | None
    others: tuple[Rating, ...]
    hidden: int

    @property
    def segments(self) -> int:
        return len({one.place for one in self.said})

    @property
    def respondents(self) -> int:
        return len({one.who for one in self.said})

    @property
    def presence(self) -> Presence:
        return presence(self.asked)

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Everybody's own that can be seen, with the viewer's first."""
        return (*((self.own,) if self.own else ()), *self.others)

    @property
    def settled(self) -> Judgement | None:
        """What counts: the consensus, or else what two or more raters say alike."""
        if self.consensus and self.consensus.judged.status != "draft":
            return self.consensus.judged
        said = [one.judged for one in self.ratings if one.judged.status != "draft"]
        alike = {(one.status, one.value, one.varies) for one in said}
        return said[0] if len(said) >= _ENOUGH and len(alike) == 1 and not self.hidden else None

    @property
    def shown(self) -> Judgement | None:
        """What the matrix shows: what counts, or else the viewer's own, or the only other one."""
        if settled := self.settled:
            return settled
        if self.own:
            return self.own.judged
        only = self.others if len(self.others) == 1 and not self.hidden else ()
        return next((one.judged for one in (*only, self.consensus) if one), None)


def rated(project: Store) -> tuple[Rating, ...]:
    """All ratings that stand, as the codebook in force reads their constructs.

    Where a rater rated several that were merged, the rating of what they became counts, or else
    the first: nobody has two voices on one thing.
    """
    read = resolving(codebook(project))
    found: dict[tuple[CaseKey, str, object], Rating] = {}
    for one in store.ratings(project):
        key = read(one.key)
        place = one.case, key, one.consensus or one.coder
        if place not in found or one.key == key:
            found[place] = _read(one, key)
    return tuple(found.values())


def _read(rating: Rating, key: str) -> Rating:
    code, _, role = key.partition(PAIR_MARK)
    return rating if key == rating.key else replace(rating, code=code, role=role)


def visible_ratings(project: Store, viewer: str) -> tuple[tuple[Rating, ...], tuple[Rating, ...]]:
    """The ratings that ``viewer`` may see, and those that stay hidden."""
    found = rated(project)
    me = coder_id(project, viewer)
    leads = any(one.id == me and one.lead for one in store.coders(project))
    raters: dict[tuple[CaseKey, str], set[str]] = defaultdict(set)
    for one in found:
        if one.judged.status != "draft":
            raters[one.case, one.key].add(CONSENSUS if one.consensus else one.coder)
    may = [_sees(one, me, leads, raters[one.case, one.key]) for one in found]
    return tuple(compress(found, may)), tuple(
        one for one, seen in zip(found, may, strict=True) if not seen
    )


def _sees(rating: Rating, me: str, leads: bool, raters: Set[str]) -> bool:
    """``raters`` are those of the cell, the consensus among them where there is one."""
    if rating.consensus or rating.coder == me or rating.judged.status == "draft":
        return True
    return CONSENSUS in raters or me in raters or (leads and len(raters) >= _ENOUGH)


def cell_of(
    project: Store, viewer: str, known: Cases, said: Talk, case: CaseKey, key: str
) -> MatrixCell:
    """One cell by itself; for all of them :func:`qualbench.workbench.ratings.matrix.matrix`."""
    seen, hidden = visible_ratings(project, viewer)
    asked = heard(project, known, said, case, [key])[key]
    return make_cell(coder_id(project, viewer), said, case, key, asked, seen, hidden)


def make_cell(
    me: str,
    said: Talk,
    case: CaseKey,
    key: str,
    asked: Sequence[Heard],
    seen: Iterable[Rating],
    hidden: Iterable[Rating],
) -> MatrixCell:
    """A cell from what is at hand; ``seen`` and ``hidden`` may hold other cells' ratings too."""
    unrated = MatrixCell(case, key, said.said(case, key), asked, None, None, (), 0)
    return with_ratings(unrated, me, seen, hidden)


def with_ratings(
    cell: MatrixCell, me: str, seen: Iterable[Rating], hidden: Iterable[Rating]
) -> MatrixCell:
    """The same cell with these ratings alone."""
    here = [one for one in seen if (one.case, one.key) == (cell.case, cell.key)]
    own = [one for one in here if not one.consensus]
    return replace(
        cell,
        consensus=next((one for one in here if one.consensus), None),
        own=next((one for one in own if one.coder == me), None),
        others=tuple(one for one in own if one.coder != me),
        hidden=sum((one.case, one.key) == (cell.case, cell.key) for one in hidden),
    )
