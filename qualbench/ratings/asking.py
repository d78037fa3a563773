"""Which of the interviewer's turns put which question of the guide: proposals to confirm.

People ask in their own words, out of order and more than the guide holds, so that wording
alone finds few; what an answer was coded with tells far more about what was asked. Measured
with all-MiniLM-L6-v2 and the codings of coder-1 on the twelve synthetic interviews of the sample
study, against a list that one reader made by hand (tests/ratings/asked.csv):

| from | precision | recall | questions put whose turn is offered |
|---|---|---|---|
| wording | .60 | .38 | .78 |
| wording and codings of answers | .71 | .76 | .89 |

Weight and thresholds were chosen looking at the same interviews: expect less of others. The
order of the guide, single sentences and answers' wording were tried and hardly helped.

Codings speak only for questions that were answered: that nothing is proposed for a question
does not mean that it was not put. Only somebody who reads can say so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualbench.model import Question
from qualbench.ratings.presence import covers

CLEAR = 0.5
"""From this cosine on a turn is proposed as putting a question, by wording alone."""

CLEAR_WITH_ANSWERS = 0.55
"""The same for the cosine and ``ANSWERED`` together."""

ANSWERED = 0.4
"""What it adds to the cosine that the answer is coded with what the question asks about."""

Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Put:
    """A turn, by its row, that may put a question; ``clear`` if its score clears the threshold."""

    turn: int
    score: float
    clear: bool


def answered(coded: Sequence[Collection[str]], questions: Sequence[Question]) -> Matrix:
    """1 where an answer is coded with what a question asks about, else 0: turns x questions.

    ``coded`` holds, for each turn of the interviewer, the coding keys up to the next one.
    """
    return [
        [
            float(any(covers(key, listed) for key in keys for listed in question.constructs))
            for question in questions
        ]
        for keys in coded
    ]


def proposals(
    alike: Matrix, answers: Matrix | None = None, clear: float | None = None, most: int = 3
) -> tuple[tuple[Put, ...], ...]:
    """For each question the turns that may put it, best first.

    ``alike`` are cosines of the interviewer's turns (rows) and of the questions put to this
    respondent (columns), ``answers`` what :func:`answered` gives, of the same shape. A turn
    clears ``clear`` for one question at most, the one that it fits best, and is then offered
    for no other; a question may be put by several. Where fewer than ``most`` turns clear, the
    next best are offered with them, not clear. Raises ValueError for unequal shapes.
    """
    scores = _scores(alike, answers)
    if clear is None:
        clear = CLEAR if answers is None else CLEAR_WITH_ANSWERS
    own = {
        turn: max(range(len(row)), key=row.__getitem__)
        for turn, row in enumerate(scores)
        if row and max(row) >= clear
    }
    return tuple(
        _offered([row[question] for row in scores], question, own, most)
        for question in range(len(scores[0]) if scores else 0)
    )


def _offered(
    column: Sequence[float], question: int, own: dict[int, int], most: int
) -> tuple[Put, ...]:
    free = (turn for turn in range(len(column)) if own.get(turn, question) == question)
    ranked = sorted((Put(turn, column[turn], turn in own) for turn in free), key=_best_first)
    clear = sum(put.clear for put in ranked)
    return tuple(ranked[: max(most, clear)])


def _best_first(put: Put) -> tuple[bool, float, int]:
    return not put.clear, -put.score, put.turn


def _scores(alike: Matrix, answers: Matrix | None) -> list[list[float]]:
    if answers is None:
        return [[float(cosine) for cosine in row] for row in alike]
    return [
        [float(cosine) + ANSWERED * float(said) for cosine, said in zip(*rows, strict=True)]
        for rows in zip(alike, answers, strict=True)
    ]
