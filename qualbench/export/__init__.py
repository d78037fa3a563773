"""Tables for R, SPSS, Stata and spreadsheets, each with a dictionary and its provenance."""

from qualbench.export.agreement import (
    AgreementRow,
    Level,
    Measure,
    agreement_sheets,
    agreement_table,
    coders_table,
    confusions_table,
)
from qualbench.export.codebook import codebook_table
from qualbench.export.decisions import decisions_table
from qualbench.export.matrix import matrix_table
from qualbench.export.paper import Paper, docx, markdown, paper
from qualbench.export.segments import segments_table
from qualbench.export.study import Study
from qualbench.export.tables import Cell, Column, Table
from qualbench.export.topics import NamedTopic, topics_table
from qualbench.export.write import FACTS, SHOWN, write, write_document, write_text

__all__ = [
    "FACTS",
    "SHOWN",
    "AgreementRow",
    "Cell",
    "Column",
    "Level",
    "Measure",
    "NamedTopic",
    "Paper",
    "Study",
    "Table",
    "agreement_sheets",
    "agreement_table",
    "codebook_table",
    "coders_table",
    "confusions_table",
    "decisions_table",
    "docx",
    "markdown",
    "matrix_table",
    "paper",
    "segments_table",
    "topics_table",
    "write",
    "write_document",
    "write_text",
]
