"""Undo and redo: per coder, in this copy of the file, one action at a time.

Undoing an action retracts the facts that it added; redoing retracts those retractions. The
journal of actions is local: what was merged in was not done here and is not undone here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualbench.errors import RefusedError
from qualbench.store.facts import UNDOABLE, Draft, Manner, record
from qualbench.store.live import standing

if TYPE_CHECKING:
    from qualbench.store.file import Store


def retract(
    store: Store, coder: str, fact_ids: Sequence[str], manner: Manner = "do", of: str | None = None
) -> str:
    """Take facts back, as one action; gives its id."""
    drafts = [Draft("retraction", {"fact": fact, "manner": manner}) for fact in fact_ids]
    return record(store, coder, drafts, manner, of).action


def undo(store: Store, coder: str) -> str:
    """Take back the coder's latest action that still stands; gives the action undone."""
    done, _ = _stacks(store, coder)
    if not done:
        raise RefusedError("there is nothing to undo", "Only what you did in this file is undone.")
    retract(store, coder, _undoable_facts(store, done[-1]), "undo", done[-1])
    return done[-1]


def redo(store: Store, coder: str) -> str:
    """Do again what the coder undid last, unless something else was done since."""
    _, undone = _stacks(store, coder)
    if not undone:
        raise RefusedError("there is nothing to redo", "Only what you have just undone is redone.")
    retractions = _facts_of(store, "retraction", _latest_undo_of(store, undone[-1]))
    retract(store, coder, retractions, "redo", undone[-1])
    return undone[-1]


def _stacks(store: Store, coder: str) -> tuple[list[str], list[str]]:
    """The actions that can be undone and redone, the next one last.

    Nobody takes back that a round was opened which others have worked in: what is sealed would
    lie open, or who has seen what was revealed would have no round to have seen it in.
    """
    done: list[str] = []
    undone: list[str] = []
    begun = " UNION ALL ".join(
        f"SELECT r.action FROM fact_round r JOIN {standing(kind)} v ON v.round = r.id"
        for kind in ("reveal", "handout", "submission")
    )
    for action, manner in store.db.execute(
        "SELECT id, manner FROM action WHERE coder = ? "
        f"AND COALESCE(of, id) NOT IN ({begun}) ORDER BY seq",
        [coder],
    ):
        if manner == "undo":
            undone.append(done.pop())
        elif manner == "redo":
            done.append(undone.pop())
        else:
            done.append(action)
            undone.clear()
    return done, undone


def _latest_undo_of(store: Store, action: str) -> str:
    row = store.db.execute(
        "SELECT id FROM action WHERE of = ? AND manner = 'undo' ORDER BY seq DESC", [action]
    ).fetchone()
    return str(row[0])


def _undoable_facts(store: Store, action: str) -> list[str]:
    return [fact for kind in sorted(UNDOABLE) for fact in _facts_of(store, kind, action)]


def _facts_of(store: Store, kind: str, action: str) -> list[str]:
    rows = store.db.execute(f"SELECT id FROM fact_{kind} WHERE action = ? ORDER BY id", [action])
    return [row[0] for row in rows]
