"""Constructs down, cases across: what each was rated, and what stands behind it."""

from qualbench.tui.screens.matrix.screen import Matrix

__all__ = ["Matrix"]
