"""The study as one page that any browser opens, without a network."""

from qualbench.export.report.content import (
    Distinguishing,
    JointQuote,
    Place,
    Report,
    ReportAgreement,
    ReportCell,
    ReportDistinctions,
    ReportJoint,
    ReportMatrix,
    ReportRaters,
    ReportTopic,
    ReportTopics,
    ReportTranscript,
)
from qualbench.export.report.counts import meetings as co_occurrence
from qualbench.export.report.counts import saturation as steps
from qualbench.export.report.render import render

__all__ = [
    "Distinguishing",
    "JointQuote",
    "Place",
    "Report",
    "ReportAgreement",
    "ReportCell",
    "ReportDistinctions",
    "ReportJoint",
    "ReportMatrix",
    "ReportRaters",
    "ReportTopic",
    "ReportTopics",
    "ReportTranscript",
    "co_occurrence",
    "render",
    "steps",
]
