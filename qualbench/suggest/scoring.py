"""How sure one is of each code for a turn, by what was learned and what is known by now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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

    Answers = dict[str, Array]
    """Of each view scores (q, k) of q turns and the k keys of a model."""

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


def answers(model: Model, turns: Turns) -> Answers:
    """What the regressions say of turns: most of the work of scoring, done once for a model."""
    if model.learned is None:
        return {}
    dual, intercepts = model.learned.dual, model.learned.intercepts
    with one_thread():
        views = _views(model.learned, turns)
        return {view: views[view] @ dual[view] + intercepts for view in dual}


def score(
    model: Model,
    known: Known,
    turns: Turns,
    now: Prototypes | None = None,
    answered: Answers | None = None,
) -> Scores:
    """Score ``turns`` by ``model`` and by all that is ``known`` by now, which may be more.

    A key that the model has not met goes by its prototype. ``now`` are the prototypes of what
    is known and ``answered`` the model's answers for these turns, where the caller keeps them.
    """
    import numpy as np

    made = now or prototypes(known)
    counts = counts_of(known)
    with one_thread():
        if model.learned is None:
            said = shares(turns.vectors @ made.all.T, made.evidence).round(_DIGITS)
            order: NDArray[np.intp] = np.argsort(-said, axis=1, kind="stable")
        else:
            told = answers(model, turns) if answered is None else answered
            raw = _raw(model.learned, model.keys, known, told, turns, made)
            raw = np.where(made.evidence, raw, 0.0)
            order = ranked(raw, counts, len(model.rows))
            said = put_right(raw, order, model.learned.calibrations)
            said = np.where(made.evidence, said, 0.0).round(_DIGITS)
    hopeless = model.guessed
    guessed = np.array([key in hopeless for key in known.keys], bool)
    return Scores(known.keys, said, order, made.evidence & ~guessed, model.calibrated)


def score_known(
    model: Model,
    known: Known,
    rows: Sequence[int],
    now: Prototypes | None = None,
    answered: Answers | None = None,
) -> Scores:
    """Score turns of ``known`` itself, by index, in the order in which the model knew them.

    Of a turn that was learned from, it is said what would have been said had its transcript not
    been known: else what was not coded there would seem the less likely for it.
    """
    import numpy as np

    scores = score(model, known, known.turns.at(rows), now, answered)
    learned = {row: at for at, row in enumerate(model.rows.tolist())}
    here = [at for at, row in enumerate(rows) if row in learned]
    there = [learned[rows[at]] for at in here]
    column = {key: place for place, key in enumerate(known.keys)}
    met = np.array([column.get(key, -1) for key in model.keys], np.intp)
    new = np.setdiff1d(np.arange(len(known.keys)), met)
    scores.said[here] = 0.0
    at_rows = np.array(here, np.intp)
    scores.said[np.ix_(at_rows, met[met >= 0])] = model.held_out[there][:, met >= 0].round(_DIGITS)
    for at, row in zip(here, there, strict=True):
        ranks = met[model.order[row]]
        scores.order[at] = np.concatenate([ranks[ranks >= 0], new])
    return scores


def shown(
    scores: Scores, row: int, most: int = 3, least: float = 0.0, but: Collection[str] = ()
) -> tuple[str, ...]:
    """The keys to suggest for one turn, best first, at most ``most``, none of ``but``.

    Where scores are probabilities, those below ``least`` are left out: show few and sure ones.
    """
    sure = scores.said[row]
    floor = least if scores.calibrated else 0.0
    return tuple(
        scores.keys[i]
        for i in scores.order[row]
        if scores.offered[i] and sure[i] >= floor and scores.keys[i] not in but
    )[:most]


def _raw(
    learned: Learned,
    keys: tuple[str, ...],
    known: Known,
    answered: Answers,
    turns: Turns,
    made: Prototypes,
) -> Array:
    """Probabilities (q, k) before they are calibrated."""
    import numpy as np

    old = {key: i for i, key in enumerate(keys)}
    columns = [old.get(key, -1) for key in known.keys]
    met = np.array(columns) >= 0
    said = {}
    for place, view in enumerate(learned.dual):
        said[view] = np.where(met, answered[view][:, columns], learned.pooled.centre[place])
    return learned.pooled.of(pairs(said, turns.vectors, made, counts_of(known)))


def _views(learned: Learned, turns: Turns) -> dict[str, Array]:
    """Of turns without surroundings, those of the known ones are taken to be unlike."""
    import numpy as np

    found = likenesses(learned.likeness, turns)
    like = np.zeros((len(turns.texts), len(learned.likeness.turns.texts)))
    found = {view: found.get(view, like) for view in learned.dual if view != TOGETHER}
    return {**found, TOGETHER: sum(found.values(), like) / len(found)}
