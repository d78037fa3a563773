"""The study as one page that any browser opens, without a network."""

from qualbench.export.report.content import (
    Distinguishing,
    JointRow,
    Place,
    Report,
    ReportAgreement,
    ReportCell,
    ReportDistinctions,
    ReportJoint,
    ReportMatrix,
    ReportTopic,
    ReportTopics,
    ReportTranscript,
)
from qualbench.export.report.render import render

__all__ = [
    "Distinguishing",
    "JointRow",
    "Place",
    "Report",
    "ReportAgreement",
    "ReportCell",
    "ReportDistinctions",
    "ReportJoint",
    "ReportMatrix",
    "ReportTopic",
    "ReportTopics",
    "ReportTranscript",
    "render",
]
