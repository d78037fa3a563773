"""A trial's numbers: read from a file, joined to the study's cases, aggregated."""

from qualbench.trial.aggregate import Aggregated, aggregate
from qualbench.trial.join import Duplicate, JoinReport, Match, NearMiss, join, near
from qualbench.trial.missing import MissingCode, missing_codes
from qualbench.trial.numbers import Doubt, doubts
from qualbench.trial.read import SUFFIXES, read_trial

__all__ = [
    "SUFFIXES",
    "Aggregated",
    "Doubt",
    "Duplicate",
    "JoinReport",
    "Match",
    "MissingCode",
    "NearMiss",
    "aggregate",
    "doubts",
    "join",
    "missing_codes",
    "near",
    "read_trial",
]
