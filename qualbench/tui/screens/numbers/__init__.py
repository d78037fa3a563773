"""A trial's numbers: which tables are joined, and what became of every id."""

from qualbench.tui.screens.numbers.screen import Numbers

__all__ = ["Numbers"]
