"""How far coders agree, where they do not, and what lies behind it."""

from qualbench.tui.screens.agreement.screen import Agreement

__all__ = ["Agreement"]
