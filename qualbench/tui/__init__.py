"""The terminal program: screens that ask the workbench and show what it says."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualbench.tui.keymap import Action

os.environ.setdefault("TEXTUAL_FPS", "1000")
"""Textual paints at its next tick: at its usual 60 a second a key waits up to 17 ms for that.

It ticks only while there is something to paint."""

_TURN = 0.0005
"""Seconds after which a thread that computes makes way for the one that paints; Python's own 5 ms
would be felt, several times in one key."""

_YOUNG = 20_000
"""Objects made before Python looks for cycles among them: one page painted makes thousands that
are in none, and its usual 700 has it look through them several times in one key."""


def run(path: Path, coder: str) -> int:
    """Open a project at a terminal as ``coder``; gives the exit code.

    Raises ReadingError for a keys.toml that cannot be meant.
    """
    from qualbench import workbench
    from qualbench.tui import keymap
    from qualbench.tui.app import Bench

    keys = keymap.load(keymap.file())
    sys.setswitchinterval(_TURN)
    gc.set_threshold(_YOUNG, 20, 100)
    with workbench.opened(path) as project:
        bench = Bench(project, coder, keys)
        bench.run()
    return bench.return_code or 0


def keys_file() -> Path:
    """Where a person writes down keys of their own; it need not be there."""
    from qualbench.tui import keymap

    return keymap.file()


def keys() -> tuple[tuple[Action, tuple[str, ...]], ...]:
    """Every action, with its keys as they are bound now. Raises ReadingError as ``run`` does."""
    from qualbench.tui import keymap

    own = keymap.load(keymap.file())
    return tuple(
        (action, tuple(own[action.id].split(",")) if action.id in own else action.keys)
        for action in keymap.actions()
    )


def said(key: str) -> str:
    """A key as people say it: ``Ctrl+K``, ``?``, ``Esc``."""
    from qualbench.tui import keymap

    return keymap.said(key)
