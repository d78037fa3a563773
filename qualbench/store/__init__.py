"""The project file: facts that are added and never changed, and what is live of them.

The only room that knows SQL. ``file`` makes and opens projects, ``schema`` has the tables,
``facts`` adds, ``live`` decides what counts, ``undo`` takes back; then a file for each noun.
"""

from typing import TYPE_CHECKING

from qualbench.late import late
from qualbench.store.actions import (
    describe_action,
    named_by,
    published_by,
    rejected_by,
    replaced_by,
    standing_after,
    touched_by,
)
from qualbench.store.backups import back_up, backup_folder, backups, backups_of, made_at
from qualbench.store.cache import cache_path, keep, keep_vectors, kept, vectors
from qualbench.store.cases import add_cases, cases
from qualbench.store.check import Problem, check
from qualbench.store.codebooks import (
    Publication,
    codebook_contents,
    codes_as_coded,
    codes_in_use,
    coding_counts,
    current_codebook,
    current_publication,
    publication_drafts,
    publications,
    undone_versions,
)
from qualbench.store.coders import add_coder, coders, find_coder, namesakes, renaming
from qualbench.store.codings import (
    coding_drafts,
    coding_revision,
    codings,
    codings_among,
    codings_of_action,
    find_coding,
    is_live,
    last_of,
    line_of,
    standing_ids,
)
from qualbench.store.conflicts import (
    Claim,
    Conflict,
    conflicts,
    decides,
    losers,
    require_decided,
)
from qualbench.store.decisions import accepted, decision_draft, rejected
from qualbench.store.desk import desk, leave
from qualbench.store.elsewhere import Seen, news, seen
from qualbench.store.erasures import Erasure, erasures, unfinished
from qualbench.store.facts import Draft, Recorded, record
from qualbench.store.file import SUFFIX, Store, making, opened
from qualbench.store.ids import canonical, content_id, sha256
from qualbench.store.memos import find_memo, memo_draft, memo_revision, memos
from qualbench.store.offers import offers
from qualbench.store.place import Place, place
from qualbench.store.primary import name_primary, primary_coders
from qualbench.store.project import facts_digest, given_to, project_name, start_project
from qualbench.store.proposals import (
    Proposal,
    proposal_draft,
    proposals,
    proposals_as_coded,
    withdrawn_proposals,
)
from qualbench.store.reconciliations import (
    reconciliation_draft,
    reconciliation_on,
    reconciliations,
    reconciliations_of_action,
)
from qualbench.store.rehearsing import rehearsal
from qualbench.store.remembering import remembered
from qualbench.store.rounds import find_round, reveal_draft, round_drafts, rounds
from qualbench.store.sentences import (
    sentence_facts,
    sentences,
    sentences_among,
    sentences_draft,
)
from qualbench.store.settings import setting_draft, settings
from qualbench.store.showings import showing_draft, showings
from qualbench.store.stars import star_draft, stars
from qualbench.store.submissions import (
    handed_in,
    submission_line,
    submissions,
    submissions_among,
    submit,
)
from qualbench.store.transcripts import (
    add_transcript,
    find_hash,
    find_text,
    find_transcript,
    read_from,
    texts,
    transcript_names,
    transcripts,
)
from qualbench.store.undo import redo, retract, undo

if TYPE_CHECKING:
    from qualbench.store.late import *  # noqa: F403

__all__ = [
    "SUFFIX",
    "Claim",
    "Conflict",
    "Draft",
    "Erasure",
    "Place",
    "Problem",
    "Proposal",
    "Publication",
    "Recorded",
    "Seen",
    "Store",
    "accepted",
    "add_cases",
    "add_coder",
    "add_transcript",
    "back_up",
    "backup_folder",
    "backups",
    "backups_of",
    "cache_path",
    "canonical",
    "cases",
    "check",
    "codebook_contents",
    "coders",
    "codes_as_coded",
    "codes_in_use",
    "coding_counts",
    "coding_drafts",
    "coding_revision",
    "codings",
    "codings_among",
    "codings_of_action",
    "conflicts",
    "content_id",
    "current_codebook",
    "current_publication",
    "decides",
    "decision_draft",
    "describe_action",
    "desk",
    "erasures",
    "facts_digest",
    "find_coder",
    "find_coding",
    "find_hash",
    "find_memo",
    "find_round",
    "find_text",
    "find_transcript",
    "given_to",
    "handed_in",
    "is_live",
    "keep",
    "keep_vectors",
    "kept",
    "last_of",
    "leave",
    "line_of",
    "losers",
    "made_at",
    "making",
    "memo_draft",
    "memo_revision",
    "memos",
    "name_primary",
    "named_by",
    "namesakes",
    "news",
    "offers",
    "opened",
    "place",
    "primary_coders",
    "project_name",
    "proposal_draft",
    "proposals",
    "proposals_as_coded",
    "publication_drafts",
    "publications",
    "published_by",
    "read_from",
    "reconciliation_draft",
    "reconciliation_on",
    "reconciliations",
    "reconciliations_of_action",
    "record",
    "redo",
    "rehearsal",
    "rejected",
    "rejected_by",
    "remembered",
    "renaming",
    "replaced_by",
    "require_decided",
    "retract",
    "reveal_draft",
    "round_drafts",
    "rounds",
    "seen",
    "sentence_facts",
    "sentences",
    "sentences_among",
    "sentences_draft",
    "setting_draft",
    "settings",
    "sha256",
    "showing_draft",
    "showings",
    "standing_after",
    "standing_ids",
    "star_draft",
    "stars",
    "start_project",
    "submission_line",
    "submissions",
    "submissions_among",
    "submit",
    "texts",
    "touched_by",
    "transcript_names",
    "transcripts",
    "undo",
    "undone_versions",
    "unfinished",
    "vectors",
    "withdrawn_proposals",
]

if not TYPE_CHECKING:
    __getattr__ = late(__name__)
