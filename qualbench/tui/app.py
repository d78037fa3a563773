"""The program: one project, one coder, and the screens between which its keys move."""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any

from rich.text import Text
from textual import on
from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette
from textual.events import Event, Key
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import Worker, WorkerState, get_current_worker

from qualbench import workbench
from qualbench.errors import QualbenchError
from qualbench.model import Span
from qualbench.tui.jobs import Job, told
from qualbench.tui.keymap import bound, said
from qualbench.tui.palette import Everything
from qualbench.tui.screens.keys import Keys, keys_of
from qualbench.tui.screens.library import Library
from qualbench.tui.screens.room import Room, bind
from qualbench.tui.themes import DARK, THEMES, after
from qualbench.tui.widgets.memo_box import MemoBox
from qualbench.tui.widgets.tutorial import Tutorial
from qualbench.workbench import Cancelled, Store

_LEAVE = "Leave qualbench from anywhere; all is stored"
_PALETTE = "Find anything to do, a screen, a transcript, colours"
_PATIENCE = 0.3  # seconds
_BACKUP_EVERY = 3600  # seconds
_ENDED = (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED)


class Bench(App[None]):
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
        bind("ctrl+f", "search", "Search all transcripts", "app.search"),
        bind("ctrl+t", "next_theme", "Other colours", "app.theme"),
        bind("f1", "tutorial", "Show or hide the tutorial", "app.tutorial"),
        bind("ctrl+x", "cancel_work", "Stop what is running", "app.stop"),
        bind("q", "quit", "Leave qualbench; all is stored", "app.quit"),
        Binding("ctrl+q", "quit", _LEAVE, show=False, priority=True, id="app.quit_at_once"),
    ]

    running: reactive[tuple[Job, ...]] = reactive(())
    """What runs in the background, the longest first."""

    prepared: reactive[int] = reactive(0)
    """Counts up whenever sentences and vectors have been brought up to date."""

    copies: reactive[tuple[Path, ...]] = reactive(())
    """The backups that are there, newest first."""

    def __init__(self, project: Store, coder: str, keys: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.project = project
        self.coder = coder
        self.desk = workbench.desk(project, coder)
        self._backup_refused = False
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
        self.set_interval(_BACKUP_EVERY, self.back_up)

    def get_ready(self) -> None:
        """Once the first screen is there: fetch the next one's code, copy the project."""
        self.run_worker(_fetch_coding, name="fetch", thread=True, exit_on_error=False)
        self.back_up()

    async def on_event(self, event: Event) -> None:
        """One key is done with before the next one is looked at.

        Textual hands each to the widget with the focus and acts when it comes back. Keys that are
        typed ahead would then go where the focus was, and not into the box that the first opens.
        """
        if not isinstance(event, Key) or event.is_forwarded or not self._acts_at_once(event):
            await super().on_event(event)
            return
        await self._caught_up()
        if not (
            await self._check_bindings(event.key, priority=True)
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
        """Wait until what was typed into a line has come up to the screen."""
        if not isinstance(self.focused, Input):
            return
        for node in self.focused.ancestors_with_self:
            if isinstance(node, Widget) and node.is_attached:
                done = asyncio.Event()
                node.call_later(done.set)
                with suppress(TimeoutError):
                    await asyncio.wait_for(done.wait(), _PATIENCE)

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
        instead: bool = False,
    ) -> None:
        """Open a transcript, at a place if one is named, with the edges of a coding to move.

        ``instead`` of the screen that is open, or above it.
        """
        self.call_later(self._open_at, transcript, span, edges, instead)

    async def _open_at(self, transcript: str, span: Span | None, edges: str, instead: bool) -> None:
        """The text is painted first; keys wait here until all is there."""
        from qualbench.tui.screens.coding import Coding

        screen = Coding(transcript, span, edges)
        await (self.switch_screen(screen) if instead else self.push_screen(screen))
        painted = asyncio.Event()
        screen.call_after_refresh(painted.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(painted.wait(), _PATIENCE)
        await screen.furnish()

    def show_quotes(self, keys: Sequence[str]) -> None:
        """All quotations of these codes; of all codes if none is named."""
        from qualbench.tui.screens.quotes import Quotes

        self.push_screen(Quotes(keys))

    def action_library(self) -> None:
        """Back to the first screen."""
        while self._lets_go() and not isinstance(self.screen, Library):
            self.pop_screen()

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
        from qualbench.tui.screens.agreement import Agreement

        self._go(Agreement)

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

    # What runs in the background

    @property
    def busy(self) -> str:
        """What has been running longest, for people; empty if nothing is."""
        return self.running[0].stage if self.running else ""

    def tell(self, job: str, stage: str) -> None:
        """Say how far a job is, in the title line; without a stage it has ended."""
        self.running = told(self.running, job, stage, monotonic())

    def prepare(self) -> None:
        """Bring sentences and vectors up to date in the background."""
        if any(job.name == "prepare" for job in self.running):
            stop = self.key("app.stop")
            self.notify(self.busy, title=f"Something is running already; {stop} stops it")
            return
        self.tell("prepare", "Loading the language models")
        self.run_worker(self._prepare, name="prepare", thread=True, exit_on_error=False)

    def _prepare(self) -> None:
        worker = get_current_worker()

        def progress(stage: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            self.call_from_thread(show, f"Preparing: {stage} {done} of {total}")

        def show(stage: str) -> None:
            if not worker.is_cancelled:
                self.tell("prepare", stage)

        with workbench.opened(self.project.path) as project:  # a thread has its own connection
            workbench.prepare(project, self.coder, progress)

    def back_up(self) -> None:
        """Copy the project in the background, if there is anything new in it."""
        self.run_worker(self._back_up, name="backup", thread=True, exit_on_error=False)

    def _back_up(self) -> tuple[Path, ...]:
        with workbench.opened(self.project.path) as project:
            workbench.back_up(project)
            return workbench.backups(project)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state in _ENDED and event.worker.name == "prepare":
            self._prepare_ended(event.worker)
        elif event.state in _ENDED and event.worker.name == "backup":
            self._backup_ended(event.worker)

    def _prepare_ended(self, worker: Worker[None]) -> None:
        self.tell("prepare", "")
        if worker.state is WorkerState.SUCCESS:
            self.prepared += 1
            self.notify("Suggestions and sentences are ready.")
        elif worker.state is WorkerState.ERROR and not isinstance(worker.error, Cancelled):
            self.say(worker.error)

    def _backup_ended(self, worker: Worker[tuple[Path, ...]]) -> None:
        """Say once what stands in the way; work goes on."""
        if worker.state is WorkerState.SUCCESS and worker.result is not None:
            self.copies = worker.result
        elif worker.state is WorkerState.ERROR and not self._backup_refused:
            self._backup_refused = True
            self.say(worker.error)

    def action_cancel_work(self) -> None:
        """Stop what a person was told of; a backup that is being written is not among it."""
        if self.running:
            self.notify("Stopped. What is done is kept; asked for again, it goes on with the rest.")
        for worker in self.workers:
            if worker.name != "backup":
                worker.cancel()
        self.running = ()

    def notify(self, *said: Any, **how: Any) -> None:
        """Say one thing at a time: what was said before is over, and would cover the text."""
        self.clear_notifications()
        super().notify(*said, **how)

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


def _fetch_coding() -> None:
    """So that a transcript opens without waiting for it."""
    import_module("qualbench.tui.screens.coding")


def place_of(error: BaseException) -> str:
    """The kind of an error and the lines of code it went through; never its message."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {places}"
