"""What each figure is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from qualbench.export.joint import JointDisplay


@dataclass(frozen=True, slots=True)
class RatingMap:
    """The ratings of a display: constructs down, cases across."""

    display: JointDisplay


@dataclass(frozen=True, slots=True)
class RatingsByOutcome:
    """The same under the outcome of that label, cases ordered from its lowest value up."""

    display: JointDisplay
    outcome: str


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """How many segments bear both codes; ``counts`` is square, its diagonal each code's own."""

    title: str
    codes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Saturation:
    """How many codes each interview brought up that none before it had, in the order given."""

    title: str
    interviews: tuple[str, ...]
    new: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TopicSizes:
    """How many units (in the plural) each topic holds, in the order given."""

    title: str
    topics: tuple[str, ...]
    sizes: tuple[int, ...]
    unit: str


Drawn = RatingMap | RatingsByOutcome | CoOccurrence | Saturation | TopicSizes
