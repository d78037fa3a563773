"""The suggester that learns: loaded when it is first called for."""

from qualbench.suggest.fitting import Model, fit, too_little, unlearned
from qualbench.suggest.known import Known, Line, Turns, lines_of, parents_of, with_pairs
from qualbench.suggest.reasons import Near, Why, nearest, why
from qualbench.suggest.rocchio import Prototypes, prototypes
from qualbench.suggest.scoring import Scores, answers, score, score_known, shown

__all__ = [
    "Known",
    "Line",
    "Model",
    "Near",
    "Prototypes",
    "Scores",
    "Turns",
    "Why",
    "answers",
    "fit",
    "lines_of",
    "nearest",
    "parents_of",
    "prototypes",
    "score",
    "score_known",
    "shown",
    "too_little",
    "unlearned",
    "why",
    "with_pairs",
]
