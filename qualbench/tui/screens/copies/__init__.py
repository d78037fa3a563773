"""Copies that are handed out and come back: who has what, merging, what is to be decided."""

from qualbench.tui.screens.copies.conflicts import Conflicts
from qualbench.tui.screens.copies.screen import Copies

__all__ = ["Conflicts", "Copies"]
