"""Every verb, in the order of the work: load, call one room, store.

A verb takes an open project (``with opened(path) as project``) and plain values, and gives
frozen values back. Only this floor knows the rooms; the floors above know only this one.
"""

from typing import TYPE_CHECKING

from qualbench.late import late
from qualbench.model import Case, MemoTarget
from qualbench.progress import Cancelled
from qualbench.shipped import SAMPLE
from qualbench.store import Seen, Store, news, seen
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
from qualbench.workbench.coders import coder_id, coder_name
from qualbench.workbench.codings import (
    ShownCoding,
    code,
    code_all,
    live_codings,
    resolved,
    visible,
)
from qualbench.workbench.desk import desk, leave
from qualbench.workbench.filters import Filters
from qualbench.workbench.finding import Hit, find, hits, matches, texts
from qualbench.workbench.language import Prepared, prepare, unprepared
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
    quoted,
    quotes,
    speech,
)
from qualbench.workbench.rehearsing import refusal
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
from qualbench.workbench.settings import SETTINGS, Setting, setting, settings, settle
from qualbench.workbench.suggestions.modes import MODE_KEPT, MODES, at_most, blind_in, mode, shows
from qualbench.workbench.transcripts import Imported, import_files
from qualbench.workbench.undecided import undecided
from qualbench.workbench.undoing import redo, undo
from qualbench.workbench.versions import CodebookVersion, codebook_versions

if TYPE_CHECKING:
    from qualbench.workbench.late import *  # noqa: F403

__all__ = [
    "MODES",
    "MODE_KEPT",
    "ORDERS",
    "SAMPLE",
    "SETTINGS",
    "Assignment",
    "Cancelled",
    "Case",
    "Choice",
    "CodebookVersion",
    "Filters",
    "Hit",
    "Imported",
    "Loaded",
    "MemoTarget",
    "Order",
    "Page",
    "Prepared",
    "Quote",
    "Rewording",
    "Sample",
    "Seen",
    "Setting",
    "ShownCoding",
    "ShownMemo",
    "ShownRound",
    "Status",
    "Store",
    "TranscriptStatus",
    "Wording",
    "add_code",
    "adopt_code",
    "at_most",
    "attributes",
    "back_up",
    "backup_folder",
    "backups",
    "blind_in",
    "canon",
    "changed_since",
    "check",
    "choices",
    "code",
    "code_all",
    "code_counts",
    "code_new",
    "codebook",
    "codebook_versions",
    "coder_id",
    "coder_name",
    "confirm",
    "counted",
    "desk",
    "draw",
    "drop_memo",
    "edit_memo",
    "find",
    "find_round",
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
    "mode",
    "move_code",
    "name_of",
    "narrowed",
    "news",
    "open_round",
    "opened",
    "outdated",
    "page",
    "prepare",
    "proposals",
    "propose_code",
    "quoted",
    "quotes",
    "redo",
    "refusal",
    "rename_code",
    "resolved",
    "restore_code",
    "retire_code",
    "retract",
    "reveal",
    "revise",
    "reword_code",
    "rounds",
    "second_look",
    "seen",
    "setting",
    "settings",
    "settle",
    "shows",
    "speech",
    "split_code",
    "star",
    "status",
    "submit",
    "submit_round",
    "texts",
    "turned",
    "undecided",
    "undo",
    "unprepared",
    "visible",
    "waiting",
    "write_memo",
]


if not TYPE_CHECKING:
    __getattr__ = late(__name__)
