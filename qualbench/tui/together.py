"""What other programs store in the same file is shown here as well."""

from __future__ import annotations

from functools import partial
from time import monotonic

from qualbench import workbench
from qualbench.tui.background import Background
from qualbench.tui.keyboard import Keyboard
from qualbench.tui.screens.room import Room
from qualbench.workbench import Seen

_EVERY = 0.5  # seconds between two looks at the file
_QUIET = 0.6  # seconds without a key or the mouse; a key that is held repeats sooner
_APART = 2.0  # seconds between two times at least, however much others store


class Together(Background, Keyboard):
    """News wait until nothing that a person has begun would be disturbed by them."""

    known: Seen
    """The file as it was looked at last."""

    _news: frozenset[str] = frozenset()
    _renewed = 0.0

    def watch_file(self) -> None:
        self.set_interval(_EVERY, partial(self.call_later, self._look))  # between two keys

    def _look(self) -> None:
        now = monotonic()
        if now < max(self.touched + _QUIET, self._renewed + _APART) or self.mouse_captured:
            return
        self.known, kinds = workbench.news(self.project, self.known)
        self._news |= kinds
        screen = self.screen
        if self._news and isinstance(screen, Room) and screen.at_rest:
            kinds, self._news, self._renewed = self._news, frozenset(), now
            self.renew(screen, kinds)

    def renew(self, room: Room, kinds: frozenset[str]) -> None:
        """Let a screen show what others have stored, facts of these kinds."""
        with room.saying():
            room.renewed(kinds)
