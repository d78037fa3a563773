"""Tables for R, SPSS, Stata and spreadsheets, each with a dictionary and its provenance."""

from qualbench.export.codebook import codebook_table
from qualbench.export.matrix import matrix_table
from qualbench.export.segments import segments_table
from qualbench.export.study import Study
from qualbench.export.tables import Column, Table
from qualbench.export.write import FACTS, write

__all__ = [
    "FACTS",
    "Column",
    "Study",
    "Table",
    "codebook_table",
    "matrix_table",
    "segments_table",
    "write",
]
