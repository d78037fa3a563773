"""Whether a project lies where it can be worked on."""

from __future__ import annotations

from pathlib import Path

from qualbench import store
from qualbench.errors import ProjectError


def misplaced(path: Path) -> ProjectError | None:
    """What speaks against working on a project where it lies, and what to do instead.

    None where nothing is seen that does. Work goes on in any case.
    """
    found = store.place(path)
    if found is None:
        return None
    shared = (
        f"on a network drive ({found.of})"
        if found.kind == "network"
        else f"in a folder that {found.of} syncs"
    )
    return ProjectError(
        f"{path}: lies {shared}; two programs that work on it there can lose work, "
        "and damage the file",
        "Keep the project on a disk of this computer. To work as a team, hand out copies "
        "(`qualbench handout`) and merge them; put only such copies into shared folders.",
    )
