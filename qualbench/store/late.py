"""Copies, erasures and backups that one goes back to: loaded together when first called for."""

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
from qualbench.store.wiping import Wiped, remains, wipe

__all__ = [
    "Backup",
    "Doomed",
    "Handout",
    "Merged",
    "Restoring",
    "Wiped",
    "changes",
    "doomed",
    "erase",
    "hand_out",
    "handouts",
    "merging",
    "put_back",
    "remains",
    "restorable",
    "restoring",
    "wipe",
]
