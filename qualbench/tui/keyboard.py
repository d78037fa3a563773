"""Keys in the order in which they were typed, however fast."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic

from textual.app import App
from textual.events import Event, InputEvent, Key
from textual.widget import Widget
from textual.widgets import DataTable, Input, OptionList, TextArea

from qualbench.tui.screens.room import Room

_PATIENCE = 10  # seconds; nothing takes so long but what would wait for ever


class Keyboard(App[None]):
    """Nothing that is typed ahead goes astray."""

    touched = 0.0
    """When a key or the mouse was used last: seconds of a clock that only runs forward."""

    async def on_event(self, event: Event) -> None:
        """One key is done with before the next one is looked at.

        Textual hands each to the widget with the focus and acts when it comes back. Keys that are
        typed ahead would then go where the focus was, and not into the box that the first opens.
        """
        if isinstance(event, Key) and not self.screen_stack:
            return  # typed while the program was being left
        if isinstance(event, InputEvent):
            self.touched = monotonic()
        if isinstance(event, Key) and not event.is_forwarded:
            self.clear_notifications()  # who goes on has read it, and it covers the text
        if not isinstance(event, Key) or event.is_forwarded or not self._acts_at_once(event):
            await super().on_event(event)
            return
        await self._caught_up()
        if not (
            (isinstance(self.screen, Room) and self.screen.takes(event))
            or await self._check_bindings(event.key, priority=True)
            or await self._check_bindings(event.key)
        ):
            await super().on_event(event)
        await self._caught_up()

    def _acts_at_once(self, event: Key) -> bool:
        """Whether a key is for an action, and not a character of what is being written."""
        if isinstance(self.focused, TextArea) or not isinstance(self.screen, Room):
            return False
        return not (isinstance(self.focused, Input) and event.is_printable)

    async def _caught_up(self) -> None:
        """Wait until what was typed into a line, or chosen in a list, has come up to the screen."""
        if not isinstance(self.focused, Input | OptionList | DataTable):
            return
        line = [node for node in self.focused.ancestors_with_self if isinstance(node, Widget)]
        for node in (self.focused, *line):  # twice: what a widget tells itself comes behind
            if node.is_attached:
                done = asyncio.Event()
                node.call_later(done.set)
                with suppress(TimeoutError):
                    await asyncio.wait_for(done.wait(), _PATIENCE)
