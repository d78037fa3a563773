"""Tables for R, SPSS, Stata and spreadsheets, each with a dictionary and its provenance."""

from qualbench.export.codebook import codebook_table
from qualbench.export.decisions import decisions_table
from qualbench.export.matrix import matrix_table
from qualbench.export.segments import segments_table
from qualbench.export.study import Study, case_of
from qualbench.export.tables import Cell, Column, Table
from qualbench.export.write import FACTS, write, write_text

__all__ = [
    "FACTS",
    "Cell",
    "Column",
    "Study",
    "Table",
    "case_of",
    "codebook_table",
    "decisions_table",
    "matrix_table",
    "segments_table",
    "write",
    "write_text",
]
