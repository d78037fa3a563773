"""What can be learned from all that was coded: refitted whole, and swapped in whole.

Regressions on what turns mean, how they are worded and what was said around them, each asked
what it would have said of every transcript unseen; a logistic regression over those answers,
pooled over all pairs of turn and code; and a calibration of what would be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.progress import Progress, quiet
from qualbench.suggest.calibration import logistic, sigmoid
from qualbench.suggest.features import PRIOR, TOGETHER, counts_of, names, pairs
from qualbench.suggest.known import Known, spread
from qualbench.suggest.likeness import Likeness, compared
from qualbench.suggest.measures import average_precision
from qualbench.suggest.ranking import Calibrations, calibrations, one_thread, put_right, ranked
from qualbench.suggest.ridge import ridge
from qualbench.suggest.rocchio import has_any, held_out_prototypes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualbench.suggest.known import Array

    Rows = NDArray[np.intp]

MOST = 4_000
"""So many turns at most are learned from by regression, evenly spaced; the time it takes grows
with their cube. Prototypes and neighbours always know all."""

FEWEST, ENOUGH, ENOUGH_GROUPS = 10, 50, 4
"""Coded turns from which on anything is learned; turns and transcripts from which on it is
calibrated well enough to be called a probability."""

DRAWN_TO_PRIOR = 100.0
"""So strongly the pooled weights are drawn to what is known to work; a few hundred coded turns
overrule it."""

_STEPS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """A logistic regression of features, which ``centre`` and ``scale`` (f,) standardise."""

    centre: Array
    scale: Array
    weights: Array

    def of(self, features: Array) -> Array:
        """Probabilities (q, k) of pairs with ``features`` (q, k, f)."""
        standard = (features - self.centre) / self.scale
        return sigmoid(self.weights[0] + standard @ self.weights[1:])


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """All that scoring needs of a fit: ``dual`` (n, k) of each view, ``intercepts`` (k,)."""

    likeness: Likeness
    dual: dict[str, Array]
    intercepts: Array
    pooled: Pooled
    calibrations: Calibrations


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learned of ``keys``, or ``why_not``.

    ``held_out`` (n, k) are the probabilities that the turns ``rows`` of what was known would
    have got had their transcript not been known, and ``order`` (n, k) the keys of each by index,
    best first, as they would have been ranked. ``precision`` (k,) is the average precision
    of each code on them and ``prevalence`` (k,) its share of the turns, which is what guessing
    gives; both are NaN for a code that was coded in fewer than two transcripts. ``calibrated``
    says whether there was enough to call what is said a probability.
    """

    keys: tuple[str, ...]
    why_not: str
    learned: Learned | None
    rows: Rows
    held_out: Array
    order: Rows
    precision: Array
    prevalence: Array
    calibrated: bool

    @property
    def guessed(self) -> frozenset[str]:
        """Codes that it finds hardly better than chance would: suggest nothing there."""
        known = zip(self.keys, self.precision, self.prevalence, strict=True)
        return frozenset(k for k, found, base in known if found < min(2 * base, 0.5))


def fit(known: Known, progress: Progress = quiet) -> Model:
    """Learn from ``known``; equal evidence in equal order gives equal models.

    ``progress`` counts steps; whatever it raises ends the work. Where there is too little to
    learn from, the model says why and its scores rest on prototypes alone.
    """
    if why_not := too_little(known):
        return unlearned(known, why_not)
    rows = _learnable(known)
    with one_thread():
        return _fit(known, rows, _members([known.groups[i] for i in rows]), progress)


def unlearned(known: Known, why_not: str) -> Model:
    """What there is where nothing was learned, and why."""
    import numpy as np

    none = np.full(len(known.keys), np.nan)
    nothing = np.empty((0, len(known.keys)))
    no_rows = np.empty(0, np.intp)
    order = nothing.astype(np.intp)
    return Model(known.keys, why_not, None, no_rows, nothing, order, none, none, False)


def _fit(known: Known, rows: Rows, groups: list[Rows], progress: Progress) -> Model:
    coded = known.coded[rows]
    right, counts = coded > 0, counts_of(known)
    likeness, dual, intercepts, said = _regressions(known, rows, groups, progress)
    features = _held_out_features(known, rows, groups, said)
    pooled = _pooled(features, coded, spread(coded, known.parents), names(said))
    progress(_STEPS - 1, _STEPS)
    raw = pooled.of(features)
    order = ranked(raw, counts, len(rows))
    by = calibrations(raw, right, order)
    held_out = put_right(raw, order, by)
    enough = right.any(axis=1).sum() >= ENOUGH and len(groups) >= ENOUGH_GROUPS
    learned = Learned(likeness, dual, intercepts, pooled, by)
    skill = _skill(held_out, right, groups)
    progress(_STEPS, _STEPS)
    return Model(known.keys, "", learned, rows, held_out, order, *skill, bool(enough))


