"""Judgements -> signs, concerns, what is known of a construct, what distinguishes groups."""

from qualbench.ratings.asking import Put, answered, proposals
from qualbench.ratings.distinguish import (
    RULE,
    Direction,
    Grouped,
    Rule,
    Suggested,
    distinguishes,
    few,
    grouped,
)
from qualbench.ratings.presence import (
    MEANING,
    Heard,
    asks_about,
    presence,
)
from qualbench.ratings.rules import REVERSE, Evidence, backing, concerns, respondents
from qualbench.ratings.scale import (
    ACCEPTED,
    Influence,
    check_judgement,
    number,
    read_rating,
    strength,
    valence,
)

__all__ = [
    "ACCEPTED",
    "MEANING",
    "REVERSE",
    "RULE",
    "Direction",
    "Evidence",
    "Grouped",
    "Heard",
    "Influence",
    "Put",
    "Rule",
    "Suggested",
    "answered",
    "asks_about",
    "backing",
    "check_judgement",
    "concerns",
    "distinguishes",
    "few",
    "grouped",
    "number",
    "presence",
    "proposals",
    "read_rating",
    "respondents",
    "strength",
    "valence",
]
