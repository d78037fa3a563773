"""What the program says in its corner, and how it ends when something unexpected happens."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Any

from rich.text import Text
from textual.app import App

from qualbench.errors import QualbenchError


class Speaking(App[None]):
    """Says one thing at a time, and never a word of a transcript."""

    def notify(self, *said: Any, **how: Any) -> None:
        """Say one thing at a time: what was said before is over, and would cover the text.

        It is said as it is: a name with brackets in it would else be taken for a style.
        """
        self.clear_notifications()
        super().notify(*said, **{**how, "markup": False})

    def say(self, error: BaseException | None) -> None:
        """Show what went wrong, without leaving the screen."""
        if isinstance(error, QualbenchError):
            self.notify(error.hint, title=error.message, severity="warning", timeout=8)
        elif error is not None:
            self.notify(place_of(error), title="Something unexpected happened", severity="error")

    def _fatal_error(self) -> None:
        """Leave with the place of an error, and not, as Textual does, with local variables.

        They hold transcripts, which must not end up in a scroll-back or a bug report.
        """
        error = sys.exc_info()[1]
        where = place_of(error) if error else "an unknown place"
        self._exit_renderables.append(
            Text(f"qualbench stopped: {where}. Every coding that you saw is stored.")
        )
        self._close_messages_no_wait()


def place_of(error: BaseException) -> str:
    """The kind of an error and the lines of code it went through; never its message."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {places}"
