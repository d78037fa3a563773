"""How sure one is of each code for a turn, by what was learned and what is known by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualbench.suggest.features import TOGETHER, counts_of, pairs
from qualbench.suggest.fitting import Learned, Model
from qualbench.suggest.known import Known, Turns
from qualbench.suggest.likeness import likenesses
from qualbench.suggest.ranking import one_thread, put_right, ranked
from qualbench.suggest.rocchio import Prototypes, prototypes, shares

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualbench.suggest.known import Array

_DIGITS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """For q turns and k keys: ``said`` (q, k) from 0 to 1, a probability where ``calibrated``;
    ``order`` (q, k) the keys of each turn by index, best first; ``offered`` (k,) is False for
    a key that nothing speaks for, and for one that the model only guesses.
    """

    keys: tuple[str, ...]
    said: Array
    order: NDArray[np.intp]
    offered: NDArray[np.bool_]
    calibrated: bool


def score(model: Model, known: Known, turns: Turns, now: Prototypes | None = None) -> Scores:
    """Score ``turns`` by ``model`` and by all that is ``known`` by now, which may be more.

    A key that the model has not met goes by its prototype. ``now`` are the prototypes of what
    is known, where the caller keeps them.
    """
    import numpy as np

    made = now or prototypes(known)
    counts = counts_of(known)
    with one_thread():
        if model.learned is None:
            said = shares(turns.vectors @ made.all.T, made.evidence).round(_DIGITS)
            order: NDArray[np.intp] = np.argsort(-said, axis=1, kind="stable")
        else:
            raw = _raw(model.learned, model.keys, known, turns, made)
            raw = np.where(made.evidence, raw, 0.0)
            order = ranked(raw, counts, len(model.rows))
            said = put_right(raw, order, model.learned.calibrations)
            said = np.where(made.evidence, said, 0.0).round(_DIGITS)
    hopeless = model.guessed
    guessed = np.array([key in hopeless for key in known.keys], bool)
    return Scores(known.keys, said, order, made.evidence & ~guessed, model.calibrated)


def shown(scores: Scores, row: int, most: int = 3, least: float = 0.0) -> tuple[str, ...]:
    """The keys to suggest for one turn, best first, at most ``most``.

    Where scores are probabilities, those below ``least`` are left out: show few and sure ones.
    """
    sure = scores.said[row]
    floor = least if scores.calibrated else 0.0
    return tuple(
        scores.keys[i] for i in scores.order[row] if scores.offered[i] and sure[i] >= floor
    )[:most]


def _raw(
    learned: Learned, keys: tuple[str, ...], known: Known, turns: Turns, made: Prototypes
) -> Array:
    """Probabilities (q, k) before they are calibrated."""
    import numpy as np

    old = {key: i for i, key in enumerate(keys)}
    columns = [old.get(key, -1) for key in known.keys]
    met = np.array(columns) >= 0
    said = {}
    views = _views(learned, turns)
    for place, view in enumerate(learned.dual):
        scores = (views[view] @ learned.dual[view] + learned.intercepts)[:, columns]
        said[view] = np.where(met, scores, learned.pooled.centre[place])
    return learned.pooled.of(pairs(said, turns.vectors, made, counts_of(known)))


def _views(learned: Learned, turns: Turns) -> dict[str, Array]:
    """Of turns without surroundings, those of the known ones are taken to be unlike."""
    import numpy as np

    found = likenesses(learned.likeness, turns)
    like = np.zeros((len(turns.texts), len(learned.likeness.turns.texts)))
    found = {view: found.get(view, like) for view in learned.dual if view != TOGETHER}
    return {**found, TOGETHER: sum(found.values(), like) / len(found)}
