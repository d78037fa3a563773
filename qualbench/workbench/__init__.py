"""Every verb, in the order of the work: load, call one room, store.

A verb takes an open project (``with opened(path) as project``) and plain values, and gives
frozen values back. Only this floor knows the rooms; the floors above know only this one.
"""

from qualbench.agreement import (
    CoderProfile,
    Comparison,
    Confusion,
    Confusions,
    Estimate,
    Interval,
    LabelAgreement,
    PairCounts,
    RowAgreement,
    Standing,
    Undefined,
    Unit,
    band,
)
from qualbench.model import Case, MemoTarget
from qualbench.progress import Cancelled
from qualbench.store import Store
from qualbench.workbench.agreement.boundaries import Boundaries, Boundary, boundaries
from qualbench.workbench.agreement.comparing import (
    Agreement,
    Differences,
    agree,
    by_unit,
    differences,
)
from qualbench.workbench.agreement.drift import RoundAgreement, drift, round_changes
from qualbench.workbench.agreement.files import export_agreement
from qualbench.workbench.agreement.material import Asked, Match
from qualbench.workbench.agreement.methods import methods_sentence
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
    visible,
)
from qualbench.workbench.demo import SAMPLE, BuiltDemo, Demo, build_demo, demo
from qualbench.workbench.desk import desk, leave
from qualbench.workbench.exports import export
from qualbench.workbench.filters import Filters
from qualbench.workbench.finding import Hit, find, hits, matches, texts
from qualbench.workbench.handing_out import ShownHandout, hand_out, handouts
from qualbench.workbench.language import Prepared, prepare
from qualbench.workbench.layers import primary
from qualbench.workbench.loading import Loaded, load_codings
from qualbench.workbench.memos import ShownMemo, drop_memo, edit_memo, memos, write_memo
from qualbench.workbench.merging import Merged, choose, conflicts, merge
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
from qualbench.workbench.reconciling.deciding import reconcile
from qualbench.workbench.reconciling.disagreements import (
    ShownDisagreement,
    ShownPart,
    Walk,
    decided,
    disagreements,
    find_disagreement,
)
from qualbench.workbench.reconciling.ledger import (
    LedgerEntry,
    as_example,
    as_exclusion,
    find_entry,
    ledger,
)
from qualbench.workbench.reconciling.own_differences import Differs, OwnDifference, differed
from qualbench.workbench.revising import retract, revise, star
from qualbench.workbench.rounds.counting import counted
from qualbench.workbench.rounds.opening import Sample, draw, open_round
from qualbench.workbench.rounds.running import (
    Assignment,
    ShownRound,
    find_round,
    reveal,
    rounds,
    submit,
    submit_round,
)
from qualbench.workbench.second_look import (
    Rewording,
    changed_since,
    confirm,
    outdated,
    second_look,
    waiting,
)
from qualbench.workbench.settings import Setting, setting, settings, settle
from qualbench.workbench.suggestions import ShownSuggestion, accept, reject, suggestions
from qualbench.workbench.telling import ShownClaim, ShownConflict
from qualbench.workbench.topics import ShownTopic, TopicsFound, topics
from qualbench.workbench.transcripts import Imported, import_files
from qualbench.workbench.undoing import redo, undo
from qualbench.workbench.versions import CodebookVersion, codebook_versions

__all__ = [
    "ORDERS",
    "SAMPLE",
    "Agreement",
    "Asked",
    "Assignment",
    "Boundaries",
    "Boundary",
    "BuiltDemo",
    "Cancelled",
    "Case",
    "Choice",
    "CodebookVersion",
    "CoderProfile",
    "Comparison",
    "Confusion",
    "Confusions",
    "Demo",
    "Differences",
    "Differs",
    "Estimate",
    "Filters",
    "Hit",
    "Imported",
    "Interval",
    "LabelAgreement",
    "LedgerEntry",
    "Loaded",
    "Match",
    "MemoTarget",
    "Merged",
    "Order",
    "OwnDifference",
    "Page",
    "PairCounts",
    "Prepared",
    "Quote",
    "Rewording",
    "RoundAgreement",
    "RowAgreement",
    "Sample",
    "Setting",
    "ShownClaim",
    "ShownCoding",
    "ShownConflict",
    "ShownDisagreement",
    "ShownHandout",
    "ShownMemo",
    "ShownPart",
    "ShownRound",
    "ShownSuggestion",
    "ShownTopic",
    "Standing",
    "Status",
    "Store",
    "TopicsFound",
    "TranscriptStatus",
    "Undefined",
    "Unit",
    "Walk",
    "Wording",
    "accept",
    "add_code",
    "adopt_code",
    "agree",
    "as_example",
    "as_exclusion",
    "attributes",
    "back_up",
    "backup_folder",
    "backups",
    "band",
    "boundaries",
    "build_demo",
    "by_unit",
    "canon",
    "changed_since",
    "check",
    "choices",
    "choose",
    "cited",
    "code",
    "code_all",
    "code_counts",
    "code_new",
    "codebook",
    "codebook_versions",
    "confirm",
    "conflicts",
    "counted",
    "decided",
    "demo",
    "desk",
    "differed",
    "differences",
    "disagreements",
    "draw",
    "drift",
    "drop_memo",
    "edit_memo",
    "export",
    "export_agreement",
    "export_quotes",
    "find",
    "find_disagreement",
    "find_entry",
    "find_round",
    "group_of",
    "hand_out",
    "handouts",
    "hits",
    "import_files",
    "in_order",
    "init",
    "keys_of",
    "known_of",
    "leads",
    "leaf",
    "leave",
    "ledger",
    "live_codings",
    "load_codings",
    "matches",
    "memos",
    "merge",
    "merge_codes",
    "methods_sentence",
    "move_code",
    "name_of",
    "narrowed",
    "open_round",
    "opened",
    "outdated",
    "page",
    "prepare",
    "primary",
    "proposals",
    "propose_code",
    "quotes",
    "reconcile",
    "redo",
    "reject",
    "rename_code",
    "resolved",
    "restore_code",
    "retire_code",
    "retract",
    "reveal",
    "revise",
    "reword_code",
    "round_changes",
    "rounds",
    "second_look",
    "setting",
    "settings",
    "settle",
    "split_code",
    "star",
    "status",
    "submit",
    "submit_round",
    "suggestions",
    "texts",
    "topics",
    "turned",
    "undo",
    "visible",
    "waiting",
    "write_memo",
]