def _learnable(known: Known) -> Rows:
    """Turns that are coded or were gone through, at most MOST of them."""
    import numpy as np

    used = has_any(known.coded)
    rows = np.flatnonzero(np.ones_like(used) if known.finished is None else used | known.finished)
    if len(rows) > MOST:
        rows = rows[np.linspace(0, len(rows) - 1, MOST).astype(int)]
    return rows


def _members(groups: Sequence[str]) -> list[Rows]:
    """The rows of each group, in order of their first."""
    import numpy as np

    found: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        found.setdefault(group, []).append(row)
    return [np.array(rows) for rows in found.values()]


def too_little(known: Known) -> str:
    """Why nothing can be learned, quickly found; empty where something can."""
    rows = _learnable(known)
    coded = known.coded[rows] > 0
    if coded.shape[1] < 2:
        return "there are fewer than two codes to tell apart"
    if coded.any(axis=0).sum() < 2:
        return "fewer than two codes have codings"
    if coded.any(axis=1).sum() < FEWEST:
        return f"fewer than {FEWEST} turns are coded"
    if len({known.groups[row] for row in rows[coded.any(axis=1)].tolist()}) < 2:
        return "only one transcript is coded"
    return ""


def _regressions(
    known: Known, rows: Rows, groups: list[Rows], progress: Progress
) -> tuple[Likeness, dict[str, Array], Array, dict[str, Array]]:
    """For each view the dual coefficients and held-out predictions, (n, k), and intercepts.

    A turn that a key below was put on is neither an example of the key above nor none; a turn
    counts as much as the surest of its codings.
    """
    import numpy as np

    likeness, views = compared(known.turns.at(rows))
    progress(1, _STEPS)
    coded = known.coded[rows]
    below = spread(coded, known.parents) > 0
    targets = np.where(coded > 0, 1.0, np.where(below, 0.0, -1.0))
    counts = np.where(below.any(axis=1), coded.max(axis=1), 1.0)
    views[TOGETHER] = sum(views.values(), np.zeros(1)) / len(views)
    dual: dict[str, Array] = {}
    said: dict[str, Array] = {}
    intercepts: Array = np.zeros(len(known.keys))
    for step, view in enumerate(list(views), start=2):
        dual[view], intercepts, said[view] = ridge(views.pop(view), targets, counts, groups)
        progress(step, _STEPS)
    return likeness, dual, intercepts, said


def _held_out_features(
    known: Known, rows: Rows, groups: list[Rows], said: dict[str, Array]
) -> Array:
    """(n, k, f), each row's without its transcript; only the counts are of all."""
    import numpy as np

    made = held_out_prototypes(known, [rows[group] for group in groups])
    counts = counts_of(known)
    features = np.empty((len(rows), len(known.keys), len(names(said))))
    for group, prototypes in zip(groups, made, strict=True):
        here = {view: of_it[group] for view, of_it in said.items()}
        features[group] = pairs(here, known.turns.vectors[rows[group]], prototypes, counts)
    return features


def _pooled(features: Array, coded: Array, reach: Array, named: list[str]) -> Pooled:
    """Fitted to all pairs, but those of a turn and a key above the one it is coded with."""
    import numpy as np

    centre, scale = features.mean(axis=(0, 1)), features.std(axis=(0, 1))
    scale = np.where(scale > 1e-9, scale, 1.0)
    prior = np.array([0.0, *(PRIOR.get(name, 0.0) for name in named)])
    weighs = np.where(coded > 0, coded, np.where(reach > 0, 0.0, 1.0)).ravel()
    flat = ((features - centre) / scale).reshape(-1, len(named))
    answers = (coded > 0).ravel().astype(float)
    return Pooled(centre, scale, logistic(flat, answers, weighs, prior, DRAWN_TO_PRIOR))


def _skill(said: Array, right: NDArray[np.bool_], groups: Sequence[Rows]) -> tuple[Array, Array]:
    """Average precision and share of the turns of each code, (k,)."""
    import numpy as np

    told = np.stack([right[group].any(axis=0) for group in groups]).sum(axis=0) >= 2
    found = [average_precision(said[:, k], right[:, k]) for k in range(right.shape[1])]
    return np.where(told, found, np.nan), np.where(told, right.mean(axis=0), np.nan)
