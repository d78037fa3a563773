"""What the interview guide asks, and where each question was put."""

from qualbench.tui.screens.guide.screen import Guide

__all__ = ["Guide"]
