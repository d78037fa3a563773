"""Copies, erasures, backups to go back to, topics, ratings, a trial's numbers.

All loaded when the first is called for.
"""

from qualbench.store.copies import held
from qualbench.store.erasing import Doomed, doomed, erase, participants
from qualbench.store.findings import (
    call_draft,
    calls,
    calls_of_action,
    integration_draft,
    integrations,
    integrations_of_action,
)
from qualbench.store.guide import asked, asked_draft, guide, guide_draft
from qualbench.store.handing_out import Handout, hand_out, handouts
from qualbench.store.merging import Merged, merging
from qualbench.store.ratings import (
    find_rating,
    rating_draft,
    rating_line,
    ratings,
    ratings_ever,
    ratings_of_action,
    verification_draft,
)
from qualbench.store.restoring import (
    Backup,
    Restoring,
    changes,
    put_back,
    restorable,
    restoring,
)
from qualbench.store.topics import (
    coded_topic_runs,
    find_topic_run,
    topic_decision_draft,
    topic_decisions,
    topic_run_draft,
    topic_runs,
    unused_topic_name,
)
from qualbench.store.trial import find_trial_table, trial_draft, trial_line, trial_tables
from qualbench.store.wiping import Wiped, remains, wipe

__all__ = [
    "Backup",
    "Doomed",
    "Handout",
    "Merged",
    "Restoring",
    "Wiped",
    "asked",
    "asked_draft",
    "call_draft",
    "calls",
    "calls_of_action",
    "changes",
    "coded_topic_runs",
    "doomed",
    "erase",
    "find_rating",
    "find_topic_run",
    "find_trial_table",
    "guide",
    "guide_draft",
    "hand_out",
    "handouts",
    "held",
    "integration_draft",
    "integrations",
    "integrations_of_action",
    "merging",
    "participants",
    "put_back",
    "rating_draft",
    "rating_line",
    "ratings",
    "ratings_ever",
    "ratings_of_action",
    "remains",
    "restorable",
    "restoring",
    "topic_decision_draft",
    "topic_decisions",
    "topic_run_draft",
    "topic_runs",
    "trial_draft",
    "trial_line",
    "trial_tables",
    "unused_topic_name",
    "verification_draft",
    "wipe",
]
