"""Copies, erasures, backups that one goes back to, topics: all loaded when first called for."""

from qualbench.store.erasing import Doomed, doomed, erase
from qualbench.store.handing_out import Handout, hand_out, handouts
from qualbench.store.merging import Merged, merging
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
from qualbench.store.wiping import Wiped, remains, wipe

__all__ = [
    "Backup",
    "Doomed",
    "Handout",
    "Merged",
    "Restoring",
    "Wiped",
    "changes",
    "coded_topic_runs",
    "doomed",
    "erase",
    "find_topic_run",
    "hand_out",
    "handouts",
    "merging",
    "put_back",
    "remains",
    "restorable",
    "restoring",
    "topic_decision_draft",
    "topic_decisions",
    "topic_run_draft",
    "topic_runs",
    "unused_topic_name",
    "wipe",
]
