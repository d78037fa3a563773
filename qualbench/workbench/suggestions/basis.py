"""What suggestions rest on at one moment: evidence, what was learned of it, and the scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from qualbench import language, store
from qualbench.model import CONSENSUS, Mode, Span
from qualbench.store import Store
from qualbench.suggest import (
    Known,
    Model,
    Scores,
    answers,
    fit,
    prototypes,
    score_known,
    too_little,
    unlearned,
)
from qualbench.workbench.language import Progress, quiet
from qualbench.workbench.settings import setting
from qualbench.workbench.steady import steady
from qualbench.workbench.suggestions.evidence import Evidence, evidence
from qualbench.workbench.suggestions.modes import require_on
from qualbench.workbench.suggestions.talk import Talk
from qualbench.workbench.topics.keeping import Waiting, waiting

if TYPE_CHECKING:
    from qualbench.suggest.known import Array

STAGE = "learning"


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A model, with the talk and a digest of the decisions that it was learned from."""

    talk: Talk
    of: str
    model: Model


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What is suggested to one viewer in one transcript rests on this.

    ``rows`` are the transcript's turns among those known. ``answered`` is what the model says of
    them by itself, ``scores`` what is said in all; ``places`` finds the row of both by a turn's
    words. ``decided`` are the keys that the viewer has coded or rejected there, with what is above
    them, ``waiting`` those that topics were made into, by row. ``of`` is a digest of all that can
    be learned from. What is shown is at least ``precision`` sure, where that is known. ``people``
    are coders by id.
    """

    viewer: str
    transcript: str
    mode: Mode
    evidence: Evidence
    known: Known
    of: str
    lesson: Lesson
    rows: range
    answered: dict[str, Array]
    scores: Scores
    places: Mapping[Span, int]
    decided: tuple[frozenset[str], ...]
    waiting: Mapping[int, tuple[Waiting, ...]]
    precision: float
    vectors: str
    people: Mapping[str, str]

    @property
    def learned(self) -> bool:
        """Whether anything was learned, be it that there is too little to learn from."""
        return bool(self.lesson.of)

    @property
    def up_to_date(self) -> bool:
        """Whether all that can be learned from has been."""
        return self.lesson.of == self.of and self.lesson.talk is self.evidence.talk

    def coded(self, words: Span) -> bool:
        """Whether the viewer has coded something in a turn."""
        return bool(self.evidence.codings[self.rows[self.places[words]]])

    @property
    def model(self) -> Model:
        return self.lesson.model

    @property
    def made_by(self) -> str:
        """The stamp of what makes suggestions here."""
        if self.model.why_not:
            return f"{self.vectors}; nearest prototype"
        return f"{self.vectors}; learned from {len(self.model.rows)} turns {self.lesson.of[:12]}"


@steady
def basis(
    project: Store,
    coder: str,
    transcript: str,
    before: Basis | None = None,
    progress: Progress = quiet,
) -> Basis:
    """What suggestions rest on as things stand; RefusedError where there are to be none.

    Prototypes and neighbours are those of this moment; the rest is as good as what was learned
    ``before``. Nothing is learned here: see ``learn``.
    """
    text = store.find_hash(project, transcript)
    before = before if before and before.viewer == coder else None
    on = require_on(project, coder, text)
    found = evidence(project, coder, text, progress, before.evidence.talk if before else None)
    known, rows = found.known(), found.talk.rows(text)
    of = _digest(known)
    lesson = _kept(before, text, found.talk, of) or _none_yet(found.talk, of, known)
    answered = _answered(before, text, lesson) or answers(lesson.model, known.turns.at(rows))
    return Basis(
        viewer=coder,
        transcript=text,
        mode=on,
        evidence=found,
        known=known,
        of=of,
        lesson=lesson,
        rows=rows,
        answered=answered,
        scores=score_known(lesson.model, known, rows, prototypes(known), answered),
        places={found.places[row].words: at for at, row in enumerate(rows)},
        decided=tuple(_decided(known, row) for row in rows),
        waiting=_waiting(project, text, [found.places[row].words for row in rows]),
        precision=float(setting(project, "precision")),
        vectors=language.vector_model(),
        people={one.id: one.name for one in store.coders(project)} | {CONSENSUS: CONSENSUS},
    )


def learned(
    project: Store,
    coder: str,
    transcript: str,
    before: Basis | None = None,
    progress: Progress = quiet,
) -> Basis:
    """The basis once all is learned that can be; what was ``before`` is not learned again."""
    of = basis(project, coder, transcript, before, progress=progress)
    return of if of.up_to_date else taught(of, learn(of, progress))


def learn(of: Basis, progress: Progress = quiet) -> Lesson:
    """All that can be learned of a basis: seconds of work. ``progress`` may cancel it."""
    return Lesson(of.evidence.talk, of.of, fit(of.known, partial(progress, STAGE)))


def taught(of: Basis, lesson: Lesson) -> Basis:
    """The same basis by another lesson of the same talk, which may be the older one."""
    told = answers(lesson.model, of.known.turns.at(of.rows))
    scores = score_known(lesson.model, of.known, of.rows, prototypes(of.known), told)
    return replace(of, lesson=lesson, answered=told, scores=scores)


def _none_yet(talk: Talk, of: str, known: Known) -> Lesson:
    """Before anything was learned; where nothing can be, that is all there is to learn."""
    if why_not := too_little(known):
        return Lesson(talk, of, unlearned(known, why_not))
    return Lesson(talk, "", unlearned(known, "nothing was learned yet"))


def _kept(before: Basis | None, text: str, talk: Talk, of: str) -> Lesson | None:
    """What was learned before, if it may be used here.

    What was learned for another transcript may rest on others' codings of this one.
    """
    if before is None or before.lesson.talk is not talk:
        return None
    return before.lesson if before.transcript == text or before.lesson.of == of else None


def _answered(before: Basis | None, text: str, lesson: Lesson) -> dict[str, Array] | None:
    """What this lesson said of this transcript before."""
    same = before is not None and before.lesson is lesson and before.transcript == text
    return before.answered if before and same else None


def _waiting(project: Store, text: str, turns: Sequence[Span]) -> Mapping[int, tuple[Waiting, ...]]:
    found = waiting(project, text)
    over = ((at, [w for w in found if w.span.overlaps(turn)]) for at, turn in enumerate(turns))
    return {at: tuple(here) for at, here in over if here}


def _digest(known: Known) -> str:
    parts = (known.coded.tobytes(), known.rejected.tobytes(), repr((known.keys, known.lines)))
    finished = b"" if known.finished is None else known.finished.tobytes()
    return sha256(b"".join((*parts[:2], finished, parts[2].encode()))).hexdigest()


def _decided(known: Known, row: int) -> frozenset[str]:
    """What was coded or rejected in a turn; who coded a child has no need of its parents."""
    own = {*known.coded[row].nonzero()[0].tolist()}
    for column in list(own):
        while (column := known.parents[column]) >= 0 and column not in own:
            own.add(column)
    own |= {*known.rejected[row].nonzero()[0].tolist()}
    return frozenset(known.keys[column] for column in own)
