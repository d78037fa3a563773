"""Taking back what was done last, and doing it again."""

from __future__ import annotations

from qualbench import store
from qualbench.store import Store
from qualbench.workbench.coders import named
from qualbench.workbench.memos import thing


def undo(project: Store, coder: str) -> str:
    """Take back the coder's latest action here; says what it was."""
    with project.writing():
        action = store.undo(project, store.find_coder(project, named(coder)).id)
    return _described(project, action)


def redo(project: Store, coder: str) -> str:
    """Do again what was undone last; says what it is."""
    with project.writing():
        action = store.redo(project, store.find_coder(project, named(coder)).id)
    return _described(project, action)


def _described(project: Store, action: str) -> str:
    """What an action did; if to one thing alone also to which, for it may lie out of sight."""
    said = store.describe_action(project, action)
    touched = store.touched_by(project, action)
    if len(touched) != 1:
        return said
    ((target, about),) = touched
    made = store.codings_of_action(project, action)
    coding = made[0] if made else store.last_of(project, about) if target == "coding" else None
    if coding:
        names = store.transcript_names(project)
        return f"{said} ({coding.key} in {names[coding.transcript]})"
    return f"{said} ({thing(project, target, about)})"
