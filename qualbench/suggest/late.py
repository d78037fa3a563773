"""The suggester that learns: loaded when it is first called for."""

from qualbench.suggest.fitting import Model, fit
from qualbench.suggest.known import Known, Line, Turns, lines_of, parents_of, with_pairs
from qualbench.suggest.reasons import Near, Why, why
from qualbench.suggest.rocchio import Prototypes, prototypes
from qualbench.suggest.scoring import Scores, score, shown

__all__ = [
    "Known",
    "Line",
    "Model",
    "Near",
    "Prototypes",
    "Scores",
    "Turns",
    "Why",
    "fit",
    "lines_of",
    "parents_of",
    "prototypes",
    "score",
    "shown",
    "why",
    "with_pairs",
]
