"""Walking the disagreements of a round, and deciding them."""

from qualbench.tui.screens.reconcile.screen import Reconcile

__all__ = ["Reconcile"]
