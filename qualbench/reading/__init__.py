"""Files -> values: transcripts from text, Word and captions; cases, codings and the guide."""

from qualbench.reading.cases import read_cases
from qualbench.reading.codings import CodingRow, place, read_codings
from qualbench.reading.guide import read_guide
from qualbench.reading.transcript import SUFFIXES, labels, read_transcript

__all__ = [
    "SUFFIXES",
    "CodingRow",
    "labels",
    "place",
    "read_cases",
    "read_codings",
    "read_guide",
    "read_transcript",
]
