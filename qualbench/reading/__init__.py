"""Files -> values: transcripts from text, Word and captions; cases, codings, ratings, the guide."""

from qualbench.reading.cases import read_cases
from qualbench.reading.codings import CodingRow, place, read_codings
from qualbench.reading.guide import read_guide
from qualbench.reading.ratings import RatingRow, read_ratings
from qualbench.reading.transcript import SUFFIXES, labels, read_transcript

__all__ = [
    "SUFFIXES",
    "CodingRow",
    "RatingRow",
    "labels",
    "place",
    "read_cases",
    "read_codings",
    "read_guide",
    "read_ratings",
    "read_transcript",
]
