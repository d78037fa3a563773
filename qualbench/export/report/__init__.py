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
from qualbench.export.report.counts import meetings as co_occurrence
from qualbench.export.report.counts import saturation as steps
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
    "co_occurrence",
    "render",
    "steps",
]
