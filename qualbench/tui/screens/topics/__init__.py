"""What respondents talk about, found without the codebook and held against it."""

from qualbench.tui.screens.topics.screen import Topics

__all__ = ["Topics"]
