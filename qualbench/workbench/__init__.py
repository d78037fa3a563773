"""Every verb, in the order of the work: load, call one room, store.

A verb takes an open project (``with opened(path) as project``) and plain values, and gives
frozen values back. Only this floor knows the rooms; the floors above know only this one.
"""

from qualbench.agreement import CodeAgreement
from qualbench.model import Case
from qualbench.workbench.agreement import Agreement, agree
from qualbench.workbench.codings import (
    Loaded,
    ShownCoding,
    code,
    live_codings,
    load_codings,
    redo,
    retract,
    submit,
    undo,
)
from qualbench.workbench.demo import Demo, demo
from qualbench.workbench.exports import export
from qualbench.workbench.layers import primary
from qualbench.workbench.projects import (
    Status,
    TranscriptStatus,
    check,
    codebook,
    init,
    opened,
    status,
)
from qualbench.workbench.transcripts import Imported, import_files

__all__ = [
    "Agreement",
    "Case",
    "CodeAgreement",
    "Demo",
    "Imported",
    "Loaded",
    "ShownCoding",
    "Status",
    "TranscriptStatus",
    "agree",
    "check",
    "code",
    "codebook",
    "demo",
    "export",
    "import_files",
    "init",
    "live_codings",
    "load_codings",
    "opened",
    "primary",
    "redo",
    "retract",
    "status",
    "submit",
    "undo",
]
