"""Where coders of one transcript agree and where they differ, coding by coding.

Every coding lies in exactly one place: in something agreed, or in one disagreement. What is
found depends on spans, keys and who coded, never on the order in which coders are given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from operator import attrgetter

from qualbench.model import Difference, Span


@dataclass(frozen=True, slots=True)
class Marked:
    """One coding: its id, the span it stands on, and its key (a code, or ``code@role``)."""

    id: str
    span: Span
    key: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one coder says there with one key: overlapping or touching codings are one."""

    coder: str
    ids: tuple[str, ...]
    span: Span
    key: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What all coders marked with the same key, edges within the tolerance: the longest span."""

    key: str
    span: Span
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Codings that belong together and differ; ``ids``, sorted, are what it is known by.

    ``missed``: some coder has nothing there. ``other construct``: different keys on overlapping
    words. ``edges``: the same key from or to other words. ``split``: one coder's one span is
    another's several. ``parts`` come in reading order; ``absent`` are coders without any.
    """

    kind: Difference
    parts: tuple[Part, ...]
    absent: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return _ids(self.parts)

    @property
    def extent(self) -> Span:
        return hull(part.span for part in self.parts)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in question, in reading order."""
        return tuple(dict.fromkeys(part.key for part in self.parts))


_Group = tuple[Part, ...]
"""What belongs together: at first what overlaps under one key."""


def disagreements(
    codings: Mapping[str, Sequence[Marked]], turns: Sequence[Span], tolerance: int = 0
) -> tuple[tuple[Agreed, ...], tuple[Disagreement, ...]]:
    """What the coders of one transcript agree on, and where they differ; in reading order.

    ``codings`` holds everybody who finished it, also whoever coded nothing. Edges and gaps of
    at most ``tolerance`` characters are no difference. What has one key and does not overlap
    is one disagreement where it begins in the same of the ``turns``, which come in order, and
    comes from all coders, from none of them on both sides; the nearest is joined first. What
    has different keys is one where it overlaps and no coder used both; the best overlap
    (characters shared by characters covered) is joined first.
    """
    coders = frozenset(codings)
    groups = _groups(part for coder, marked in codings.items() for part in parts_of(coder, marked))
    full = [group for group in groups if _coders(group) == coders]
    agreed = [_agreed(group) for group in full if _alike(group, tolerance)]
    apart = [group for group in full if not _alike(group, tolerance)]
    candidates = [group for group in groups if _coders(group) != coders]
    near = _joined(candidates, _near(candidates, turns))
    moved = [group for group in near if _coders(group) == coders]
    settled = {part for group in moved for part in group}
    lone = [group for group in candidates if group[0] not in settled]
    differing = [*apart, *moved, *_joined(lone, _overlapping(lone))]
    found = [_disagreement(group, coders) for group in differing]
    return (
        tuple(sorted(agreed, key=lambda one: (one.span, one.key))),
        tuple(sorted(found, key=lambda one: (one.extent, one.keys, one.ids))),
    )


def hull(spans: Iterable[Span]) -> Span:
    """From the first start to the last end."""
    every = list(spans)
    return Span(min(span.start for span in every), max(span.end for span in every))


def longest(spans: Iterable[Span]) -> Span:
    """The longest of some spans; of equal ones the earliest."""
    return max(spans, key=lambda span: (len(span), -span.start))


def parts_of(coder: str, marked: Iterable[Marked]) -> tuple[Part, ...]:
    """One coder's codings, those of one key that overlap or touch made one; by key and place."""
    found: list[Part] = []
    for one in sorted(marked, key=lambda m: (m.key, m.span)):
        last = found[-1] if found else None
        if last and last.key == one.key and one.span.start <= last.span.end:
            ids = tuple(sorted((*last.ids, one.id)))
            found[-1] = Part(coder, ids, hull((last.span, one.span)), one.key)
        else:
            found.append(Part(coder, (one.id,), one.span, one.key))
    return tuple(found)


