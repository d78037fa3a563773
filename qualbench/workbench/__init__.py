"""Every verb, in the order of the work: load, call one room, store.

A verb takes an open project (``with opened(path) as project``) and plain values, and gives
frozen values back. Only this floor knows the rooms; the floors above know only this one.
"""

from qualbench.agreement import CodeAgreement, Unit
from qualbench.model import Case
from qualbench.progress import Cancelled
from qualbench.store import Store
from qualbench.workbench.agreement import Agreement, agree
from qualbench.workbench.codings import (
    ShownCoding,
    code,
    live_codings,
    redo,
    retract,
    submit,
    undo,
)
from qualbench.workbench.demo import BuiltDemo, Demo, build_demo, demo
from qualbench.workbench.exports import export
from qualbench.workbench.language import Prepared, prepare
from qualbench.workbench.layers import primary
from qualbench.workbench.loading import Loaded, load_codings
from qualbench.workbench.pages import Choice, Page, choices, name_of, page
from qualbench.workbench.projects import (
    Status,
    TranscriptStatus,
    check,
    codebook,
    init,
    opened,
    status,
)
from qualbench.workbench.suggestions import ShownSuggestion, accept, reject, suggestions
from qualbench.workbench.topics import ShownTopic, TopicsFound, topics
from qualbench.workbench.transcripts import Imported, import_files

__all__ = [
    "Agreement",
    "BuiltDemo",
    "Cancelled",
    "Case",
    "Choice",
    "CodeAgreement",
    "Demo",
    "Imported",
    "Loaded",
    "Page",
    "Prepared",
    "ShownCoding",
    "ShownSuggestion",
    "ShownTopic",
    "Status",
    "Store",
    "TopicsFound",
    "TranscriptStatus",
    "Unit",
    "accept",
    "agree",
    "build_demo",
    "check",
    "choices",
    "code",
    "codebook",
    "demo",
    "export",
    "import_files",
    "init",
    "live_codings",
    "load_codings",
    "name_of",
    "opened",
    "page",
    "prepare",
    "primary",
    "redo",
    "reject",
    "retract",
    "status",
    "submit",
    "suggestions",
    "topics",
    "undo",
]
