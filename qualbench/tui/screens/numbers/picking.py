"""Choosing a file by its name, or by a path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualbench.tui.widgets.code_picker import CodePicker


class FilePicker(CodePicker):
    """A path that is typed is at hand at once where ``is_there``: nothing is made by it."""

    def __init__(self, is_there: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_there = is_there

    def _at_once(self, typed: str) -> bool:
        new = bool(self._new) and not self._found
        return self._is_there(typed) if new else super()._at_once(typed)


def is_there(path: Path) -> bool:
    """Whether it is a file or a folder; what cannot be looked up, as it is too long, is none."""
    try:
        return path.exists()
    except OSError:
        return False