def _groups(parts: Iterable[Part]) -> list[_Group]:
    """Per key, what overlaps across coders."""
    found: list[list[Part]] = []
    reach = 0
    for part in sorted(parts, key=lambda p: (p.key, p.span, p.coder)):
        if found and found[-1][0].key == part.key and part.span.start < reach:
            found[-1].append(part)
            reach = max(reach, part.span.end)
        else:
            found.append([part])
            reach = part.span.end
    return [tuple(group) for group in found]


def _alike(group: _Group, tolerance: int) -> bool:
    """Whether all coders' edges, and the gaps within what is one coder's, are within it."""
    by_coder: dict[str, list[Span]] = defaultdict(list)
    for part in group:
        by_coder[part.coder].append(part.span)
    hulls = [hull(spans) for spans in by_coder.values()]
    gaps = [b.start - a.end for spans in by_coder.values() for a, b in pairwise(spans)]
    starts, ends = [span.start for span in hulls], [span.end for span in hulls]
    widest = max(max(starts) - min(starts), max(ends) - min(ends), *gaps, 0)
    return widest <= tolerance


def _agreed(group: _Group) -> Agreed:
    by_coder: dict[str, list[Span]] = defaultdict(list)
    for part in group:
        by_coder[part.coder].append(part.span)
    return Agreed(group[0].key, longest(map(hull, by_coder.values())), _ids(group))


_Pairs = Iterable[tuple[int, int]]
"""Two places in a list of groups, the pair to be joined first first."""


def _near(groups: Sequence[_Group], turns: Sequence[Span]) -> _Pairs:
    """Groups of one key that begin in one turn, the nearest first."""
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        turn = bisect_right(turns, group[0].span.start, key=attrgetter("start")) - 1
        if turn >= 0 and group[0].span.start < turns[turn].end:
            places[group[0].key, turn].append(place)
    extents = [_extent(group) for group in groups]
    pairs = [pair for some in places.values() for pair in combinations(some, 2)]
    return sorted(pairs, key=lambda p: (extents[p[1]].start - extents[p[0]].end, p))


def _overlapping(groups: Sequence[_Group]) -> _Pairs:
    """Groups of different keys that overlap, the best overlap first; ties in reading order."""
    extents = [_extent(group) for group in groups]
    order = sorted(range(len(groups)), key=lambda place: (extents[place], groups[place][0].key))
    found: list[tuple[float, int, tuple[int, int]]] = []
    open_: list[int] = []
    for rank, place in enumerate(order):
        start = extents[place].start
        open_ = [other for other in open_ if extents[other].end > start]
        for other in open_:
            if groups[other][0].key != groups[place][0].key:
                found.append((-_overlap(extents[other], extents[place]), rank, (other, place)))
        open_.append(place)
    return [pair for _, _, pair in sorted(found, key=lambda f: f[:2])]


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (len(one) + len(other) - shared)


def _joined(groups: Sequence[_Group], pairs: _Pairs) -> list[_Group]:
    """The groups, those of ``pairs`` joined in that order where no coder is on both sides."""
    where = list(range(len(groups)))
    found = dict(enumerate(groups))
    for one, other in pairs:
        mine, theirs = where[one], where[other]
        if not _coders(found[mine]) & _coders(found[theirs]):
            found[mine] += found.pop(theirs)
            where = [mine if place == theirs else place for place in where]
    return list(found.values())


def _disagreement(group: _Group, coders: frozenset[str]) -> Disagreement:
    ordered = tuple(sorted(group, key=lambda p: (p.span, p.key, p.coder)))
    absent = tuple(sorted(coders - _coders(group)))
    return Disagreement(_kind(ordered, bool(absent)), ordered, absent)


def _kind(group: _Group, missing: bool) -> Difference:
    if len({part.key for part in group}) > 1:
        return "other construct"
    if missing:
        return "missed"
    return "edges" if len(group) == len(_coders(group)) else "split"


def _coders(group: _Group) -> frozenset[str]:
    return frozenset(part.coder for part in group)


def _extent(group: _Group) -> Span:
    return hull(part.span for part in group)


def _ids(group: _Group) -> tuple[str, ...]:
    return tuple(sorted(fact for part in group for fact in part.ids))
