"""How one's own codings differ from what was decided: for coders to learn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from qualbench import store
from qualbench.model import Outcome, Reconciliation, Span
from qualbench.store import Store
from qualbench.workbench.coders import named
from qualbench.workbench.pages import name_of
from qualbench.workbench.reconciling.disagreements import (
    ShownDisagreement,
    ShownPart,
    disagreements,
)
from qualbench.workbench.versions import codebook

Differs = Literal["missed", "not taken", "other code", "edges"]


@dataclass(frozen=True, slots=True)
class OwnDifference:
    """``missed``: taken, but not by oneself coded. ``not taken``: the other way round.

    ``mine`` is what one said, None where it is nothing; ``taken`` what stands, None where
    nothing does, and ``name`` what people call its code. ``quote`` has the words of what
    stands, or else one's own.
    """

    how: Differs
    transcript: str
    hash: str
    mine: ShownPart | None
    taken: Outcome | None
    name: str
    quote: str
    decision: Reconciliation


def differed(project: Store, coder: str, round_name: str) -> tuple[OwnDifference, ...]:
    """Where a coder of a revealed round had it otherwise than decided, in reading order.

    Edges that differ by no more than the round's tolerance are no difference.
    """
    me, book = store.find_coder(project, named(coder)), codebook(project)
    of = store.find_round(project, round_name)
    texts = store.texts(project)
    return tuple(
        OwnDifference(
            how,
            item.transcript,
            item.hash,
            mine,
            taken,
            name_of(book, taken.key) if taken else "",
            taken.span.of(texts[item.hash]) if taken else mine.quote if mine else "",
            item.decision,
        )
        for item in disagreements(project, coder, round_name)
        if item.decision and item.decision.choice != "meeting" and _codes(item, me.name)
        for how, mine, taken in _differences(item, item.decision, me.name, of.tolerance)
    )


def _codes(item: ShownDisagreement, coder: str) -> bool:
    return coder in item.absent or any(part.coder == coder for part in item.parts)


_Difference = tuple[Differs, ShownPart | None, Outcome | None]


def _differences(
    item: ShownDisagreement, decision: Reconciliation, coder: str, tolerance: int
) -> Iterator[_Difference]:
    """Key by key: other edges; then what only oneself has against what only the decision has."""
    mine = [part for part in item.parts if part.coder == coder]
    common = {part.key for part in mine} & {one.key for one in decision.outcome}
    for key in sorted(common):
        own = [part for part in mine if part.key == key]
        stands = [one for one in decision.outcome if one.key == key]
        if not _near([p.span for p in own], [one.span for one in stands], tolerance):
            yield "edges", own[0], stands[0]
    only_mine = [part for part in mine if part.key not in common]
    only_taken = [one for one in decision.outcome if one.key not in common]
    for part, one in zip_longest(only_mine, only_taken):
        yield ("other code" if part and one else "missed" if one else "not taken"), part, one


def _near(own: Sequence[Span], stands: Sequence[Span], tolerance: int) -> bool:
    return len(own) == len(stands) and all(
        max(abs(a.start - b.start), abs(a.end - b.end)) <= tolerance
        for a, b in zip(own, stands, strict=True)
    )
