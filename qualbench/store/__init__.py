"""The project file: facts that are added and never changed, and what is live of them.

The only room that knows SQL. ``file`` makes and opens projects, ``schema`` has the tables,
``facts`` adds, ``live`` decides what counts, ``undo`` takes back; then a file for each noun.
"""

from qualbench.store.cache import cache_path, keep, keep_vectors, kept, vectors
from qualbench.store.cases import add_cases, cases
from qualbench.store.check import Problem, check
from qualbench.store.codebooks import codebook_contents, current_codebook, publication_drafts
from qualbench.store.coders import add_coder, coders, find_coder
from qualbench.store.codings import (
    coding_drafts,
    codings,
    codings_among,
    codings_of_action,
    find_coding,
    memo_draft,
)
from qualbench.store.decisions import accepted, decision_draft, rejected
from qualbench.store.facts import Draft, Recorded, record
from qualbench.store.file import Store, making, opened
from qualbench.store.ids import canonical, sha256
from qualbench.store.primary import name_primary, primary_coders
from qualbench.store.project import facts_digest, project_name, start_project
from qualbench.store.sentences import sentences, sentences_draft
from qualbench.store.submissions import submissions, submit
from qualbench.store.transcripts import add_transcript, find_transcript, transcripts
from qualbench.store.undo import describe_action, redo, retract, undo

__all__ = [
    "Draft",
    "Problem",
    "Recorded",
    "Store",
    "accepted",
    "add_cases",
    "add_coder",
    "add_transcript",
    "cache_path",
    "canonical",
    "cases",
    "check",
    "codebook_contents",
    "coders",
    "coding_drafts",
    "codings",
    "codings_among",
    "codings_of_action",
    "current_codebook",
    "decision_draft",
    "describe_action",
    "facts_digest",
    "find_coder",
    "find_coding",
    "find_transcript",
    "keep",
    "keep_vectors",
    "kept",
    "making",
    "memo_draft",
    "name_primary",
    "opened",
    "primary_coders",
    "project_name",
    "publication_drafts",
    "record",
    "redo",
    "rejected",
    "retract",
    "sentences",
    "sentences_draft",
    "sha256",
    "start_project",
    "submissions",
    "submit",
    "transcripts",
    "undo",
    "vectors",
]
