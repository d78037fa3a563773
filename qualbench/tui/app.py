"""The program: one project, one coder, and the screens between which its keys move."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import TextArea

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Span
from qualbench.tui.keymap import bound, said
from qualbench.tui.palette import Everything
from qualbench.tui.screens.keys import Keys, keys_of
from qualbench.tui.screens.library import Library
from qualbench.tui.screens.room import Room, bind
from qualbench.tui.themes import DARK, THEMES, after
from qualbench.tui.together import Together
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.title_line import TitleLine
from qualbench.tui.widgets.tutorial import Tutorial
from qualbench.workbench import Store

if TYPE_CHECKING:
    from qualbench.workbench import Basis

_LEAVE = "Leave qualbench from anywhere; all is stored"
_PALETTE = "Find anything to do, a screen, a transcript, colours"
_PATIENCE = 0.3  # seconds
_BACKUP_EVERY = 3600  # seconds


_TOLD = 20  # seconds, for what nobody expects


class Bench(Together):
    """Holds what every screen needs: the open project and who is at work."""

    TITLE = "qualbench"
    NOTIFICATION_TIMEOUT = 3  # seconds; what is said lies over the text
    CSS_PATH = ["app.tcss", "screens/library.tcss"]  # a first screen's own is not looked for
    COMMANDS = {Everything}  # without Textual's own: one saves a picture of the screen
    BINDINGS = [
        bind("question_mark", "keys", "All keys of this screen", "app.keys", "Keys"),
        Binding("ctrl+p", "command_palette", _PALETTE, show=False, priority=True, id="app.palette"),
        bind("C", "codebook", "The codebook", "app.codebook"),
        bind("Q", "quotes", "All quotations", "app.quotes"),
        bind("M", "memos", "All memos", "app.memos"),
        bind("D", "decisions", "All decisions on disagreements", "app.decisions"),
        bind("R,f4", "rounds", "Rounds: who codes what", "app.rounds"),
        bind("H,f6", "copies", "Copies: who has what; hand out, merge", "app.copies"),
        bind("J,f7", "joint", "The joint display: ratings beside outcomes", "app.joint"),
        bind("N,f8", "numbers", "The trial's numbers: join a file", "app.numbers"),
        bind("ctrl+f", "search", "Search all transcripts", "app.search"),
        bind("ctrl+t", "next_theme", "Other colours", "app.theme"),
        bind("f1", "tutorial", "Show or hide the tutorial", "app.tutorial"),
        bind("ctrl+x", "cancel_work", "Stop what is running", "app.stop"),
        bind("q", "quit", "Leave qualbench; all is stored", "app.quit"),
        Binding("ctrl+q", "quit", _LEAVE, show=False, priority=True, id="app.quit_at_once"),
    ]

    basis: Basis | None = None
    """What the latest suggestions rested on; of use to those of other transcripts."""

    def __init__(self, project: Store, coder: str, keys: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.project = project
        self.coder = coder
        self.known = workbench.seen(project)
        self.desk = workbench.desk(project, coder)
        self._let_go: list[str] = []
        self._keys: dict[tuple[type[object], str], str] = {}
        for theme in THEMES.values():
            self.register_theme(theme)
        kept = self.desk.get("theme", "")
        self.theme = kept if kept in THEMES else DARK.name
        self.set_keymap(dict(keys or {}))

    def get_default_screen(self) -> Library:
        """The first screen, at once: an empty one before it would cost time."""
        return Library()

    def on_mount(self) -> None:
        self.copies = workbench.backups(self.project)
        self.call_after_refresh(self.get_ready)
        self.watch_file()
        self.set_interval(_BACKUP_EVERY, self.back_up)

    # How keys are said, and what the coder left on the desk

    def key(self, name: str) -> str:
        """The key of an action on this screen, as it is bound now: ``Enter``; empty if none."""
        place = type(self.screen), name
        if not self._keys.get(place):
            self._keys[place] = bound(self.screen, name)
        return self._keys[place]

    def get_key_display(self, binding: Binding) -> str:
        return binding.key_display or said(binding.key)

    def remember(self, values: Mapping[str, str]) -> None:
        """Leave something on the coder's desk until the program is opened again."""
        new = {name: value for name, value in values.items() if self.desk.get(name, "") != value}
        if not new:
            return
        self.desk |= new
        try:
            workbench.leave(self.project, self.coder, new)
        except QualbenchError as error:
            self.say(error)

    def known_as(self, name: str) -> None:
        """Go on under another name: it was taken, or tells the coder apart from a namesake."""
        self.coder = name
        for screen in self.screen_stack:
            for line in screen.query(TitleLine):
                line.coder = name

    @property
    def learns(self) -> bool:
        """Whether the coder has coded nothing yet in the sample study, nor closed the tutorial."""
        if self.desk.get("tutorial") == "done":
            return False
        found = workbench.status(self.project)
        coded = any(transcript.codings.get(self.coder) for transcript in found.transcripts)
        return found.name == workbench.SAMPLE and not coded

    @on(Tutorial.Finished)
    def _learnt(self) -> None:
        self.remember({"tutorial": "done"})

    # From screen to screen

    def open_at(
        self,
        transcript: str,
        span: Span | None = None,
        edges: str = "",
        *,
        at_hand: str = "",
        instead: bool = False,
    ) -> None:
        """Open a transcript, at a place if one is named, with the edges of a coding to move.

        ``at_hand`` is the coding, by its lineage, that is to be at hand there; ``instead`` of
        the screen that is open, or above it.
        """
        self.call_next(self._open_at, transcript, span, edges, at_hand, instead)  # before any key

    async def _open_at(
        self, transcript: str, span: Span | None, edges: str, at_hand: str, instead: bool
    ) -> None:
        """The text is painted first; keys wait here until all is there."""
        from qualbench.tui.screens.coding import Coding

        screen = Coding(transcript, span, edges)
        screen.at_hand_next = at_hand
        gc.disable()  # looking for cycles in what is just being read would hold the text up
        try:
            await (self.switch_screen(screen) if instead else self.push_screen(screen))
            painted = asyncio.Event()
            screen.call_after_refresh(painted.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(painted.wait(), _PATIENCE)
            await screen.furnish()
        finally:
            gc.enable()

    def show_quotes(self, keys: Sequence[str]) -> None:
        """All quotations of these codes; of all codes if none is named."""
        from qualbench.tui.screens.quotes import Quotes

        self.push_screen(Quotes(keys))

    def show_agreement(self, round_name: str = "") -> None:
        """How far coders agree; in a revealed round, if one is named."""
        from qualbench.tui.screens.agreement import Agreement

        self._go(Agreement, lambda: Agreement(round_name))

    def action_library(self) -> None:
        """Back to the first screen."""
        while self._lets_go() and not isinstance(self.screen, Library):
            self.pop_screen()

    def renew(self, room: Room, kinds: frozenset[str]) -> None:
        super().renew(self._forget() if "erasure" in kinds else room, kinds)

    def _forget(self) -> Room:
        """Leave all screens that may hold what somebody has withdrawn; gives the one below."""
        self.basis = None
        while not isinstance(self.screen, Library):
            self.pop_screen()
        self.notify(
            "What was open is closed, for it may have held some of it.",
            title="A lead has erased an interview: somebody withdrew",
            timeout=_TOLD,
        )
        return self.screen

    async def action_quit(self) -> None:
        """Leave; a memo that is not stored is asked about once."""
        if self._lets_go():
            await super().action_quit()

    def _lets_go(self) -> bool:
        """Whether no memo would be lost; of one that is not stored yet, it is said once."""
        boxes = [box for screen in self.screen_stack for box in screen.query(MemoBox)]
        unstored = [box.query_one(TextArea).text for box in boxes if box.unstored]
        if not unstored or unstored == self._let_go:
            return True
        self._let_go = unstored
        store = self.key("memo.store") or "Ctrl+S"
        said = f"{store} stores it; once more leaves without it."
        self.notify(said, title="A memo is not stored", severity="warning")
        return False

    def action_quotes(self) -> None:
        from qualbench.tui.screens.quotes import Quotes

        self._go(Quotes, lambda: Quotes(()))

    def action_codebook(self) -> None:
        from qualbench.tui.screens.codebook import Codebook

        self._go(Codebook)

    def action_decisions(self) -> None:
        from qualbench.tui.screens.decisions import Decisions

        self._go(Decisions)

    def action_memos(self) -> None:
        from qualbench.tui.screens.memos import Memos

        self._go(Memos)

    def action_search(self) -> None:
        from qualbench.tui.screens.search import Search

        self._go(Search)

    def action_topics(self) -> None:
        from qualbench.tui.screens.topics import Topics

        self._go(Topics)

    def action_agreement(self) -> None:
        self.show_agreement()

    def action_matrix(self) -> None:
        from qualbench.tui.screens.matrix import Matrix

        self._go(Matrix)

    def action_guide(self) -> None:
        from qualbench.tui.screens.guide import Guide

        self._go(Guide)

    def action_joint(self) -> None:
        from qualbench.tui.screens.joint import Joint

        self._go(Joint)

    def action_numbers(self) -> None:
        from qualbench.tui.screens.numbers import Numbers

        self._go(Numbers)

    def action_rounds(self) -> None:
        from qualbench.tui.screens.rounds import Rounds

        self._go(Rounds)

    def action_copies(self) -> None:
        from qualbench.tui.screens.copies import Copies

        self._go(Copies)

    def action_conflicts(self) -> None:
        from qualbench.tui.screens.copies import Conflicts

        self._go(Conflicts)

    def _go(self, kind: type[Screen[None]], make: Callable[[], Screen[None]] | None = None) -> None:
        """Open a screen, unless it is the one that is open."""
        if type(self.screen) is not kind:
            self.push_screen((make or kind)())

    def action_keys(self) -> None:
        """Show every key of the screen."""
        if not isinstance(self.screen, Keys):
            self.push_screen(Keys(keys_of(self.screen)))

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_PALETTE))

    def action_tutorial(self) -> None:
        """The tutorial where there is one, else the keys."""
        for tutorial in self.screen.query(Tutorial):
            tutorial.toggle()
            return
        self.action_keys()

    def action_next_theme(self) -> None:
        self.use_theme(after(self.theme))

    def use_theme(self, name: str) -> None:
        """Other colours, also from now on."""
        self.theme = name
        self.remember({"theme": name})
        self.notify(f"Colours: {name}")
