"""The coding screen: one transcript and one coder. A file for each thing that is done there."""

from qualbench.tui.screens.coding.screen import Coding

__all__ = ["Coding"]
