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
from qualbench.export.calibration import Calibration, Factor, presence_factors, rated_factors
from qualbench.export.codebook import codebook_table
from qualbench.export.configurations import Configurations, configurations, configurations_script
from qualbench.export.counts import counts_table
from qualbench.export.decisions import decisions_table
from qualbench.export.distinguishing import DistinguishingRow, distinguishing_table
from qualbench.export.files import FACTS, SHOWN, write, write_bytes, write_document, write_text
from qualbench.export.files.csv import as_csv
from qualbench.export.files.frame import as_frame
from qualbench.export.join import JoinRow, join_table
from qualbench.export.outcomes import OutcomeColumn, cases_table, outcomes_table
from qualbench.export.paper import Paper, docx, markdown, paper
from qualbench.export.presence import (
    MEASURES,
    Known,
    Measured,
    measured,
    presence_table,
    presence_wide_table,
)
from qualbench.export.rating_agreement import RatingAgreementRow, rating_agreement_table
from qualbench.export.ratings import (
    rating_cell,
    ratings_matrix_table,
    ratings_table,
    ratings_wide_table,
)
from qualbench.export.segments import segments_table
from qualbench.export.study import Study
from qualbench.export.suggestions import suggestions_table
from qualbench.export.tables import Cell, Column, Missing, Table
from qualbench.export.topics import NamedTopic, topics_table
from qualbench.export.versions import VersionRow, versions_table

__all__ = [
    "FACTS",
    "MEASURES",
    "SHOWN",
    "AgreementRow",
    "Calibration",
    "Cell",
    "Column",
    "Configurations",
    "DistinguishingRow",
    "Factor",
    "JoinRow",
    "Known",
    "Level",
    "Measure",
    "Measured",
    "Missing",
    "NamedTopic",
    "OutcomeColumn",
    "Paper",
    "RatingAgreementRow",
    "Study",
    "Table",
    "VersionRow",
    "agreement_sheets",
    "agreement_table",
    "as_csv",
    "as_frame",
    "cases_table",
    "codebook_table",
    "coders_table",
    "configurations",
    "configurations_script",
    "confusions_table",
    "counts_table",
    "decisions_table",
    "distinguishing_table",
    "docx",
    "join_table",
    "markdown",
    "measured",
    "outcomes_table",
    "paper",
    "presence_factors",
    "presence_table",
    "presence_wide_table",
    "rated_factors",
    "rating_agreement_table",
    "rating_cell",
    "ratings_matrix_table",
    "ratings_table",
    "ratings_wide_table",
    "segments_table",
    "suggestions_table",
    "topics_table",
    "versions_table",
    "write",
    "write_bytes",
    "write_document",
    "write_text",
]
