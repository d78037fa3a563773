"""The transcripts of the study at the side, so that the next one is a key away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList

from qualbench.tui.widgets.pointed_list import PointedList, pointer


@dataclass(frozen=True, slots=True)
class Listed:
    """A transcript, whose it is and what the coder did to it: ``coded`` counts own codings.

    ``whose`` is what is known of the case in words (participant, role, clinic, wave);
    ``submitted`` says "submitted" or "submitted, changed since", or is empty.
    """

    hash: str
    name: str
    whose: str = ""
    coded: int = 0
    submitted: str = ""


class TranscriptList(PointedList):
    """Enter or a click opens one; the one that is open has a filled dot."""

    DEFAULT_CSS = """
    TranscriptList {
        height: 1fr;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    BINDINGS = [
        Binding("enter", "select", "Open the transcript", show=False, id="transcripts.open"),
        Binding("j", "cursor_down", "Next transcript", show=False, id="transcripts.next"),
        Binding("k", "cursor_up", "Transcript before", show=False, id="transcripts.before"),
    ]

    class Chosen(Message):
        """A transcript is to be opened."""

        def __init__(self, hash: str) -> None:
            super().__init__()
            self.hash = hash

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listed: tuple[Listed, ...] = ()
        self._current = ""

    def show(self, items: Sequence[Listed], current: str = "") -> None:
        """``current`` is the hash of the transcript that is open; the pointer begins there."""
        if (tuple(items), current) == (self._listed, self._current):
            return
        place = self.highlighted
        at = self._listed[place].hash if place is not None and self._listed else ""
        wanted = at if current == self._current else current
        self._listed, self._current = tuple(items), current
        hashes = [item.hash for item in items]
        chosen = hashes.index(wanted) if wanted in hashes else 0 if items else None
        self.fill([partial(_prompt, item, item.hash == current) for item in items], chosen)

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._listed[event.option_index].hash))


def _prompt(item: Listed, current: bool, chosen: bool) -> Text:
    said = Text(f"{pointer(chosen)}{'●' if current else ' '} ", no_wrap=True, overflow="ellipsis")
    said.append(item.name, style="bold" if current else "")
    done = f"{item.coded} coded" if item.coded else "not coded"
    state = f"{done}, {item.submitted}" if item.submitted else done
    for line in filter(None, (item.whose, state)):
        said.append(f"\n   {line}", style="not bold dim")
    return said
