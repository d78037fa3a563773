"""Every verb, in the order of the work: load, call one room, store.

A verb takes an open project (``with opened(path) as project``) and plain values, and gives
frozen values back. Only this floor knows the rooms; the floors above know only this one.
"""

from qualbench.agreement import CodeAgreement, Unit
from qualbench.model import Case, MemoTarget
from qualbench.progress import Cancelled
from qualbench.store import Store
from qualbench.workbench.agreement import Agreement, agree
from qualbench.workbench.backups import back_up, backup_folder, backups
from qualbench.workbench.codebook import (
    Wording,
    add_code,
    adopt_code,
    canon,
    code_counts,
    leads,
    merge_codes,
    move_code,
    rename_code,
    restore_code,
    retire_code,
    reword_code,
    split_code,
)
from qualbench.workbench.codings import (
    ShownCoding,
    code,
    code_all,
    live_codings,
    resolved,
    submit,
    visible,
)
from qualbench.workbench.demo import SAMPLE, BuiltDemo, Demo, build_demo, demo
from qualbench.workbench.desk import desk, leave
from qualbench.workbench.exports import export
from qualbench.workbench.filters import Filters
from qualbench.workbench.finding import Hit, find, hits, matches, texts
from qualbench.workbench.language import Prepared, prepare
from qualbench.workbench.layers import primary
from qualbench.workbench.loading import Loaded, load_codings
from qualbench.workbench.memos import ShownMemo, drop_memo, edit_memo, memos, write_memo
from qualbench.workbench.pages import Choice, Page, choices, leaf, name_of, page, turned
from qualbench.workbench.projects import (
    Status,
    TranscriptStatus,
    check,
    codebook,
    init,
    opened,
    status,
)
from qualbench.workbench.proposals import code_new, proposals, propose_code
from qualbench.workbench.quote_files import cited, export_quotes
from qualbench.workbench.quotes import (
    ORDERS,
    Order,
    Quote,
    attributes,
    group_of,
    in_order,
    keys_of,
    known_of,
    narrowed,
    quotes,
)
from qualbench.workbench.revising import retract, revise, star
from qualbench.workbench.second_look import confirm, outdated, second_look
from qualbench.workbench.suggestions import ShownSuggestion, accept, reject, suggestions
from qualbench.workbench.topics import ShownTopic, TopicsFound, topics
from qualbench.workbench.transcripts import Imported, import_files
from qualbench.workbench.undoing import redo, undo
from qualbench.workbench.versions import CodebookVersion, codebook_versions

__all__ = [
    "ORDERS",
    "SAMPLE",
    "Agreement",
    "BuiltDemo",
    "Cancelled",
    "Case",
    "Choice",
    "CodeAgreement",
    "CodebookVersion",
    "Demo",
    "Filters",
    "Hit",
    "Imported",
    "Loaded",
    "MemoTarget",
    "Order",
    "Page",
    "Prepared",
    "Quote",
    "ShownCoding",
    "ShownMemo",
    "ShownSuggestion",
    "ShownTopic",
    "Status",
    "Store",
    "TopicsFound",
    "TranscriptStatus",
    "Unit",
    "Wording",
    "accept",
    "add_code",
    "adopt_code",
    "agree",
    "attributes",
    "back_up",
    "backup_folder",
    "backups",
    "build_demo",
    "canon",
    "check",
    "choices",
    "cited",
    "code",
    "code_all",
    "code_counts",
    "code_new",
    "codebook",
    "codebook_versions",
    "confirm",
    "demo",
    "desk",
    "drop_memo",
    "edit_memo",
    "export",
    "export_quotes",
    "find",
    "group_of",
    "hits",
    "import_files",
    "in_order",
    "init",
    "keys_of",
    "known_of",
    "leads",
    "leaf",
    "leave",
    "live_codings",
    "load_codings",
    "matches",
    "memos",
    "merge_codes",
    "move_code",
    "name_of",
    "narrowed",
    "opened",
    "outdated",
    "page",
    "prepare",
    "primary",
    "proposals",
    "propose_code",
    "quotes",
    "redo",
    "reject",
    "rename_code",
    "resolved",
    "restore_code",
    "retire_code",
    "retract",
    "revise",
    "reword_code",
    "second_look",
    "split_code",
    "star",
    "status",
    "submit",
    "suggestions",
    "texts",
    "topics",
    "turned",
    "undo",
    "visible",
    "write_memo",
]
